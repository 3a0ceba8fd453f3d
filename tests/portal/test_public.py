"""Files for programs: each has its description, each fits it, nothing internal is in them, sources are told."""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.portal.build import files
from generator.portal.edition import Edition, content_digest
from generator.portal.environment import TEMPLATES
from generator.portal.openapi import FILES, OPENAPI_FILE
from generator.portal.public_contacts import PublicContacts
from generator.portal.site_text import SiteText
from tests.portal.test_build import CANARY, with_canary
from tests.portal.worlds import Tree

TEXT = SiteText(address="https://world.example/")
SEEN = (
    *("api/v1/cards.json", "api/v1/deadlines.json", "api/v1/contacts.json", "api/v1/versions.json"),
    "api/v1/status.json",
)
EDITION = Edition("0" * 40, True, "f" * 64, "1.2.3")


def published(tree: Tree, edition: Edition | None = None) -> dict[str, bytes]:
    return dict(files(tree.root, tree.survey, TEXT, edition))


@pytest.fixture(scope="module")
def made(world: Tree) -> dict[str, bytes]:
    return published(world, EDITION)


@pytest.fixture(scope="module")
def described(made: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made[OPENAPI_FILE])
    return found


def schema_of(described: dict[str, Any], name: str) -> Any:
    """The schema of a published file, by the address that fits its name."""
    for path, told in described["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[a-z0-9-]+", path), f"/{name}"):
            schema = told["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            return {**schema, "components": described["components"]}
    raise AssertionError(f"{name} is not described")


def test_the_description_is_an_openapi_document(described: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(described).validate()
    assert described["servers"] == [{"url": "https://world.example"}]


def test_every_file_for_programs_is_described_and_fits(made: dict[str, bytes], described: dict[str, Any]) -> None:
    names = [name for name in made if name.startswith("api/") and name != OPENAPI_FILE]
    assert len(names) >= len(FILES)
    for name in names:
        validator = Draft202012Validator(schema_of(described, name))
        assert [error.message for error in validator.iter_errors(json.loads(made[name]))] == [], name


def test_the_description_sees_faults(made: dict[str, bytes], described: dict[str, Any]) -> None:
    """The control: a field too many, one too few and a wrong word, each in each file."""
    for name in SEEN:
        validator, good = Draft202012Validator(schema_of(described, name)), json.loads(made[name])
        row = good[0] if isinstance(good, list) else good
        first = next(iter(row))
        lacking = {key: one for key, one in row.items() if key != first}
        for fault in ({**row, "unknown": 1}, lacking, {**row, first: []}):
            assert not validator.is_valid([fault] if isinstance(good, list) else fault), name


def test_every_field_of_the_public_models_is_described(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    assert {"PublicCardFile", "PublicDuty", "PublicOfficial", "PublicVersions"} <= schemas.keys()
    assert not [
        f"{model}.{name}"
        for model, schema in schemas.items()
        for name, field in schema.get("properties", {}).items()
        if not field.get("description")
    ]


def test_contacts_hold_the_public_part_alone(world: Tree) -> None:
    told = json.loads(published(world)["api/v1/contacts.json"])
    assert [one["party"] for one in told] == sorted(one["party"] for one in told)
    for one in told:
        assert list(one) == list(PublicContacts.model_fields)
        listed = world.content.contacts[one["party"]].officials
        shown = [official for official in listed if official.visibility == "public" and official.serves(world.today)]
        assert [official["post"] for official in one["officials"]] == [official.post for official in shown]
    assert sum(one["withheld"] for one in told) > 0
    secret = published(world.changed(with_canary))["api/v1/contacts.json"]
    assert CANARY.encode() not in secret and b"canary" not in secret


def test_sources_are_told_on_the_page_and_in_the_file(world: Tree, made: dict[str, bytes]) -> None:
    told = json.loads(made["api/v1/versions.json"])
    assert (told["revision"], told["edited"], told["content"], told["tool"]) == ("0" * 40, True, "f" * 64, "1.2.3")
    assert sum(one["cards"] for one in told["stages"]) == told["cards"] == len(world.content.cards)
    assert {f"/{one['path']}" for one in told["files"]} == set(json.loads(made[OPENAPI_FILE])["paths"])
    unknown = json.loads(published(world)["api/v1/versions.json"])
    assert (unknown["revision"], unknown["edited"], unknown["content"], unknown["tool"]) == (None, False, None, None)
    assert {**told, "revision": None, "edited": False, "content": None, "tool": None} == unknown


def test_registers_feeds_and_calendars_have_their_addresses(made: dict[str, bytes]) -> None:
    assert {"registers/unified.csv", "registers/unified.xlsx", "feeds/cards.atom", "calendar/all.ics"} <= made.keys()
    assert made["registers/unified.xlsx"].startswith(b"PK")


def test_two_builds_of_the_same_content_give_the_same_files(world: Tree, made: dict[str, bytes]) -> None:
    assert published(replace(world), EDITION) == made


def test_the_digest_of_the_content_sees_every_file_and_can_be_repeated_by_hand(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "content/b").mkdir(parents=True)
    (root / "content/b/x.yml").write_text("x: 1\n")
    (root / "content/a.yml").write_text("a: 1\n")
    first = content_digest(root)
    assert first == content_digest(root)
    told = (TEMPLATES / "pages/versions.html").read_text("utf-8")
    command = re.search(r"<code>(find .*?)</code>", told)
    assert command is not None
    by_hand = subprocess.run(["sh", "-c", command[1]], cwd=root, capture_output=True, check=True, text=True).stdout
    assert by_hand.split()[0] == first
    (root / "content/b/x.yml").write_text("x: 2\n")
    second = content_digest(root)
    (root / "content/b/x.yml").rename(root / "content/b/y.yml")
    assert len({first, second, content_digest(root)}) == 3
