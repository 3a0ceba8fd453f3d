"""The glossary: one meaning a term, in alphabetical order, true to the order it explains (point 5)."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from generator.model.glossary import Glossary
from generator.model.kinds import FILE_KINDS

CONTENT = Path(__file__).parents[2] / "content"
Tree = dict[str, Any]


def tree_of(name: str) -> Tree:
    tree: Tree = yaml.load((CONTENT / name).read_text(encoding="utf-8"), yaml.BaseLoader)
    return tree


def glossary_of(tree: Tree) -> Glossary:
    return Glossary.model_validate_json(json.dumps(tree))


GLOSSARY = glossary_of(tree_of("glossary.yml"))
WORDINGS: dict[str, str] = {point["point"]: point["wording"] for point in tree_of("procedure/order-151r.yml")["points"]}


def test_terms_stand_in_alphabetical_order() -> None:
    terms = [re.sub("[«»]", "", one.term.casefold().replace("ё", "е")) for one in GLOSSARY.terms]
    assert terms == sorted(terms)


def test_explanations_are_sentences() -> None:
    for one in GLOSSARY.terms:
        assert one.explanation[0].isupper() and one.explanation.endswith("."), one.id
        assert not re.search(r"  |\n", one.explanation), one.id


def test_every_term_of_point_5_is_explained_with_the_words_of_the_order() -> None:
    terms = dict(re.findall(r"^\d\) (.+?) – (.+)[;.]$", WORDINGS["5"], re.MULTILINE))
    assert len(terms) == 5
    held = {one.term: one for one in GLOSSARY.terms if one.point == "5"}
    assert set(held) == set(terms)
    for term, meaning in terms.items():
        assert held[term].expansion in {meaning, None}
    assert [term for term, one in held.items() if one.expansion is None] == ["контрагенты"]


def test_every_name_that_the_order_gives_for_further_use_is_explained() -> None:
    given = {name for text in WORDINGS.values() for name in re.findall(r"\(далее – ([^)]+)\)", text)}
    given |= set(re.findall(r"\((ТКМВ ФОИВ|Поставщик данных для ФОИВ)\)", WORDINGS["42"]))
    assert len(given) == 10
    assert given <= {one.term for one in GLOSSARY.terms}


def test_what_is_no_abbreviation_has_no_expansion() -> None:
    """An abbreviation has two capitals or begins like «Минцифры»; the tooltips of the pages rely on it."""
    for term in GLOSSARY.abbreviations:
        assert re.search(r"[A-ZА-Я]{2}|^Мин", term), term
    assert {"ТКМВ", "СМЭВ", "ФОИВ", "ГУИТ", "ЦИТТУ", "АУ", "УД", "РТУ", "ЕАИС ТО"} <= set(GLOSSARY.abbreviations)


def test_an_abbreviation_used_in_an_expansion_or_a_point_is_explained() -> None:
    """ФТС, ТКМВ and the like in the texts of the order's file have their entry."""
    words = {word for one in GLOSSARY.terms for word in one.term.split()}
    text = "\n".join([*WORDINGS.values(), *GLOSSARY.abbreviations.values()])
    assert set(re.findall(r"\b[А-Я]{2,}\b", text)) - words == {"ФЗ"}  # the ending of a law's number


Change = Callable[[list[Tree]], object]


@pytest.mark.parametrize(
    ("change", "must"),
    [
        (lambda terms: terms[1].update(term=terms[0]["term"].lower()), "содержать каждый термин один раз"),
        (lambda terms: terms[1].update(id=terms[0]["id"]), "содержать каждый идентификатор один раз"),
        (lambda terms: terms.clear(), "at least 1 item"),
        (lambda terms: terms[0].update(point="50"), "should match pattern"),
    ],
)
def test_a_faulty_glossary_is_refused(change: Change, must: str) -> None:
    tree = tree_of("glossary.yml")
    change(tree["terms"])
    with pytest.raises(ValidationError, match=must):
        glossary_of(tree)


def test_the_file_is_known_to_the_reading() -> None:
    (kind,) = [one for one in FILE_KINDS if one.pattern.fullmatch("glossary.yml")]
    assert (kind.name, kind.load_model()) == ("glossary", Glossary)
