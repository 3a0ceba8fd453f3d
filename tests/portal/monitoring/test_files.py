"""Files of monitoring for programs: held to their models and grammars, silent about what is not known."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from pydantic import TypeAdapter

from generator.monitoring.picture import Picture
from generator.portal.monitoring.feed import INCIDENTS_FEED
from generator.portal.monitoring.files import files
from generator.portal.monitoring.metrics import METRICS_FILE
from generator.portal.monitoring.public import INCIDENTS_FILE, STATUS_FILE, PublicIncident, PublicStatus
from probes.model.verdict import Verdict
from tests.portal.monitoring.seen import AT, INCIDENTS, NOW, TEXT, picture, sight
from tests.portal.worlds import Tree

ATOM = "{http://www.w3.org/2005/Atom}"
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "atom.rng"))
SAMPLE = re.compile(r'([a-z_:][a-z0-9_:]*)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+)\})? (\S+)')


def made(tree: Tree, found: Picture | None) -> dict[str, bytes]:
    return dict(files(sight(tree, found), TEXT))


@pytest.fixture(scope="module")
def known(world: Tree) -> dict[str, bytes]:
    return made(world, picture(world.content))


@pytest.fixture(scope="module")
def unknown(world: Tree) -> dict[str, bytes]:
    return made(world, None)


def samples(data: bytes) -> Iterator[tuple[str, dict[str, str], float]]:
    """The text format 0.0.4 of Prometheus, strictly: types before samples, one family after another, each once."""
    text = data.decode("utf-8")
    assert text.endswith("\n") and "\n\n" not in text
    families: dict[str, int] = {}
    current, keys = "", set()
    for line in text.splitlines():
        if line.startswith("# "):
            _, word, name, rest = line.split(" ", 3)
            assert (word, bool(rest)) in {("HELP", True), ("TYPE", True)}
            families[name] = families.get(name, 0) + 1
            assert families[name] <= 2 and (word == "HELP") == (families[name] == 1)
            assert word == "HELP" or rest == "gauge"
            current = name
            continue
        told = SAMPLE.fullmatch(line)
        assert told and told[1] == current and families[current] == 2, line
        labels = dict(re.findall(r'([a-z_]+)="([^"]*)"', told[2] or ""))
        key = (told[1], tuple(sorted(labels.items())))
        assert key not in keys
        keys.add(key)
        yield told[1], labels, float(told[3])


# --- gauges


def test_gauges_are_those_of_what_is_known(known: dict[str, bytes]) -> None:
    found = list(samples(known[METRICS_FILE]))
    states = {(told["target"], told["check"]): value for name, told, value in found if name == "tkmv_check_state"}
    assert states["fns-egrul", "wsdl"] == 0.0
    assert states["smev3", "wsdl"] == 0.5
    assert states["smev3", "name"] == 1.0
    assert ("fns-egrul", "example") not in states, "not measured is no number"
    assert ("rosreestr-egrn", "wsdl") not in states, "no data is no number"
    plain = {name: value for name, told, value in found if not told}
    assert plain == {"tkmv_last_run_timestamp_seconds": NOW, "tkmv_incidents_open": 1.0}
    seconds = {(told["target"], told["check"]) for name, told, _ in found if name == "tkmv_check_seconds"}
    assert seconds == set(states)


def test_without_data_there_is_no_number_at_all(unknown: dict[str, bytes]) -> None:
    assert list(samples(unknown[METRICS_FILE])) == []
    assert b"# TYPE tkmv_check_state gauge" in unknown[METRICS_FILE]


@pytest.mark.parametrize("line", ["a 1", "# TYPE tkmv gauge\ntkmv 1", '# HELP t x\n# TYPE t gauge\nt{a="b} 1'])
def test_the_reader_of_gauges_sees_faults(line: str) -> None:
    with pytest.raises((AssertionError, ValueError)):
        list(samples(f"{line}\n".encode()))


# --- JSON


def test_the_state_fits_its_model_and_tells_the_picture(world: Tree, known: dict[str, bytes]) -> None:
    told = PublicStatus.model_validate_json(known[STATUS_FILE])
    assert (told.at, told.every_s, told.simulated) == (AT, 300, False)
    by_id = {one.id: one for one in told.targets}
    assert list(by_id) == sorted(world.content.targets)
    down = by_id["fns-egrul"]
    assert (down.availability, down.health, down.incident) == (
        Verdict.DOWN, Verdict.NOT_MEASURED, "2026-06-15-0830-fns-egrul",
    )  # fmt: skip
    assert by_id["rosreestr-egrn"].availability is None and by_id["rosreestr-egrn"].share_90d is None
    assert by_id["adapter"].signatures is Verdict.UP
    share = by_id["smev3"].share_90d
    assert share is not None and 0.99 < share < 1.0
    wsdl = next(one for one in down.checks if one.id == "wsdl")
    assert (wsdl.cause, wsdl.cause_title, wsdl.milliseconds) == ("refused", "узел отклоняет соединения", 57)
    assert b"script" not in known[STATUS_FILE] and b"script" not in known[INCIDENTS_FILE], "evidence stays on pages"


def test_incidents_fit_their_model_with_what_people_added(known: dict[str, bytes]) -> None:
    told = TypeAdapter(tuple[PublicIncident, ...]).validate_json(known[INCIDENTS_FILE])
    assert [one.id for one in told] == [one.id for one in INCIDENTS]
    long_ago, past, lasting, planned = told
    assert (long_ago.url, long_ago.state, past.state) == (None, "closed", "closed")
    assert past.url == f"https://world.example/monitoring/incidents/{past.id}/"
    assert (lasting.end, lasting.state, planned.planned) == (None, "open", "Обновление СМЭВ")
    assert known[INCIDENTS_FILE].count(b"\n") == len(INCIDENTS) + 2, "one a line"


def test_without_data_every_target_is_there_and_nothing_is_said_of_it(world: Tree, unknown: dict[str, bytes]) -> None:
    told = PublicStatus.model_validate_json(unknown[STATUS_FILE])
    assert told.at is None and [one.id for one in told.targets] == sorted(world.content.targets)
    for one in told.targets:
        assert (one.availability, one.health, one.signatures, one.share_90d, one.incident) == (None,) * 5
        assert one.checks and all(check.verdict is None and check.slot is None for check in one.checks)
    assert json.loads(unknown[INCIDENTS_FILE]) == []


# --- the feed


def entries(data: bytes) -> dict[str, etree._Element]:
    root = etree.fromstring(data)
    GRAMMAR.assertValid(root)
    return {one.findtext(f"{ATOM}id") or "": one for one in root.iter(f"{ATOM}entry")}


def test_the_feed_is_atom_and_tells_of_incidents_that_have_a_page(known: dict[str, bytes]) -> None:
    found = entries(known[INCIDENTS_FEED])
    links = [one.find(f"{ATOM}link") for one in found.values()]
    assert [one.get("href") for one in links if one is not None] == [
        "https://world.example/monitoring/incidents/2026-06-15-0830-fns-egrul/",
        "https://world.example/monitoring/incidents/2026-06-10-0000-fns-egrul/",
    ]
    assert b"script" not in known[INCIDENTS_FEED], "evidence of strangers stays on pages"


def test_an_entry_keeps_its_identity_when_the_incident_ends_and_when_the_portal_moves(world: Tree) -> None:
    before = made(world, picture(world.content))[INCIDENTS_FEED]
    ended = [replace(one, end=NOW, state="closed") if one.end is None else one for one in INCIDENTS]
    moved = replace(TEXT, address="https://other.example/portal/")
    after = dict(files(sight(world, picture(world.content, ended)), moved))[INCIDENTS_FEED]
    assert set(entries(before)) == set(entries(after))
    updated = {ident: (entries(before)[ident].findtext(f"{ATOM}updated"), one.findtext(f"{ATOM}updated"))
               for ident, one in entries(after).items()}  # fmt: skip
    assert sorted(a == b for a, b in updated.values()) == [False, True], "what ended is told anew"


def test_a_feed_without_incidents_is_a_feed(unknown: dict[str, bytes]) -> None:
    assert entries(unknown[INCIDENTS_FEED]) == {}


# --- badges and the whole


def test_every_target_has_a_badge_in_words(world: Tree, known: dict[str, bytes], unknown: dict[str, bytes]) -> None:
    def said(data: bytes) -> str:
        return etree.fromstring(data).findtext("{http://www.w3.org/2000/svg}title") or ""

    assert {name for name in known if name.startswith("badges/")} == {
        f"badges/{one}.svg" for one in world.content.targets
    }
    assert said(known["badges/fns-egrul.svg"]) == "Сведения ЕГРЮЛ: неработоспособен"
    assert said(known["badges/adapter.svg"]) == "Адаптер СМЭВ: работоспособен"
    assert said(known["badges/rosreestr-egrn.svg"]) == "Сведения ЕГРН: нет данных"
    for name, data in unknown.items():
        if name.startswith("badges/"):
            assert said(data).endswith(": нет данных")


def test_a_target_without_checks_says_that_nobody_watches_it(world: Tree) -> None:
    bare = world.changed(
        lambda content: replace(
            content,
            targets={key: one.model_copy(update={"checks": ()}) for key, one in content.targets.items()},
        )
    )
    found = made(bare, None)
    assert "не наблюдается" in found["badges/smev3.svg"].decode()
    assert PublicStatus.model_validate_json(found[STATUS_FILE]).targets == ()


def test_the_same_picture_gives_the_same_bytes_whatever_the_order_of_its_parts(
    world: Tree, known: dict[str, bytes]
) -> None:
    found = picture(world.content)
    turned = replace(
        found,
        states=dict(reversed(list(found.states.items()))),
        past=dict(reversed(list(found.past.items()))),
        certificates=tuple(reversed(found.certificates)),
    )
    assert made(world, turned) == known
