"""The public JSON of what the published data consist of, version 1."""

from datetime import date as Day  # as in the other public models

from pydantic import Field

from generator.model.order import Stage
from generator.portal.public import Public
from generator.portal.views.versions import VersionsPage

VERSIONS_FILE = "api/v1/versions.json"


class PublicStageTotal(Public):
    """How many cards stand at a stage."""

    stage: Stage = Field(description="Стадия")
    title: str = Field(description="Название стадии")
    cards: int = Field(description="Сколько карт; каждая посчитана один раз")


class PublicDataFile(Public):
    """A file for programs."""

    path: str = Field(description="Адрес от корня портала")
    title: str = Field(description="Что в файле")
    version: str = Field(description="Версия состава полей: новые поля её не меняют")


class PublicVersions(Public):
    """Where the published data come from, and how much of them there is."""

    on: Day = Field(description="На какой день вычислены стадии и сроки")
    revision: str | None = Field(description="Ревизия git; пусто, если содержание собрано не из хранилища git")
    edited: bool = Field(description="Были ли файлы изменены после этой ревизии")
    content: str | None = Field(description="Контрольная сумма файлов content/: sha256 от списка sha256sum по алфавиту")
    tool: str | None = Field(description="Версия программы")
    cards: int = Field(description="Карт")
    versions: int = Field(description="Версий карт")
    records: int = Field(description="Записей")
    parties: int = Field(description="Органов, подразделений, организаций")
    passports: int = Field(description="Паспортов услуг")
    calendars: tuple[int, ...] = Field(description="Годы, на которые есть производственный календарь")
    stages: tuple[PublicStageTotal, ...] = Field(description="Карты по стадиям")
    files: tuple[PublicDataFile, ...] = Field(description="Файлы для программ")


def versions_json(page: VersionsPage) -> bytes:
    """The page of versions for programs."""
    told = PublicVersions(
        on=page.on,
        revision=page.edition.revision,
        edited=page.edition.edited,
        content=page.edition.content,
        tool=page.edition.tool,
        cards=page.cards,
        versions=page.versions,
        records=page.records,
        parties=page.parties,
        passports=page.passports,
        calendars=page.calendars,
        stages=tuple(PublicStageTotal(stage=one.stage, title=one.title, cards=one.cards) for one in page.stages),
        files=tuple(PublicDataFile(path=one.path, title=one.title, version=one.version) for one in page.files),
    )
    return f"{told.model_dump_json(indent=1)}\n".encode()
