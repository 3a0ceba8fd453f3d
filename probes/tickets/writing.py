"""Which letters are due now, and what they say. Pure: what was written before is an argument."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from probes.model.cause import CAUSES
from probes.model.check import Target
from probes.model.incident import Incident
from probes.model.verdict import Purpose
from probes.tickets.desk import Desk, Dossier
from probes.tickets.letter import Letter, LetterKind, message_id, one_line
from probes.tickets.routing import Addressee, addressee, due, silenced

MOSCOW = timezone(timedelta(hours=3), "МСК")
EVIDENCE = 600
SIDES = {"consumer": "ФТС России", "smev": "СМЭВ", "supplier": "поставщик данных", "unknown": "не установлена"}


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that the outbox holds already, sent or not."""

    kind: LetterKind
    incidents: tuple[str, ...]
    message_id: str
    recipient: str
    made: datetime


def letters(
    found: Sequence[Incident], targets: Iterable[Target], desk: Desk, written: Iterable[Written], now: datetime
) -> list[Letter]:
    """Letters that are due and not written yet: openings first, then recalls, then closings."""
    return list(_Writer(found, targets, desk, written, now).due())


class _Writer:
    def __init__(
        self,
        found: Sequence[Incident],
        targets: Iterable[Target],
        desk: Desk,
        written: Iterable[Written],
        now: datetime,
    ) -> None:
        self.found = found
        self.targets = {one.id: one for one in targets}
        self.desk = desk
        self.now = now
        self.moment = int(now.timestamp())
        self.known = {one.message_id for one in written}
        self.threads: dict[str, list[Written]] = {}
        for one in written:
            for incident in one.incidents:
                self.threads.setdefault(incident, []).append(one)

    def due(self) -> Iterator[Letter]:
        for whom in ("support", "duty"):
            yield from self._openings(whom)
        yield from self._recalls()
        yield from self._closings()

    def _openings(self, whom: Addressee) -> Iterator[Letter]:
        new = [one for one in self.found if addressee(one) == whom and self._fresh(one)]
        if len(new) > self.desk.storm:
            yield self._letter("opened", new, whom)
        else:
            for one in new:
                yield self._letter("opened", [one], whom)

    def _fresh(self, one: Incident) -> bool:
        if one.id in self.threads or not due(one, self.desk.patience, self.moment):
            return False
        # Nobody is told of what was over long ago, such as when tickets are switched on for an old journal.
        stale = one.end is not None and self.moment - one.end > self.desk.recall
        return not stale and not self._silent(one)

    def _silent(self, one: Incident) -> bool:
        target = self.targets.get(one.target)
        return target is not None and silenced(target, self.moment) is not None

    def _recalls(self) -> Iterator[Letter]:
        """An incident that goes on is recalled once a span, in the thread that its first letter began."""
        for first, group in self._by_thread():
            lasting = [one for one in group if one.end is None and not self._silent(one)]
            number = int((self.now - first.made).total_seconds()) // self._span(group)
            if lasting and number:
                letter = self._letter("recalled", lasting, self._whom(first), first, number)
                if letter.message_id not in self.known:
                    yield letter

    def _span(self, group: Iterable[Incident]) -> int:
        """A signature that runs out in weeks is recalled once a week."""
        signatures = all(Purpose.SIGNATURE_EXPIRY in one.purposes for one in group)
        return self.desk.recall * (7 if signatures else 1)

    def _closings(self) -> Iterator[Letter]:
        """The thread is closed once everything in it is over and stayed away."""
        for first, group in self._by_thread():
            if group and all(one.state == "closed" for one in group):
                letter = self._letter("closed", group, self._whom(first), first)
                if letter.message_id not in self.known:
                    yield letter

    def _by_thread(self) -> Iterator[tuple[Written, list[Incident]]]:
        known = {one.id: one for one in self.found}
        firsts = {one.message_id: one for some in self.threads.values() for one in some if one.kind == "opened"}
        for first in sorted(firsts.values(), key=lambda one: (one.made, one.message_id)):
            yield first, [known[name] for name in first.incidents if name in known]

    def _whom(self, first: Written) -> Addressee:
        return "support" if first.recipient == self.desk.support else "duty"

    def _letter(
        self,
        kind: LetterKind,
        about: Sequence[Incident],
        whom: Addressee,
        first: Written | None = None,
        number: int = 0,
    ) -> Letter:
        names = tuple(one.id for one in about)
        thread = first.incidents if first else names
        values = {
            "kind": kind,
            "whom": whom,
            "about": [self._told(one) for one in about],
            "desk": self.desk,
            "now": moscow(self.moment),
            "number": next((self.desk.numbers[name] for name in thread if name in self.desk.numbers), None),
        }
        return Letter(
            kind=kind,
            incidents=names,
            message_id=message_id(kind, thread, self.desk.sender, number),
            thread=first.message_id if first else None,
            sender=self.desk.sender,
            recipient=self.desk.support if whom == "support" else self.desk.duty,
            subject=one_line(_template("subject.txt").render(values)),
            body=_template(f"{kind}.txt").render(values).strip() + "\n",
            made=self.now,
        )

    def _told(self, one: Incident) -> Mapping[str, object]:
        dossier = self.desk.dossiers.get(one.target, Dossier(one.target))
        covered = [self.desk.dossiers.get(name.target, Dossier(name.target)).name for name in self._covered(one)]
        return {
            "id": one.id,
            "dossier": dossier,
            "since": moscow(one.start),
            "until": None if one.end is None else moscow(one.end),
            "lasted": lasted(one.seconds(self.moment)),
            "causes": [_title(cause) for cause, _ in one.causes],
            "side": SIDES[one.side],
            "health": "service_health" in one.purposes and "service_availability" not in one.purposes,
            "signature": "signature_expiry" in one.purposes,
            "flapping": one.flapping,
            "spells": one.spells,
            "evidence": one.evidence[:EVIDENCE].strip(),
            "covered": covered,
        }

    def _covered(self, one: Incident) -> list[Incident]:
        names = set(one.covers)
        return [other for other in self.found if other.id in names]


def _title(cause: str) -> str:
    return CAUSES[cause].title if cause in CAUSES else cause


def moscow(moment: int) -> str:
    """A moment as letters say it, Moscow time."""
    return f"{datetime.fromtimestamp(moment, UTC).astimezone(MOSCOW):%d.%m.%Y %H:%M} МСК"


def lasted(seconds: int) -> str:
    """How long, in the two largest units."""
    minutes = max(1, round(seconds / 60))
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [(days, "сут."), (hours, "ч"), (rest, "мин")]
    return " ".join(f"{value} {unit}" for value, unit in [one for one in parts if one[0]][:2])


@cache
def _template(name: str) -> Template:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=False,  # plain text; nothing in it is markup
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return made.get_template(name)
