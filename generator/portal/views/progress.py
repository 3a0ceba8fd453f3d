"""How far a version has come: stages with their days, agreements and what they are worth, remarks, next steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from generator.model.order import StageRule
from generator.model.record import KINDS, DocumentRef, GisMark
from generator.portal.views.changes import ChangeView, changes
from generator.portal.views.names import Link, Names
from generator.procedure.approvals import Approval
from generator.procedure.explain import WORTH, Explanation, Signature
from generator.procedure.standing import Standing
from generator.procedure.steps import Step

STAGE_KINDS = {
    "draft": "info",
    "received": "info",
    "in_force": "ok",
    "in_operation": "ok",
    "withdrawn": "none",
    "superseded": "none",
}
WORTH_KINDS = {"valid": "ok", "stale": "late", "revoked": "late", "no_right": "late"}
ENDS = ("withdrawn", "superseded")


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage for a status mark."""

    kind: str
    title: str
    since: date | None
    point: str | None


@dataclass(frozen=True, slots=True)
class StageStep:
    """A stage on the way of a version."""

    state: Literal["done", "now", "ahead"]
    title: str
    on: date | None
    point: str | None
    gate: str


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A line of the matrix: who must agree, who did, and what it is worth today."""

    party: Link
    required: bool
    kind: str
    words: str
    on: date | None = None
    post: str | None = None
    how: str | None = None
    gis: GisMark | None = None
    document: DocumentRef | None = None
    record: str | None = None
    changes: tuple[ChangeView, ...] = ()


@dataclass(frozen=True, slots=True)
class RemarkView:
    """Remarks and how they were settled."""

    party: Link
    on: date
    text: str
    standing: bool
    answered_on: date | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class StepView:
    """What comes next, from whom, by which point."""

    point: str
    who: Link
    what: str
    to: Link | None
    due: date | None
    overdue: bool
    command: str


def stage_view(standing: Standing) -> StageView:
    """The present stage of a version."""
    rule = stage_rule(standing)
    return StageView(STAGE_KINDS.get(rule.stage, "wait"), rule.title, standing.course.since, rule.point)


def stage_rule(standing: Standing) -> StageRule:
    """The order's words on the present stage."""
    stages = standing.view.office.order.route(standing.version.card.route).stages
    return next(one for one in stages if one.stage == standing.stage)


def stage_steps(standing: Standing) -> tuple[StageStep, ...]:
    """The way through the stages: passed with their days, the present one, those ahead."""
    return tuple(_stage_steps(standing))


def _stage_steps(standing: Standing) -> Iterator[StageStep]:
    course = standing.course
    passed = {one.stage: one.on for one in course.passed}
    last = course.passed[-1].stage
    for rule in standing.view.office.order.route(standing.version.card.route).stages:
        if rule.stage in ENDS:
            if course.ended and course.ended.stage == rule.stage:
                yield StageStep("now", rule.title, course.ended.on, rule.point, rule.gate)
        elif rule.stage in passed:
            state: Literal["done", "now"] = "now" if rule.stage == last and not course.ended else "done"
            yield StageStep(state, rule.title, passed[rule.stage], rule.point, rule.gate)
        elif not course.ended:
            yield StageStep("ahead", rule.title, None, rule.point, rule.gate)


def approval_rows(explanation: Explanation, names: Names) -> tuple[ApprovalRow, ...]:
    """The matrix of agreements (points 10, 11, 14, 43)."""
    return tuple(_approval(explanation.standing, one, names) for one in explanation.signatures)


def _approval(standing: Standing, one: Signature, names: Names) -> ApprovalRow:
    approval = one.approval
    if approval is None:
        return ApprovalRow(names.party(one.party), one.required, "none", "нет согласования")
    record: Any = approval.filed.record
    return ApprovalRow(
        names.party(one.party, record.date),
        one.required,
        WORTH_KINDS[approval.worth],
        WORTH[approval.worth],
        record.date,
        names.post(one.party, record.signatory),
        KINDS[record.kind],
        approval.filed.get("gis"),
        record.document,
        approval.filed.name,
        _since(standing, approval, names),
    )


def _since(standing: Standing, approval: Approval, names: Names) -> tuple[ChangeView, ...]:
    """What has changed since a stale agreement, where its text was kept."""
    kept = standing.version.texts.get(approval.filed.record.digest) if approval.worth == "stale" else None
    return changes(kept, standing.version.text, names) if kept else ()


def remark_views(explanation: Explanation, names: Names) -> tuple[RemarkView, ...]:
    """All remarks of a version, settled or not."""
    ledger = explanation.standing.view.ledger
    answers: dict[str, Any] = {one.record.answers: one.record for one in ledger.of("remarks_answer")}  # type: ignore[union-attr]
    left = {one.name for one in explanation.remarks}
    found: list[RemarkView] = []
    for filed in ledger.of("remarks"):
        record: Any = filed.record
        answer = answers.get(filed.name)
        found.append(
            RemarkView(
                names.party(record.author, record.date),
                record.date,
                record.text,
                filed.name in left,
                answer.date if answer else None,
                answer.text if answer else None,
            )
        )
    return tuple(found)


def step_view(step: Step, names: Names) -> StepView:
    """A step for print."""
    to = names.party(step.to) if step.to else None
    return StepView(step.point, names.party(step.who), step.what, to, step.due, step.overdue, step.command)
