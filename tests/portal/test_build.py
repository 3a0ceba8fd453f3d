"""The whole portal: links lead somewhere, builds are repeatable, nothing internal leaves, files are as promised."""

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from icalendar import Calendar

from generator.model.card import Annex
from generator.model.contacts import Official
from generator.model.content import CardVersion, Content, FiledRecord
from generator.model.finding import Finding
from generator.portal import public
from generator.portal.build import build_portal, files
from generator.portal.monitoring.pages import pages as monitoring_pages
from generator.portal.monitoring.sight import Sight
from generator.portal.pages import Printer, findings_by_card, pages
from generator.portal.public import PublicCard, PublicCardFile
from generator.portal.site_text import SiteText
from tests.links import faults, links
from tests.portal.test_shell import tree as bytes_of
from tests.portal.worlds import Tree

CANARY = "канарейка"


def test_every_link_of_the_real_portal_leads_somewhere(real_portal: Path) -> None:
    assert faults(real_portal, "/portal/", made_later=("pagefind/",)) == []


def test_every_point_cited_has_its_place_on_the_page_of_the_order(real_portal: Path, product: Tree) -> None:
    assert product.content.order is not None
    cited = {
        link.rpartition("#")[2]
        for path in real_portal.rglob("*.html")
        for element, link in links(path)
        if element.get("class") == "point"
    }
    numbers = {one.point for one in product.content.order.points if one.duties}
    assert {f"p{number}" for number in numbers} <= cited


def test_two_builds_are_equal_byte_for_byte_and_the_second_writes_nothing(
    world: Tree, cache: Path, tmp_path: Path
) -> None:
    first = world.build(tmp_path / "a", cache)
    assert (first.removed, first.unchanged) == (0, 0) and first.written > first.pages
    monitoring = monitoring_pages(Printer(), Sight(world.survey, None))
    assert first.pages == len([*pages(world.survey), *monitoring])
    world.build(tmp_path / "b", cache)
    before = bytes_of(tmp_path / "a")
    assert before == bytes_of(tmp_path / "b")
    again = world.build(tmp_path / "a", cache)
    assert (again.written, again.removed) == (0, 0)
    assert bytes_of(tmp_path / "a") == before


def test_the_order_of_reading_changes_nothing(world: Tree, cache: Path, tmp_path: Path) -> None:
    def backwards(content: Content) -> Content:
        return replace(
            content,
            parties=dict(reversed(list(content.parties.items()))),
            contacts=dict(reversed(list(content.contacts.items()))),
            cards=dict(reversed(list(content.cards.items()))),
            targets=dict(reversed(list(content.targets.items()))),
            incidents=dict(reversed(list(content.incidents.items()))),
        )

    world.build(tmp_path / "a", cache)
    world.changed(backwards).build(tmp_path / "b", cache)
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")


def test_the_search_index_is_built_and_kept(world: Tree, cache: Path, tmp_path: Path) -> None:
    world.build(tmp_path / "a", cache, searchable=True)
    assert (tmp_path / "a/pagefind/pagefind.js").is_file()
    assert world.build(tmp_path / "a", cache, searchable=True).written == 0


def test_a_changed_card_rewrites_its_own_pages_and_the_lists(world: Tree, cache: Path, tmp_path: Path) -> None:
    def renamed(content: Content) -> Content:
        return _with_card(content, "tkmv-svc-sklady", lambda one: one.model_copy(update={"title": "Иное название"}))

    world.build(tmp_path / "a", cache)
    before = bytes_of(tmp_path / "a")
    world.changed(renamed).build(tmp_path / "a", cache)
    after = bytes_of(tmp_path / "a")
    changed = {name for name in after if after[name] != before.get(name)}
    assert "exchange/cards/tkmv-svc-sklady/index.html" in changed
    assert not [name for name in changed if "tkmv-fn-kontrol" in name or "tkmv-ext-fns-sklady" in name]


# --- what must not leave


def with_canary(content: Content) -> Content:
    """An internal official whose every field is a canary, who signs, is named as a contact and is acted for."""
    post = f"Должность {CANARY}"
    hidden = Official(
        id="canary",
        post=post,
        name=f"И.О. {CANARY}",
        answers_for=("approval", "signature"),
        phone="+7 (000) 000-00-98",
        email="canary@world.example",
        since=date(2025, 1, 1),
        confirmed=date(2026, 6, 1),
        visibility="internal",
    )
    contacts = content.contacts["guit"]
    acting = contacts.officials[0].model_copy(update={"acting_for": "canary"})
    listed = contacts.model_copy(
        update={
            "officials": (acting, *contacts.officials[1:], hidden),
            "appointment": contacts.appointment and contacts.appointment.model_copy(update={"post": post}),
        }
    )

    def signed(filed: FiledRecord) -> FiledRecord:
        if filed.record.author != "guit":
            return filed
        return FiledRecord(filed.name, filed.record.model_copy(update={"signatory": post}))

    def version(one: CardVersion) -> CardVersion:
        first = one.card.participants[0].model_copy(update={"party": "guit", "contact": "canary", "signatory": post})
        card = one.card.model_copy(update={"participants": (first, *one.card.participants[1:])})
        return replace(one, card=card, records=tuple(signed(filed) for filed in one.records))

    return replace(
        content,
        contacts={**content.contacts, "guit": listed},
        cards={key: {number: version(one) for number, one in found.items()} for key, found in content.cards.items()},
    )


def test_an_internal_official_appears_nowhere_in_the_portal(world: Tree, cache: Path, tmp_path: Path) -> None:
    world.changed(with_canary).build(tmp_path / "a", cache)
    leaks = [
        name
        for name, data in bytes_of(tmp_path / "a").items()
        for secret in (CANARY, "canary", "000-00-98")
        if secret.encode() in data
    ]
    assert leaks == []


def test_the_canary_sings_when_the_entry_is_public(world: Tree, cache: Path, tmp_path: Path) -> None:
    """The control of the test above: the same entry, published, is on pages and in files."""

    def published(content: Content) -> Content:
        content = with_canary(content)
        contacts = content.contacts["guit"]
        officials = tuple(one.model_copy(update={"visibility": "public"}) for one in contacts.officials)
        return replace(
            content, contacts={**content.contacts, "guit": contacts.model_copy(update={"officials": officials})}
        )

    world.changed(published).build(tmp_path / "a", cache)
    found = {name for name, data in bytes_of(tmp_path / "a").items() if CANARY.encode() in data}
    assert {"exchange/contacts/index.html", "api/v1/cards/tkmv-fn-kontrol.json"} <= found


def test_the_internal_official_of_the_small_world_is_not_published(world: Tree) -> None:
    hidden = [one for one in world.content.contacts["cittu"].officials if one.visibility == "internal"]
    assert hidden
    for page in pages(world.survey):
        assert not [one for one in hidden if one.post in page.body or (one.email or one.post) in page.body]


def test_findings_reach_the_page_of_their_card_as_a_number_alone(world: Tree) -> None:
    finding = Finding(
        "content/cards/tkmv-fn-kontrol/v2/card.yml", (), "code", "warning", "14", f"получено '{CANARY}'", "исправьте"
    )
    other = replace(finding, path="content/contacts/uts.yml")
    assert findings_by_card([finding, other]) == {("tkmv-fn-kontrol", 2): [finding]}
    told = {page.address: page.body for page in pages(world.survey, [finding, other])}
    assert "нашла по этой версии 1\u00a0замечание" in told["exchange/cards/tkmv-fn-kontrol/v2/"]
    assert not [address for address, body in told.items() if CANARY in body]


# --- files for programs


def published(world: Tree) -> dict[str, bytes]:
    return dict(files(world.root, world.survey, SiteText(address="https://world.example/")))


def test_the_json_of_cards_follows_its_own_model(world: Tree) -> None:
    made = published(world)
    rows: list[dict[str, Any]] = json.loads(made["api/v1/cards.json"])
    assert [one["id"] for one in rows] == sorted(world.content.cards)
    for one in rows:
        assert list(one) == list(PublicCard.model_fields)
        file = json.loads(made[f"api/v1/cards/{one['id']}.json"])
        assert list(file) == list(PublicCardFile.model_fields)
        assert {key: file[key] for key in one} == one
        PublicCardFile.model_validate_json(made[f"api/v1/cards/{one['id']}.json"])
    row = next(one for one in rows if one["id"] == "tkmv-fn-kontrol")
    assert (row["version"], row["effective_version"], row["stage"]) == (2, 1, "internal_approval")
    assert row["url"] == "https://world.example/exchange/cards/tkmv-fn-kontrol/"


def test_the_file_of_a_card_tells_agreements_that_are_missing_and_records_that_do_not_count(world: Tree) -> None:
    file = json.loads(published(world)["api/v1/cards/tkmv-fn-kontrol.json"])
    missing = [one for one in file["approvals"] if one["status"] is None]
    assert {(one["version"], one["party"]) for one in missing} >= {(2, "cittu")}
    assert [one for one in file["records"] if not one["effective"]]
    assert [one["stage"] for one in file["stages"] if one["version"] == 1][-1] == "in_operation"


def test_every_field_of_the_public_json_is_described() -> None:
    models = [one for one in vars(public).values() if isinstance(one, type) and issubclass(one, public.Public)]
    assert len(models) > 6
    assert not [
        f"{model.__name__}.{name}"
        for model in models
        for name, field in model.model_fields.items()
        if not field.description
    ]


def test_all_duties_are_in_the_file_and_those_with_a_term_in_the_calendars(world: Tree) -> None:
    made, seen = published(world), world.survey
    assert len(json.loads(made["api/v1/deadlines.json"])) == len(seen.duties)
    all_ = uids(made["calendar/all.ics"])
    assert len(all_) == len(set(all_)) == sum(one.due is not None for one in seen.duties)
    units = {name: uids(data) for name, data in made.items() if name.startswith("calendar/") and "all" not in name}
    assert sorted(uid for found in units.values() for uid in found) == sorted(all_)
    assert units["calendar/ud.ics"] == []  # it may subscribe before it owes anything
    assert "calendar/fns.ics" not in units


def uids(data: bytes) -> list[str]:
    return [str(event["uid"]) for event in Calendar.from_ical(data).walk("VEVENT")]


def test_attachments_are_given_out_with_the_bytes_that_are_named(world: Tree, tmp_path: Path) -> None:
    shutil.copytree(world.root, tmp_path / "root")
    folder = tmp_path / "root" / world.content.cards["tkmv-svc-sklady"][1].folder / "files"
    folder.mkdir()
    (folder / "form.pdf").write_bytes(b"%PDF")
    sha = hashlib.sha256(b"%PDF").hexdigest()

    def annexed(content: Content) -> Content:
        annex = Annex(title="Форма", file="files/form.pdf", sha256=sha)
        changed = _with_card(content, "tkmv-svc-sklady", lambda one: one.model_copy(update={"annexes": (annex,)}))
        version = replace(changed.cards["tkmv-svc-sklady"][1], files={"files/form.pdf": sha})
        return replace(changed, cards={**changed.cards, "tkmv-svc-sklady": {1: version}})

    tree = replace(world.changed(annexed), root=tmp_path / "root")
    name = "exchange/cards/tkmv-svc-sklady/v1/files/form.pdf"
    assert published(tree)[name] == b"%PDF"
    body = next(one.body for one in pages(tree.survey) if one.address == "exchange/cards/tkmv-svc-sklady/")
    assert f'href="../../../{name}"' in body
    (folder / "form.pdf").write_bytes(b"other")
    assert name not in published(tree)


def _with_card(content: Content, card: str, change: Any) -> Content:
    version = content.cards[card][1]
    return replace(content, cards={**content.cards, card: {1: replace(version, card=change(version.card))}})


def test_progress_is_told_page_by_page(world: Tree, cache: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    build_portal(
        world.root,
        tmp_path / "a",
        world.content,
        world.procedure,
        (),
        lambda done, total: steps.append((done, total)),
        cache=cache,
        searchable=False,
    )
    assert steps[0][0] == 1 and steps[-1][0] == steps[-1][1]
