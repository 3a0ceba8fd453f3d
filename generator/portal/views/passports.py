"""Electronic passports of state services and the cards that refer to them (п. 8)."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.passport import Passport
from generator.model.words import APPLICANTS
from generator.portal.views.card_text import act_words, term_words
from generator.portal.views.names import Link, order_of_names
from generator.portal.views.survey import Survey

PASSPORTS = "exchange/passports/"


@dataclass(frozen=True, slots=True)
class PassportRow:
    """A passport in the list."""

    passport: Link
    unit: Link
    frgu_id: str | None
    cards: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PassportsPage:
    """All passports, and cards of services that have none."""

    rows: tuple[PassportRow, ...]
    lacking: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PassportPage:
    """One passport."""

    passport: Passport
    agency: Link
    unit: Link
    territorial: tuple[Link, ...]
    acts: tuple[str, ...]
    regulation: str | None
    applicants: tuple[str, ...]
    term: str
    registration_term: str | None
    cards: tuple[Link, ...]

    @property
    def lists(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Parts that are lists of lines: anchor, title, lines."""
        one = self.passport
        return (
            ("subservices", "Подуслуги", one.subservices),
            ("documents", "Документы, которые представляет заявитель", one.documents),
            ("channels", "Способы обращения и получения результата", one.channels),
            ("procedures", "Административные процедуры", one.procedures),
            ("refusal", "Основания отказа", one.refusal_grounds),
            ("suspension", "Основания приостановления", one.suspension_grounds),
            ("forms", "Формы заявлений", one.forms),
            ("quality", "Показатели доступности и качества", one.quality),
        )


def passport_link(passport: Passport) -> Link:
    """The way to a passport."""
    return Link(passport.short_name, f"{PASSPORTS}{passport.id}/", passport.name)


def passports_page(survey: Survey) -> PassportsPage:
    """All passports, by name."""
    names = survey.names
    rows = (
        PassportRow(passport_link(one), names.party(one.unit), one.frgu_id, _cards(survey, one))
        for one in sorted(survey.content.passports.values(), key=lambda one: order_of_names(one.short_name))
    )
    lacking = (
        names.card(state.id)
        for state in survey.cards.values()
        if (card := state.main.version.card).route == "service" and card.passport not in survey.content.passports
    )
    return PassportsPage(tuple(rows), tuple(lacking))


def passport_pages(survey: Survey) -> Iterator[PassportPage]:
    """Each passport."""
    names = survey.names
    for one in survey.content.passports.values():
        yield PassportPage(
            one,
            names.party(one.agency),
            names.party(one.unit),
            names.parties(one.territorial_bodies),
            tuple(act_words(act) for act in one.legal_acts),
            act_words(one.regulation) if one.regulation else None,
            tuple(APPLICANTS[kind] for kind in one.applicants),
            term_words(one.term),
            term_words(one.registration_term) if one.registration_term else None,
            _cards(survey, one),
        )


def _cards(survey: Survey, passport: Passport) -> tuple[Link, ...]:
    return tuple(survey.names.card(state.id) for state in survey.by_passport.get(passport.id, ()))
