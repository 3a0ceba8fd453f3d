"""What a letter says: facts of the incidents, who and what stands behind them, in Russian."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from probes.model.cause import CAUSES
from probes.model.check import Target
from probes.model.incident import Incident
from probes.model.moscow import minute
from probes.tickets.desk import Desk, Dossier
from probes.tickets.letter import Letter, LetterKind, message_id, one_line
from probes.tickets.routing import Addressee

SIDES = {"consumer": "ФТС России", "smev": "СМЭВ", "supplier": "поставщик данных", "unknown": "не установлена"}
EVIDENCE = 600
# Of a storm so many are told in full, the rest in a line each.
LISTED = 20


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything that letters of one run speak of; `measured` is until when the journal tells anything."""

    found: Sequence[Incident]
    targets: Mapping[str, Target]
    desk: Desk
    now: datetime
    measured: int

    def letter(
        self,
        kind: LetterKind,
        about: Sequence[Incident],
        whom: Addressee,
        thread: tuple[str, tuple[str, ...]] | None = None,
        number: int = 0,
    ) -> Letter:
        """A letter about incidents; `thread` is the first one's Message-ID with the names it gave to its incidents."""
        names = tuple(one.id for one in about)
        subjects = thread[1] if thread else names
        values = {
            "kind": kind,
            "whom": whom,
            "about": [self._told(one) for one in about],
            "signatures": all("signature_expiry" in one.purposes for one in about),
            "listed": LISTED,
            "desk": self.desk,
            "now": moscow(int(self.now.timestamp())),
            "number": next(
                (self.desk.numbers[name] for name in (*subjects, *names) if name in self.desk.numbers), None
            ),
        }
        return Letter(
            kind=kind,
            incidents=names,
            message_id=message_id(kind, subjects, self.desk.sender, number),
            thread=thread[0] if thread else None,
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
            "lasted": lasted(one.seconds(self.measured)),
            "measured": moscow(self.measured),
            "unwatched": self.unwatched(one),
            "causes": [_title(cause) for cause, _ in one.causes],
            "side": SIDES[one.side],
            "addresses": self._addresses(one),
            "smev": "smev_availability" in one.purposes,
            "health": "service_health" in one.purposes and "service_availability" not in one.purposes,
            "signature": "signature_expiry" in one.purposes,
            "flapping": one.flapping,
            "spells": one.spells,
            "evidence": one.evidence[:EVIDENCE].strip(),
            "covered": covered,
        }

    def _addresses(self, one: Incident) -> list[str]:
        target = self.targets.get(one.target)
        found = (check.address for check in target.checks if check.id in one.checks) if target else ()
        return list(dict.fromkeys(found))

    def unwatched(self, one: Incident) -> bool:
        """Whether it ended because nobody looks any more, not because it was seen to be well."""
        target = self.targets.get(one.target)
        ends = [check.until for check in target.checks if check.id in one.checks] if target else []
        return one.end is not None and any(until is not None and until.timestamp() == one.end for until in ends)

    def _covered(self, one: Incident) -> list[Incident]:
        names = set(one.covers)
        return [other for other in self.found if other.id in names]


def _title(cause: str) -> str:
    return CAUSES[cause].title if cause in CAUSES else cause


def moscow(moment: int) -> str:
    """A moment (seconds since 1970) as letters say it."""
    return minute(datetime.fromtimestamp(moment, UTC))


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
