"""Pages of data: each view printed by its template, one after another, none kept in memory."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, Template
from markupsafe import Markup

from generator.model.finding import Finding
from generator.model.words import CODED
from generator.portal.edition import Edition, Totals
from generator.portal.environment import environment
from generator.portal.openapi import FILES
from generator.portal.page import Crumb, Here, Page, contents, point_id, point_label
from generator.portal.parts import day, link, links, point, status
from generator.portal.views.card import CardFindings, card_page
from generator.portal.views.cards import cards_page
from generator.portal.views.contacts import contacts_page
from generator.portal.views.duty_lists import duties_page
from generator.portal.views.front import front_page
from generator.portal.views.glossary import glossary_page
from generator.portal.views.names import CARDS, PARTIES
from generator.portal.views.order import order_page
from generator.portal.views.parties import parties_page, party_page
from generator.portal.views.passports import PASSPORTS, passport_pages, passports_page
from generator.portal.views.register import register_page
from generator.portal.views.sittings import sittings_page
from generator.portal.views.survey import Survey
from generator.portal.views.versions import VersionsPage, totals, versions_page

VERSIONS = "help/versions/"
_CITED = re.compile(r"(?<!\w)(п\. (?:[1-4]\d|[1-9])|р\. [1-5])(?![\d.]\d)(?!\d)")


def coded(value: str, field: str) -> str:
    """The word for a coded value of a card's field."""
    return CODED[field].get(value, value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of which there is one; wide ones have no contents beside them."""

    template: str
    address: str
    title: str
    description: str
    view: Callable[[Survey], Any]
    wide: bool = True


SHEETS = (
    Sheet(
        "cards",
        "exchange/cards/",
        "Технологические карты",
        "Перечень технологических карт: опубликованные, в разработке, отозванные",
        cards_page,
    ),
    Sheet(
        "duties",
        "exchange/duties/",
        "Обязанности и сроки",
        "Обязанности по пунктам Порядка: просроченные, со скорым сроком, исполненные",
        duties_page,
    ),
    Sheet(
        "parties",
        "exchange/parties/",
        "Органы и подразделения",
        "Подразделения ФТС России, таможенные органы, федеральные органы и организации",
        parties_page,
    ),
    Sheet(
        "contacts",
        "exchange/contacts/",
        "Контакты",
        "Ответственные должностные лица и их назначения",
        contacts_page,
    ),
    Sheet(
        "passports",
        PASSPORTS,
        "Паспорта услуг",
        "Электронные паспорта государственных услуг и их карты",
        passports_page,
    ),
    Sheet(
        "register", "exchange/register/", "Реестр", "Действующие карты для Единого реестра соглашений", register_page
    ),
    Sheet(
        "sittings",
        "exchange/sittings/",
        "Заседания",
        "Заседания экспертной группы и предложения к ним",
        sittings_page,
    ),
    Sheet(
        "order",
        "exchange/order/",
        "Порядок по пунктам",
        "Распоряжение ФТС России № 151-р: текст пунктов и то, как их исполняет портал",
        order_page,
        wide=False,
    ),
    Sheet("glossary", "exchange/glossary/", "Глоссарий", "Понятия и сокращения Порядка и портала", glossary_page),
)


def cited(text: str, here: Here) -> Markup:
    """A text of the portal itself with its points as links; texts of others may cite points of other acts."""
    pieces = _CITED.split(text)
    for at in range(1, len(pieces), 2):
        number = pieces[at].removeprefix("п. ")
        address = here.to(f"exchange/order/#{point_id(number)}")
        pieces[at] = Markup('<a class="point" href="{}">{}</a>').format(address, point_label(number))
    return Markup("").join(pieces)


@cache
def _environment(compiled: Path | None) -> Environment:
    made = environment()
    made.filters |= {"cited": cited, "coded": coded}
    made.globals |= {one.__name__: one for one in (day, link, links, point, status)}
    if compiled is not None:
        made.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    return made


class Printer:
    """Templates, compiled once, and what is printed with them; what was compiled may be kept below a folder."""

    def __init__(self, compiled: Path | None = None) -> None:
        self._compiled = compiled
        self._templates: dict[str, Template] = {}

    def page(
        self,
        template: str,
        address: str,
        title: str,
        description: str,
        view: Any,
        crumbs: tuple[Crumb, ...] = (),
        *,
        wide: bool = False,
    ) -> Page:
        """A view on its template; wide pages have no contents beside them."""
        if template not in self._templates:
            self._templates[template] = _environment(self._compiled).get_template(f"pages/{template}.html")
        body = Markup(self._templates[template].render(here=Here(address), view=view))
        return Page(address, title, description, body, () if wide else contents(body), crumbs)


def pages(survey: Survey, findings: Iterable[Finding] = (), edition: Edition | None = None) -> Iterator[Page]:
    """All pages of data of the portal; without an edition its sources are said to be unknown."""
    printer, found = Printer(), findings_by_card(findings)
    yield from pages_besides_cards(printer, survey, edition)
    for card in survey.cards:
        yield from pages_of_card(printer, survey.alone(card), card, found)


def pages_besides_cards(printer: Printer, survey: Survey, edition: Edition | None = None) -> Iterator[Page]:
    """Everything that shows many cards, and the page that tells what the portal was made of."""
    yield from pages_of_lists(printer, survey)
    yield page_of_versions(printer, versions_of(survey, totals(survey), edition))


def page_of_versions(printer: Printer, made_of: VersionsPage) -> Page:
    """What the published data consist of."""
    return printer.page(
        "versions", VERSIONS, "Версии опубликованных данных", "Из чего собран портал", made_of, wide=True
    )


def pages_of_lists(printer: Printer, survey: Survey) -> Iterator[Page]:
    """The front page, lists, parties, passports."""
    front = front_page(survey)
    yield printer.page("front", "", front.title, front.description or front.title, front, wide=True)
    for sheet in SHEETS:
        view = sheet.view(survey)
        yield printer.page(sheet.template, sheet.address, sheet.title, sheet.description, view, wide=sheet.wide)
    for one in survey.content.parties.values():
        party = party_page(survey, one)
        yield printer.page(
            "party", f"{PARTIES}{party.id}/", party.title, party.full, party, (_crumb(PARTIES),), wide=True
        )
    for passport in passport_pages(survey):
        address, about = f"{PASSPORTS}{passport.passport.id}/", passport.passport
        yield printer.page("passport", address, about.short_name, about.name, passport, (_crumb(PASSPORTS),))


def versions_of(survey: Survey, found: Totals, edition: Edition | None) -> VersionsPage:
    """What the published data consist of, with the files for programs."""
    return versions_page(survey, found, edition or Edition(), (one.file for one in FILES))


def findings_by_card(findings: Iterable[Finding]) -> CardFindings:
    """What the check found in each version of a card."""
    found: dict[tuple[str, int], list[Finding]] = {}
    for one in findings:
        parts = one.path.split("/")
        if parts[:2] == ["content", "cards"] and len(parts) > 4 and parts[3][1:].isdigit():
            found.setdefault((parts[2], int(parts[3][1:])), []).append(one)
    return found


def pages_of_card(printer: Printer, alone: Survey, card: str, findings: CardFindings) -> Iterator[Page]:
    """A page for a card, and one for each of its other versions, from a survey that has this card alone."""
    state = alone.cards[card]
    for number, standing in state.versions.items():
        view = card_page(alone, state, standing, findings)
        title = view.title if view.is_main else f"{view.title}, версия {number}"
        above = () if view.is_main else (Crumb(view.title, alone.names.card_address(state.id)),)
        description = f"{view.route}: {view.progress.stage.title}"
        yield printer.page("card", view.address, title, description, view, (_crumb(CARDS), *above), wide=True)


def _crumb(address: str) -> Crumb:
    """The list that a page stands in."""
    return next(Crumb(one.title, one.address) for one in SHEETS if one.address == address)
