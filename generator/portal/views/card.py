"""The page of a card version: where it stands, what is missing, its text, its records, its versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model.finding import Finding
from generator.portal.views.card_text import CardText, card_text
from generator.portal.views.changes import ChangeView, changes
from generator.portal.views.duties import DutyGroup, duty_groups
from generator.portal.views.live import LivePart
from generator.portal.views.names import Link, Names
from generator.portal.views.progress import (
    ApprovalRow,
    RemarkView,
    StageStep,
    StageView,
    StepView,
    approval_rows,
    remark_views,
    stage_steps,
    stage_view,
    step_view,
)
from generator.portal.views.records import RecordView, record_views
from generator.portal.views.states import CardState, Shelf
from generator.portal.views.survey import Survey
from generator.procedure.standing import Standing

CardFindings = Mapping[tuple[str, int], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of the card in the list of its versions."""

    number: int
    address: str
    stage: StageView
    shown: bool
    main: bool


@dataclass(frozen=True, slots=True)
class Remaining:
    """What the next stage waits for, and what that stage is."""

    steps: tuple[StepView, ...]
    duties: tuple[StepView, ...]
    follows: str | None
    gate: str | None


@dataclass(frozen=True, slots=True)
class CardProgress:
    """How far a version has come: the half of the page that changes with every record."""

    number: int
    address: str
    stage: StageView
    text_changed: bool
    remaining: Remaining
    way: tuple[StageStep, ...]
    approvals: tuple[ApprovalRow, ...]
    approval_point: str
    remarks: tuple[RemarkView, ...]
    duties: tuple[DutyGroup, ...]


@dataclass(frozen=True, slots=True)
class CardPage:
    """A card version with everything about it; `draft` is the later version that is still under way (point 41)."""

    id: str
    address: str
    title: str
    route: str
    shelf: Shelf
    published: date | None
    incoming: bool
    responsible: Link
    interested: tuple[Link, ...]
    passport: Link | None
    digest: str
    progress: CardProgress
    draft: CardProgress | None
    text: CardText
    records: tuple[RecordView, ...]
    versions: tuple[VersionRow, ...]
    compared_with: int | None
    changed: tuple[ChangeView, ...]
    findings: int
    finding_points: tuple[str, ...]
    live: Sequence[LivePart] = ()

    @property
    def is_main(self) -> bool:
        """Whether this is the card's own page rather than that of another version."""
        return any(one.main and one.shown for one in self.versions)


def card_page(survey: Survey, state: CardState, standing: Standing, findings: CardFindings) -> CardPage:
    """Everything about one version of a card."""
    version, names = standing.version, survey.names
    card = version.card
    own = standing is state.main
    draft = state.in_progress if own and state.in_progress is not standing else None
    before = _compared_with(state, draft or standing)
    found = findings.get((state.id, version.number), ())
    publication = standing.view.ledger.first("publication")
    passport = survey.content.passports.get(card.passport) if card.passport else None
    return CardPage(
        state.id,
        names.card_address(state.id, version.number),
        card.title,
        survey.order.route(card.route).title,
        state.shelf,
        publication.record.date if publication else None,
        card.route == "incoming",
        names.party(card.responsible_unit),
        names.parties(card.interested_units),
        Link(passport.name, f"exchange/passports/{passport.id}/") if passport else None,
        version.digest,
        _progress(survey, standing),
        _progress(survey, draft) if draft else None,
        card_text(version, survey.content, names, survey.today),
        record_views(standing, names),
        tuple(_version(state, one, standing, names) for one in state.versions.values()),
        before.version.number if before else None,
        changes(before.version.text, (draft or standing).version.text, names) if before else (),
        len(found),
        tuple(dict.fromkeys(one.point for one in found if one.point)),
        survey.live.by_card.get(state.id, ()) if own else (),
    )


def _progress(survey: Survey, standing: Standing) -> CardProgress:
    version, names = standing.version, survey.names
    explanation = survey.explanations[version.id, version.number]
    starts = {rule: one.starts for rule, one in survey.rules.items()}
    steps = [(step.gates, step_view(step, names)) for step in explanation.steps]
    follows = explanation.follows
    return CardProgress(
        version.number,
        names.card_address(version.id, version.number),
        stage_view(standing),
        standing.view.text_changed,
        Remaining(
            tuple(step for gates, step in steps if gates),
            tuple(step for gates, step in steps if not gates),
            follows.title if follows else None,
            follows.gate if follows else None,
        ),
        stage_steps(standing),
        approval_rows(explanation, names),
        survey.order.route(version.card.route).approval_point,
        remark_views(explanation, names),
        duty_groups(standing.duties, starts, names, survey.terms),
    )


def _compared_with(state: CardState, standing: Standing) -> Standing | None:
    """What a version changes: the one in force before it, otherwise the version before it (point 41)."""
    earlier = [one for number, one in state.versions.items() if number < standing.version.number]
    return next((one for one in earlier if one is state.effective), earlier[-1] if earlier else None)


def _version(state: CardState, one: Standing, shown: Standing, names: Names) -> VersionRow:
    number = one.version.number
    return VersionRow(number, names.card_address(state.id, number), stage_view(one), one is shown, one is state.main)
