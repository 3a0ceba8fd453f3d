"""The description of the files for programs (OpenAPI 3.1), made from their own models."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic.json_schema import models_json_schema

from generator.portal.monitoring.public import INCIDENTS_FILE, STATUS_FILE, PublicIncident, PublicStatus
from generator.portal.public import CARDS_FILE, CARDS_FOLDER, Public, PublicCard, PublicCardFile
from generator.portal.public_contacts import CONTACTS_FILE, PublicContacts
from generator.portal.public_duties import DUTIES_FILE, PublicDuty
from generator.portal.public_versions import VERSIONS_FILE, PublicVersions
from generator.portal.site_text import SiteText
from generator.portal.views.versions import DataFile

OPENAPI_FILE = "api/v1/openapi.json"
VERSION = "1"
_REF = "#/components/schemas/{model}"


@dataclass(frozen=True, slots=True)
class Described:
    """A published file: its address with `{id}` where there are many, its model, and whether it lists them."""

    path: str
    title: str
    model: type[Public]
    listed: bool = True

    @property
    def file(self) -> DataFile:
        """The file as the page of versions lists it."""
        return DataFile(self.path, self.title, VERSION)


FILES = (
    Described(CARDS_FILE, "Все карты", PublicCard),
    Described(f"{CARDS_FOLDER}{{id}}.json", "Одна карта с её историей", PublicCardFile, listed=False),
    Described(DUTIES_FILE, "Все обязанности и сроки", PublicDuty),
    Described(CONTACTS_FILE, "Контакты, которые опубликованы (п. 6)", PublicContacts),
    Described(STATUS_FILE, "Состояние объектов наблюдения (п. 39)", PublicStatus, listed=False),
    Described(INCIDENTS_FILE, "Инциденты межведомственного обмена (п. 39)", PublicIncident),
    Described(VERSIONS_FILE, "Версии опубликованных данных", PublicVersions, listed=False),
)


def openapi(text: SiteText) -> bytes:
    """Addresses and schemas of all files for programs."""
    names, schemas = models_json_schema([(one.model, "serialization") for one in FILES], ref_template=_REF)
    paths = {f"/{one.path}": _path(one, names[one.model, "serialization"]) for one in FILES}
    told = {
        "openapi": "3.1.0",
        "info": {"title": f"{text.title}: файлы для программ", "version": VERSION, "description": text.description},
        "servers": [{"url": text.address.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": schemas["$defs"]},
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def _path(one: Described, schema: dict[str, Any]) -> dict[str, Any]:
    name = one.path.removeprefix("api/v1/").removesuffix(".json").replace("/{id}", "_one")
    answer = {"type": "array", "items": schema} if one.listed else schema
    told: dict[str, Any] = {
        "get": {
            "operationId": name,
            "summary": one.title,
            "responses": {"200": {"description": one.title, "content": {"application/json": {"schema": answer}}}},
        }
    }
    if "{id}" in one.path:
        told["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    return told
