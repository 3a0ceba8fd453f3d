"""The text of a card version, form by form, with names and words for identifiers and codes (point 7)."""

from dataclasses import dataclass
from datetime import date

from generator.model.card import Card, DataField, Document, LegalChange, Participant, Request, Service, TechStep
from generator.model.content import CardVersion, Content
from generator.model.law import LegalAct, Term
from generator.model.words import ACT_KINDS, APPLICANTS, PARTICIPANT_ROLES, TERM_UNITS
from generator.portal.russian import counted, short_day
from generator.portal.views.files import FileView, annexes
from generator.portal.views.names import Link, Names
from generator.portal.views.officials import OfficialView, official_by_id

# Acts whose titles say themselves what they are.
_NAMED = frozenset({"agreement", "code", "other", "treaty"})


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """Form А.0: a party, its role, its people."""

    party: Link
    role: str
    unit: str | None
    contact: OfficialView | None
    contact_withheld: bool
    signatory: str | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Form А.2: a document and where it comes from."""

    document: Document
    supplier: Link | None
    request: str | None


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service with its identifiers; those that are not confirmed are said to be missing."""

    anchor: str
    service: Service
    owner: Link
    identifiers: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class RequestView:
    """Form А.3: a request with its fields."""

    anchor: str
    request: Request
    consumer: Link
    supplier: Link
    service: ServiceView | None
    send_term: str | None
    response_term: str

    @property
    def sides(self) -> tuple[tuple[str, tuple[DataField, ...]], ...]:
        """Fields of the request and of the answer."""
        return (("Состав запроса", self.request.request_fields), ("Состав ответа", self.request.response_fields))


@dataclass(frozen=True, slots=True)
class LegalChangeView:
    """Form А.4: a planned change of an act."""

    change: LegalChange
    responsible: Link
    suppliers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TechStepView:
    """Form А.5: a step of technical implementation."""

    step: TechStep
    responsible: Link
    suppliers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CardText:
    """Everything that the parties agree on."""

    card: Card
    participants: tuple[ParticipantView, ...]
    acts: tuple[str, ...]
    regulation: str | None
    term: str | None
    applicants: tuple[str, ...]
    documents: tuple[DocumentView, ...]
    requests: tuple[RequestView, ...]
    services: tuple[ServiceView, ...]
    legal_changes: tuple[LegalChangeView, ...]
    tech_plan: tuple[TechStepView, ...]
    annexes: tuple[FileView, ...]


def card_text(version: CardVersion, content: Content, names: Names, today: date) -> CardText:
    """The text of a version for print."""
    card, about = version.card, version.card.procedure
    services = {one.id: _service(one, names) for one in card.services}
    return CardText(
        card,
        tuple(_participant(one, content, names, today) for one in card.participants),
        tuple(act_words(one) for one in about.legal_acts),
        act_words(about.regulation) if about.regulation else None,
        term_words(about.term) if about.term else None,
        tuple(APPLICANTS[one] for one in about.applicants),
        tuple(_document(one, names) for one in card.documents),
        tuple(_request(one, services, names) for one in card.requests),
        tuple(services.values()),
        tuple(
            LegalChangeView(one, names.party(one.responsible), names.parties(one.suppliers))
            for one in card.legal_plan.changes
        ),
        tuple(TechStepView(one, names.party(one.responsible), names.parties(one.suppliers)) for one in card.tech_plan),
        annexes(version),
    )


def act_words(act: LegalAct) -> str:
    """Федеральный закон от 03.08.2018 № 289-ФЗ «О таможенном регулировании …», статья 5."""
    dated = f" от {short_day(act.date)}" if act.date else ""
    number = f" № {act.number}" if act.number else ""
    clause = f", {act.clause}" if act.clause else ""
    if act.kind in _NAMED:
        return f"{act.title}{dated}{number}{clause}"
    kind = ACT_KINDS[act.kind]
    return f"{kind[:1].upper()}{kind[1:]}{dated}{number} «{act.title}»{clause}"


def term_words(term: Term) -> str:
    """5 рабочих дней (чем установлен)."""
    words = counted(term.value, *TERM_UNITS[term.unit])
    return f"{words} ({term.basis})" if term.basis else words


def request_anchor(number: str) -> str:
    """The place of a request on the page: its number with a Latin letter."""
    return f"request-{number.removeprefix('А.')}"


def _participant(one: Participant, content: Content, names: Names, today: date) -> ParticipantView:
    contact = official_by_id(content.contacts.get(one.party), one.contact, names, today)
    return ParticipantView(
        names.party(one.party),
        PARTICIPANT_ROLES[one.role],
        one.unit,
        contact,
        one.contact is not None and contact is None,
        names.post(one.party, one.signatory),
    )


def _document(one: Document, names: Names) -> DocumentView:
    return DocumentView(
        one, names.party(one.supplier) if one.supplier else None, request_anchor(one.request) if one.request else None
    )


def _service(one: Service, names: Names) -> ServiceView:
    return ServiceView(f"service-{one.id}", one, names.party(one.owner), _identifiers(one))


def _identifiers(one: Service) -> tuple[tuple[str, str | None], ...]:
    """Identifiers in SMEV by their official names; those that are not confirmed are absent."""
    if one.smev2 is not None:
        return ("SID", one.smev2.sid), ("Мнемоника", one.smev2.mnemonic), ("Версия", one.smev2.version)
    if one.smev3 is not None:
        return (
            ("Мнемоника", one.smev3.mnemonic),
            ("Пространство имён", one.smev3.namespace),
            ("Корневой элемент", one.smev3.element),
        )
    return (("Идентификаторы СМЭВ", None),)


def _request(one: Request, services: dict[str, ServiceView], names: Names) -> RequestView:
    return RequestView(
        request_anchor(one.no),
        one,
        names.party(one.consumer),
        names.party(one.supplier),
        services.get(one.service) if one.service else None,
        term_words(one.send_term) if one.send_term else None,
        term_words(one.response_term),
    )
