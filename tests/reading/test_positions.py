"""Every value and every key is found again at its line and column."""

from pathlib import Path

import pytest

from generator.model.finding import Place
from generator.reading.content import load
from generator.reading.positions import positions

FILE = """\
# заголовок
card: один
names:
  - full: "два"
    short: три
  -
    full: четыре
term: {value: 5, unit: [x, y]}
note: |
  текст
empty:
""".encode()


@pytest.mark.parametrize(
    ("place", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("card",), (2, 7), (2, 1)),
        (("names",), (3, 1), (3, 1)),
        (("names", 0), (4, 5), (4, 5)),
        (("names", 0, "full"), (4, 11), (4, 5)),
        (("names", 1, "full"), (7, 11), (7, 5)),
        (("term", "unit", 1), (8, 28), (8, 28)),
        (("note",), (9, 7), (9, 1)),
        (("empty",), (11, 7), (11, 1)),
        # What is not there is told at the nearest thing above it.
        (("names", 1, "short"), (7, 5), (7, 5)),
        (("term", "basis"), (8, 1), (8, 1)),
        (("names", 7, "short"), (3, 1), (3, 1)),
        (("nothing", 1), (1, 1), (1, 1)),
    ],
)
def test_a_place_is_found(place: Place, value: tuple[int, int], key: tuple[int, int]) -> None:
    found = positions(FILE)
    assert found.of(place) == value
    assert found.of_key(place) == key


def test_places_in_a_broken_file_are_found_up_to_the_fault() -> None:
    assert positions(b"a: x\nb: [y\nc: z\n").of(("a",)) == (1, 4)
    assert positions(b"a: x\n" + b"[" * 10_000).of(("a",)) == (1, 4)
    assert positions("а".encode("utf-16")).of(("a",)) == (1, 1)


def test_loaded_content_finds_its_lines(tmp_path: Path) -> None:
    (tmp_path / "content/parties").mkdir(parents=True)
    (tmp_path / "content/parties/fns.yml").write_text("id: fns\nkind: foiv\nnames:\n  - full: Ф\n    short: Ф\n")
    loaded = load(tmp_path)
    assert set(loaded.content.parties) == {"fns"}
    assert loaded.locate("content/parties/fns.yml", ("names", 0, "short")) == (5, 12)
    assert loaded.locate("content/parties/fns.yml", ()) == (1, 1)
    assert loaded.locate("content/parties/none.yml", ("names",)) == (1, 1)
    assert loaded.locate("content/cards/a/v1/files/x.pdf", ("names",)) == (1, 1)
