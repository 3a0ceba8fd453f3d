"""What a change of the content does: texts, records, agreements, stages, duties of cards, and other files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from generator.checks.changes import agreement_changes
from generator.model.content import CardVersion, FiledRecord
from generator.model.kinds import FILE_KINDS
from generator.procedure.differences import Change, Say, differences
from generator.procedure.duties import Duty
from generator.procedure.standing import Procedure, Standing

What = Literal["new", "changed", "gone"]
# Kinds of files that say for all cards who they are, who may sign, and which days are working days.
SHARED = ("order", "parties", "contacts", "calendar", "sittings")
# Kinds whose field of the content has another name.
_HOLDERS = {"party": "parties", "passport": "passports", "target": "targets", "incident": "incidents"}


@dataclass(frozen=True, slots=True)
class DutyImpact:
    """A duty as it was and as it is; None where it was not or is no more."""

    before: Duty | None
    after: Duty | None

    @property
    def duty(self) -> Duty:
        """The duty as it is, or as it was before it ceased."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class CardImpact:
    """What happens to one version of a card."""

    version: CardVersion
    what: What
    text: tuple[Change, ...] = ()
    added: tuple[FiledRecord, ...] = ()
    rewritten: tuple[FiledRecord, ...] = ()
    removed: tuple[FiledRecord, ...] = ()
    agreements: tuple[str, ...] = ()
    stage: tuple[str | None, str | None] = (None, None)
    duties: tuple[DutyImpact, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything happens to it at all."""
        moved = self.stage[0] != self.stage[1]
        parts = (self.text, self.added, self.rewritten, self.removed, self.agreements, self.duties)
        return self.what != "changed" or moved or any(parts)


@dataclass(frozen=True, slots=True)
class FileImpact:
    """What happens to a file that is no card and no record: its kind in Russian and its identifier."""

    kind: str
    ident: str
    what: What


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that a change does."""

    cards: tuple[CardImpact, ...]
    files: tuple[FileImpact, ...]
    proposals: tuple[DutyImpact, ...]


def impact(before: Procedure, after: Procedure, say: Say) -> Impact:
    """Compare two states of the content on the same day. Cards that nothing can have touched are not worked out."""
    agreements: dict[str, list[str]] = {}
    for line in agreement_changes(before.content, after.content, after.today):
        name, _, told = line.partition(": ")
        agreements.setdefault(name, []).append(told)
    everywhere = any(getattr(before.content, name) != getattr(after.content, name) for name in SHARED)
    cards = [
        one
        for card in sorted({*before.content.cards, *after.content.cards})
        if everywhere or before.content.cards.get(card) != after.content.cards.get(card)
        for one in _versions(card, before, after, agreements, say)
        if one.any
    ]
    return Impact(tuple(cards), tuple(_files(before, after)), _duties(before.proposals, after.proposals))


def _versions(
    card: str, before: Procedure, after: Procedure, agreements: Mapping[str, list[str]], say: Say
) -> Iterator[CardImpact]:
    was = before.card(card) if card in before.content.cards else {}
    now = after.card(card) if card in after.content.cards else {}
    for number in sorted({*was, *now}):
        told = agreements.get(f"{card}@v{number}", ())
        yield _version(was.get(number), now.get(number), tuple(told), say)


def _version(was: Standing | None, now: Standing | None, agreements: tuple[str, ...], say: Say) -> CardImpact:
    duties = _duties(was.duties if was else (), now.duties if now else ())
    stages = (stage_title(was) if was else None, stage_title(now) if now else None)
    if now is None or was is None:
        version = _either(was, now).version
        records = version.records if now else ()
        return CardImpact(
            version, "new" if now else "gone", (), records, (), (), agreements, stages, duties if now else ()
        )
    old, new = _records(was), _records(now)
    return CardImpact(
        now.version,
        "changed",
        differences(was.version.text, now.version.text, say),
        tuple(one for name, one in new.items() if name not in old),
        tuple(one for name, one in new.items() if name in old and old[name] != one),
        tuple(one for name, one in old.items() if name not in new),
        agreements,
        stages,
        duties,
    )


def _either(was: Standing | None, now: Standing | None) -> Standing:
    found = now or was
    assert found is not None
    return found


def _records(standing: Standing) -> Mapping[str, FiledRecord]:
    return {one.name: one for one in standing.version.records}


def stage_title(standing: Standing) -> str:
    """The stage as the order calls it on this route."""
    stages = standing.view.office.order.route(standing.version.card.route).stages
    return next((one.title for one in stages if one.stage == standing.stage), standing.stage)


def _duties(before: tuple[Duty, ...], after: tuple[Duty, ...]) -> tuple[DutyImpact, ...]:
    """Duties that come, cease, are done, or have another last day now."""
    was, now = ({_identity(one): one for one in found} for found in (before, after))
    pairs = ((was.get(key), now.get(key)) for key in dict.fromkeys((*now, *was)))
    return tuple(DutyImpact(old, new) for old, new in pairs if _course(old) != _course(new))


def _identity(duty: Duty) -> tuple[Any, ...]:
    return duty.card, duty.version, duty.rule, duty.bearer, duty.addressee, duty.service, duty.title


def _course(duty: Duty | None) -> tuple[Any, ...] | None:
    return None if duty is None else (duty.due, duty.gap, duty.done)


def _files(before: Procedure, after: Procedure) -> Iterator[FileImpact]:
    for kind in FILE_KINDS:
        holder = _HOLDERS.get(kind.name, kind.name)
        was, now = getattr(before.content, holder, None), getattr(after.content, holder, None)
        if was == now:
            continue
        if not isinstance(was, Mapping) or not isinstance(now, Mapping):
            was, now = _alone(was), _alone(now)
        for ident in sorted({*was, *now}, key=str):
            if was.get(ident) != now.get(ident):
                what: What = "new" if ident not in was else "gone" if ident not in now else "changed"
                yield FileImpact(kind.title, str(ident), what)


def _alone(one: Any) -> Mapping[str, Any]:
    """A file of which there is one: its kind is its name."""
    return {} if one is None else {"": one}
