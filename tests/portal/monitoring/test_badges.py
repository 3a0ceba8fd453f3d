"""Badges: well-formed pictures with the whole name told, in colours that can be read."""

import re

import pytest
from lxml import etree

from generator.portal.monitoring.badges import badge
from generator.portal.monitoring.words import MARKS, said
from probes.model.verdict import Purpose, Verdict
from tests.portal.monitoring.seen import EVIL

SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("verdict", [*Verdict, None])
def test_the_words_can_be_read_on_their_colour(verdict: Verdict | None) -> None:
    root = etree.fromstring(badge("СМЭВ 3", said(verdict), verdict))
    fills = [one.get("fill") or "" for one in root.iter(f"{SVG}rect")]
    assert len(fills) == 2 and all(re.fullmatch("#[0-9a-f]{6}", one) for one in fills)
    assert all(1.05 / (luminance(one) + 0.05) >= 4.5 for one in fills), "white on it: WCAG 2.2, 1.4.3"


def test_a_state_that_is_not_known_never_looks_like_health() -> None:
    colours = {one: badge("а", "б", one).split(b'fill="')[2][:7] for one in MARKS}
    assert colours[None] == colours[Verdict.NOT_MEASURED]
    assert len({colours[None], colours[Verdict.UP], colours[Verdict.DOWN], colours[Verdict.DEGRADED]}) == 4


def test_a_long_name_is_cut_and_told_whole() -> None:
    name = "Сведения из реестра " * 5
    root = etree.fromstring(badge(name, "доступен", Verdict.UP))
    assert root.findtext(f"{SVG}title") == root.get("aria-label") == f"{name}: доступен"
    label, state = (one.text for one in root.iter(f"{SVG}text"))
    assert label is not None and label.endswith("…") and len(label) <= 40 and state == "доступен"
    width = int(root.get("width") or 0)
    assert sum(int(one.get("width") or 0) for one in root.iter(f"{SVG}rect")) == width
    assert all(0 < int(one.get("textLength") or 0) < width for one in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("name", [EVIL, "]]>", "&", "'\"'", "a\nb"])
def test_a_hostile_name_is_text(name: str) -> None:
    root = etree.fromstring(badge(name, said(None, Purpose.SERVICE_HEALTH), None))
    assert {one.tag for one in root.iter()} == {f"{SVG}{tag}" for tag in ("svg", "title", "rect", "g", "text")}
    assert root.findtext(f"{SVG}title") == f"{name}: нет данных"
    assert {
        attribute for one in root.iter() for attribute in map(str, one.attrib) if attribute.startswith("on")
    } == set()
