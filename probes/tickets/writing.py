"""Which letters are due now. Pure: what was written before is an argument."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from probes.model.check import Target
from probes.model.incident import Incident
from probes.model.verdict import Purpose
from probes.tickets.desk import Desk
from probes.tickets.letter import Letter, LetterKind, message_id
from probes.tickets.routing import Addressee, addressee, due, silenced, whose
from probes.tickets.wording import Wording

# How the name of an incident begins (probes.model.incident).
_STAMP, _MINUTE = "%Y-%m-%d-%H%M", len("2026-11-20-0935")


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that the outbox holds already, sent or not."""

    kind: LetterKind
    incidents: tuple[str, ...]
    message_id: str
    recipient: str
    made: datetime
    sent: bool = True


def letters(
    found: Sequence[Incident],
    targets: Iterable[Target],
    desk: Desk,
    written: Iterable[Written],
    now: datetime,
    measured: int | None = None,
) -> list[Letter]:
    """Letters that are due and not written yet: openings first, then recalls, then closings.

    `measured` is until when the journal tells anything (seconds since 1970): no outage is known to last longer.
    """
    return list(_Writer(found, targets, desk, written, now, measured).due())


class _Writer:
    def __init__(
        self,
        found: Sequence[Incident],
        targets: Iterable[Target],
        desk: Desk,
        written: Iterable[Written],
        now: datetime,
        measured: int | None,
    ) -> None:
        self.found = found
        self.targets = {one.id: one for one in targets}
        self.desk = desk
        self.now = now
        self.moment = int(now.timestamp())
        self.measured = self.moment if measured is None else min(measured, self.moment)
        self.wording = Wording(found, self.targets, desk, now, self.measured)
        written = list(written)
        # Without the domain: a letter is not another one because the sender has got another address.
        self.known = {_mark(one.message_id) for one in written}
        firsts = {one.message_id: one for one in written if one.kind == "opened"}
        self.threads = [
            (first, self._about(first)) for first in sorted(firsts.values(), key=lambda one: (one.made, one.message_id))
        ]
        self.told = {one.id for _, group in self.threads for one in group}

    def _about(self, first: Written) -> list[Incident]:
        """What became of the incidents of a thread; one that turned out to have begun earlier has another name now."""
        known = {one.id: one for one in self.found}
        found = (
            known.get(name) or next((one for one in self.found if is_within(name, one)), None)
            for name in first.incidents
        )
        return list({one.id: one for one in found if one is not None}.values())

    def due(self) -> Iterator[Letter]:
        for whom in ("support", "duty"):
            yield from self._openings(whom)
        yield from self._recalls()
        yield from self._closings()

    def _openings(self, whom: Addressee) -> Iterator[Letter]:
        new = [one for one in self.found if addressee(one) == whom and self._fresh(one)]
        if len(new) > self.desk.storm:
            yield self.wording.letter("opened", new, whom)
        else:
            for one in new:
                yield self.wording.letter("opened", [one], whom)

    def _fresh(self, one: Incident) -> bool:
        if one.id in self.told or not due(one, self.desk.patience, self._known(one)):
            return False
        # Nobody is told of what was over long ago, such as when tickets are switched on for an old journal.
        stale = one.end is not None and self.moment - one.end > self.desk.recall
        return not stale and not self._silent(one) and not self.wording.unwatched(one)

    def _known(self, one: Incident) -> int:
        """Until when it is known to last: what was measured in a slot stands for the whole of it."""
        target = self.targets.get(one.target)
        period = min((check.period for check in target.checks if check.id in one.checks), default=0) if target else 0
        return min(self.measured + period, self.moment)

    def _silent(self, one: Incident) -> bool:
        """Nobody is written to about what is silenced, nor about what the plan does not know: nobody looks at that."""
        target = self.targets.get(one.target)
        return target is None or silenced(target, self.moment) is not None

    def _recalls(self) -> Iterator[Letter]:
        """An incident that goes on is recalled once a span, in the thread of its first letter, once that was taken."""
        for first, group in self.threads:
            lasting = [one for one in group if one.end is None and not self._silent(one)]
            number = int(self.measured - first.made.timestamp()) // self._span(group)
            if first.sent and lasting and number > 0:
                yield from self._answer("recalled", lasting, group, first, number)

    def _span(self, group: Iterable[Incident]) -> int:
        """A signature that runs out in weeks is recalled once a week."""
        signatures = all(Purpose.SIGNATURE_EXPIRY in one.purposes for one in group)
        return self.desk.recall * (7 if signatures else 1)

    def _closings(self) -> Iterator[Letter]:
        """The thread is closed once everything in it is over and stayed away.

        Of what has left the plan nobody knows that; a file that cannot be read takes its target out of the plan too.
        """
        for first, group in self.threads:
            if group and all(one.state == "closed" and one.target in self.targets for one in group):
                yield from self._answer("closed", group, group, first)

    def _answer(
        self, kind: LetterKind, about: Sequence[Incident], group: Sequence[Incident], first: Written, number: int = 0
    ) -> Iterator[Letter]:
        """A letter in a thread, unless it was written before."""
        if _mark(message_id(kind, first.incidents, self.desk.sender, number)) not in self.known:
            thread = first.message_id, first.incidents
            yield self.wording.letter(kind, about, self._whom(first, group), thread, number)

    def _whom(self, first: Written, group: Sequence[Incident]) -> Addressee:
        """Whoever got the first letter; where addresses have changed since, whose business it is."""
        if self.desk.support != self.desk.duty and first.recipient in (self.desk.support, self.desk.duty):
            return "support" if first.recipient == self.desk.support else "duty"
        return whose(group[0])


def is_within(name: str, one: Incident) -> bool:
    """Whether an incident of that name would lie within this one: late measurements moved its beginning back."""
    begun, tail = name[:_MINUTE], name[_MINUTE:]
    start = f"{datetime.fromtimestamp(one.start, UTC):{_STAMP}}"
    end = f"{datetime.fromtimestamp(one.end, UTC):{_STAMP}}" if one.end is not None else "9"
    return tail == one.id[_MINUTE:] and start <= begun < end


def _mark(ident: str) -> str:
    return ident.partition("@")[0]
