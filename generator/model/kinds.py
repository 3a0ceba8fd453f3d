"""Kinds of content files: where each lies and which model it follows."""

import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: `pattern` matches the path below content/, named groups give the identifiers in it."""

    name: str
    title: str
    pattern: re.Pattern[str]
    example: str
    model: str
    identity: tuple[tuple[str, str], ...] = ()

    def load_model(self) -> Any:
        """The model class or annotated union, imported when it is first needed."""
        module, _, name = self.model.partition(":")
        return getattr(import_module(module), name)


def _kind(name: str, title: str, pattern: str, example: str, model: str, **identity: str) -> FileKind:
    return FileKind(name, title, re.compile(pattern), example, model, tuple(identity.items()))


_ID = r"[a-z0-9][a-z0-9-]{0,63}"

# `identity` maps a named group of the path to the field that must say the same.
FILE_KINDS: tuple[FileKind, ...] = (
    _kind("site", "Настройки портала", r"site\.yml", "content/site.yml", "generator.model.site:Site"),
    _kind(
        "order",
        "Порядок",
        r"procedure/order-151r\.yml",
        "content/procedure/order-151r.yml",
        "generator.model.order:Order",
    ),
    _kind("glossary", "Глоссарий", r"glossary\.yml", "content/glossary.yml", "generator.model.glossary:Glossary"),
    _kind(
        "party",
        "Участник обмена",
        rf"parties/(?P<id>{_ID})\.yml",
        "content/parties/fns.yml",
        "generator.model.party:Party",
        id="id",
    ),
    _kind(
        "passport",
        "Паспорт услуги",
        rf"passports/(?P<id>{_ID})\.yml",
        "content/passports/carriers.yml",
        "generator.model.passport:Passport",
        id="id",
    ),
    _kind(
        "contacts",
        "Контакты",
        rf"contacts/(?P<id>{_ID})\.yml",
        "content/contacts/fns.yml",
        "generator.model.contacts:Contacts",
        id="party",
    ),
    _kind(
        "card",
        "ТКМВ",
        rf"cards/(?P<card>{_ID})/v(?P<version>[1-9]\d*)/card\.yml",
        "content/cards/tkmv-fn-example/v1/card.yml",
        "generator.model.card:Card",
        card="card",
        version="version",
    ),
    _kind(
        "record",
        "Запись о событии",
        rf"cards/(?P<card>{_ID})/v(?P<version>[1-9]\d*)/records/(?P<name>[a-z0-9][a-z0-9_-]*\.yml)",
        "content/cards/tkmv-fn-example/v1/records/2026-03-02-internal_approval-guit.yml",
        "generator.model.record:Record",
    ),
    _kind(
        "calendar",
        "Производственный календарь",
        r"calendar/(?P<year>\d{4})\.yml",
        "content/calendar/2026.yml",
        "generator.model.calendar:CalendarYear",
        year="year",
    ),
    _kind(
        "sittings",
        "Заседания экспертной группы",
        r"monitoring/sittings\.yml",
        "content/monitoring/sittings.yml",
        "generator.model.sittings:Sittings",
    ),
    _kind(
        "target",
        "Объект наблюдения",
        rf"monitoring/targets/(?P<id>{_ID})\.yml",
        "content/monitoring/targets/smev2-gateway.yml",
        "generator.model.monitoring.target:Target",
        id="id",
    ),
    _kind(
        "networks",
        "Разрешённые сети",
        r"monitoring/networks\.yml",
        "content/monitoring/networks.yml",
        "generator.model.monitoring.networks:Networks",
    ),
    _kind(
        "group",
        "Рабочая группа мониторинга",
        r"monitoring/group\.yml",
        "content/monitoring/group.yml",
        "generator.model.monitoring.group:Group",
    ),
    _kind(
        "support",
        "Заявки в поддержку СМЭВ",
        r"monitoring/support\.yml",
        "content/monitoring/support.yml",
        "generator.model.monitoring.support:Support",
    ),
    _kind(
        "incident",
        "Сведения об инциденте",
        rf"monitoring/incidents/(?P<id>\d{{4}}-\d{{2}}-\d{{2}}-\d{{4}}-{_ID})\.yml",
        "content/monitoring/incidents/2026-11-20-0935-smev2-gateway.yml",
        "generator.model.monitoring.incident:IncidentNotes",
        id="id",
    ),
)
