"""The Unified register of agreements (order 1790): one row for each card in force, in its columns (п. 20, 46).

What the content does not say is told as missing; the register's own number comes from the record of the notice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date

from generator.exchange.tables import Table
from generator.model.content import FiledRecord
from generator.model.order import Order
from generator.model.words import EXCHANGE_FORMS
from generator.procedure.standing import Procedure, Standing

TITLE = "Единый реестр соглашений"
UNKNOWN = "нет данных"
NONE = "нет"
PROTOCOLS = ("subcommission_decision", "protocol_at_fts", "protocol_at_consumer", "protocol_at_fts_supplier")
# The sheets of the other side, by which an agreement is signed (points 13, 15, 44), and the stage that they open.
SHEETS = ("approval_sheet", "supplier_approval", "sheet_returned")
SIGNED = ("agreed", "sheet_returned")


@dataclass(frozen=True, slots=True)
class Row:
    """A card in force as the register lists it; the fields stand in the order of its columns."""

    number: str
    kind: str
    title: str
    counterparty: str
    signed: str
    papers: str
    subject: str
    form: str
    role: str
    responsible: str
    performers: str
    additions: str
    validity: str
    protocol: str
    originals: str
    noted: str
    entry: str
    basis: str
    status: str
    link: str


HEADINGS = (
    "№ п/п",
    "Вид документа",
    "Наименование",
    "Контрагент",
    "Дата и место подписания",
    "№ ФТС России / № контрагента",
    "Предмет",
    "Форма обмена",
    "Роль ФТС России",
    "Ответственное подразделение",
    "Соисполнители",
    "Протоколы и дополнения",
    "Срок действия и пролонгация",
    "Протокол Подкомиссии",
    "Место хранения оригинала",
    "Дата внесения (изменения) записи",
    "Номер записи",
    "Основание",
    "Статус",
    "Ссылка на карту",
)


def register(procedure: Procedure, address: str) -> Table:
    """All cards in force by the day they came into force, so that the register grows at its end.

    `address` is that of the portal, with a slash at its end.
    """
    found = [one for card in procedure.content.cards if (one := procedure.effective(card)) is not None]
    found.sort(key=lambda one: (one.course.on("in_force") or date.max, one.version.id))
    rows = (_Entry(procedure, one).row(number, address) for number, one in enumerate(found, 1))
    return Table(TITLE, HEADINGS, [astuple(row) for row in rows])


@dataclass(frozen=True, slots=True)
class _Entry:
    procedure: Procedure
    standing: Standing

    def row(self, number: int, address: str) -> Row:
        card, cast = self.standing.version.card, self.standing.view.cast
        incoming = card.route == "incoming"
        return Row(
            number=str(number),
            kind="технологическая карта",
            title=card.title,
            counterparty=self._names(cast.recipients or cast.suppliers),
            signed=self._signed(),
            papers=f"{self._numbers('sending')} / {self._numbers(*SHEETS)}",
            subject=card.procedure.subject,
            form=_listed(EXCHANGE_FORMS[one.exchange_form] for one in card.requests),
            role="поставщик данных" if incoming else "потребитель данных",
            responsible=self._name(cast.responsible),
            performers=self._names(cast.interested),
            additions=_listed(self._versions()) or NONE,
            validity="не установлен",
            protocol=next(iter(_papers(self._of(*PROTOCOLS))), UNKNOWN),
            originals=self._originals(),
            noted=_listed(_day(one.record.date) for one in self._of("register_notice")) or "сведения ещё не переданы",
            entry=next((found for one in reversed(self._of("register_notice")) if (found := _number(one))), UNKNOWN),
            basis=_basis(self.procedure.order, "46" if incoming else "20"),
            status=f"{self._stage()} с {_day(self.standing.course.since)}",
            link=f"{address}exchange/cards/{card.card}/",
        )

    def _of(self, *kinds: str) -> tuple[FiledRecord, ...]:
        return self.standing.view.ledger.of(*kinds)

    def _name(self, party: str) -> str:
        known = self.procedure.content.parties.get(party)
        return known.name(self.procedure.today).full if known else party

    def _names(self, parties: Iterable[str]) -> str:
        return _listed(self._name(one) for one in parties) or NONE

    def _signed(self) -> str:
        """The day of the last signature; where a sheet was signed is not in it."""
        day = next((found for stage in SIGNED if (found := self.standing.course.on(stage)) is not None), None)
        return f"{_day(day)}, место не указано" if day else UNKNOWN

    def _numbers(self, *kinds: str) -> str:
        return _listed(_papers(self._of(*kinds))) or UNKNOWN

    def _versions(self) -> Iterator[str]:
        """Other versions of the card: those before this one, and the one that is being agreed (п. 41)."""
        for number, one in self.procedure.card(self.standing.version.id).items():
            day = one.course.on("in_force")
            if number < self.standing.version.number and day is not None:
                yield f"версия {number} действовала с {_day(day)}"
            elif number > self.standing.version.number and one.course.ended is None:
                yield f"версия {number} согласуется"

    def _originals(self) -> str:
        """Points 19, 45: the originals of the sheets lie with UD once it has received them."""
        holder = self.procedure.office.roles.get("ud", "ud")
        day = next((one.record.date for one in self._of("hand_over") if one.get("to") == holder), None)
        return f"{self._name(holder)}, {'переданы ' + _day(day) if day else 'ещё не переданы'}"

    def _stage(self) -> str:
        stages = self.procedure.order.route(self.standing.version.card.route).stages
        return next(one.title for one in stages if one.stage == self.standing.stage)


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(parts))


def _papers(found: Iterable[FiledRecord]) -> Iterator[str]:
    for one in found:
        if (paper := one.record.document) is not None:
            yield f"№ {paper.number} от {_day(paper.date)}"
        elif (mark := one.get("gis")) is not None:  # on the route of services papers stay in the state system
            yield f"ГИС «Проектирование ТКМВ» № {mark.number} от {_day(mark.date)}"


def _number(notice: FiledRecord) -> str | None:
    number: str | None = notice.get("register_number")
    return number


def _basis(order: Order, point: str) -> str:
    return f"п. {point} Порядка, утверждённого распоряжением ФТС России от {_day(order.date)} № {order.number}"


def _day(day: date | None) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year:04}" if day else UNKNOWN
