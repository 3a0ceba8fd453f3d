"""Faults of a model in the words of an official: every error of pydantic becomes one finding with its way out."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import ValidationError

from generator.model.finding import Finding, Place
from generator.model.types import PATTERNS
from generator.reading.fields import field_at, model_at, place_at
from generator.reading.positions import Positions
from generator.reading.words import in_latin, in_russian, must, quoted, strangers, subject

# The point that asks for what a file of the kind must hold; said where a part is lacking.
POINTS = {
    "card": "7",
    "passport": "8",
    "contacts": "6",
    "sittings": "40",
    "target": "25",
    "group": "31",
    "support": "30",
    "incident": "26",
}


class _Error(NamedTuple):
    """One error of pydantic at its place in the file."""

    type: str
    place: Place
    input: Any
    context: Mapping[str, Any]
    model: Any
    tree: Mapping[str, Any]

    @property
    def got(self) -> str:
        if isinstance(self.input, Mapping):
            return ", получены вложенные поля"
        if isinstance(self.input, list):
            return ", получен список"
        return f", получено {quoted(self.input)}"

    @property
    def name(self) -> str:
        return str(self.place[-1]) if self.place else ""

    @property
    def meaning(self) -> str:
        """The model's words on the field, in brackets."""
        field = field_at(self.model, self.tree, self.place)
        return f" ({field.description})" if field and field.description else ""


class _Told(NamedTuple):
    code: str
    message: str
    hint: str
    point: str | None = None
    at_key: bool = False


def findings_of(
    error: ValidationError, path: str, kind: str, model: Any, tree: Mapping[str, Any], where: Positions
) -> list[Finding]:
    """All faults of one file that its model told, in the order of lines."""
    errors = [
        _Error(one["type"], place_at(model, tree, one["loc"]), one["input"], one.get("ctx", {}), model, tree)
        for one in error.errors(include_url=False)
    ]
    found = []
    for one in errors:
        if one.type == "too_short" and one.input and any(_is_below(other.place, one.place) for other in errors):
            continue  # entries are there, each with a fault of its own
        told = TELLERS.get(one.type, _rule if "must" in one.context else _other)(one)
        place = (*one.place, "kind") if told.code == "field-kind" else one.place
        line, column = where.of_key(place) if told.at_key else where.of(place)
        point = told.point or (POINTS.get(kind) if told.code in ("field-missing", "field-count") else None)
        found.append(Finding(path, place, told.code, "error", point, told.message, told.hint, line, column))
    return sorted(found, key=lambda finding: (finding.line, finding.column, finding.code))


def _is_below(place: Place, above: Place) -> bool:
    return len(place) > len(above) and place[: len(above)] == above


def _missing(error: _Error) -> _Told:
    """A field that must be there is absent or left empty."""
    hint = f"впишите «{error.name}: …»{error.meaning}"
    return _Told("field-missing", f"{must(error.place)} быть заполнено", hint, at_key=True)


def _unknown(error: _Error) -> _Told:
    """A field that the model does not know, with the likely name."""
    model = model_at(error.model, error.tree, error.place[:-1])
    known = list(model.model_fields) if model else []
    latin = in_latin(error.name)
    message = f"{must(error.place)} отсутствовать: такого поля здесь нет"
    if latin in known:
        letters = strangers(error.name, latin)
        return _Told("field-unknown", message, f"наберите {latin} латинскими буквами, сейчас в нём русские {letters}",
                     at_key=True)  # fmt: skip
    near = get_close_matches(latin.lower(), known, n=1)
    hint = f"возможно, это {near[0]}" if near else f"уберите его; здесь бывают поля {', '.join(known)}"
    return _Told("field-unknown", message, hint, at_key=True)


def _choice(error: _Error) -> _Told:
    """One of the listed words."""
    allowed = re.findall(r"'([^']*)'", error.context["expected"])
    message = f"{must(error.place)} быть одним из: {', '.join(allowed)}{error.got}"
    return _Told("field-choice", message, _nearest(error.input, allowed) + error.meaning)


def _kind(error: _Error) -> _Told:
    """The kind of a record or of a check is one of the known ones."""
    allowed = re.findall(r"'([^']*)'", error.context["expected_tags"])
    got = _Error(*error[:2], error.input.get("kind"), *error[3:]).got
    message = f"{must((*error.place, 'kind'))} быть одним из: {', '.join(allowed)}{got}"
    return _Told("field-kind", message, _nearest(error.input.get("kind"), allowed))


def _no_kind(error: _Error) -> _Told:
    """The kind of a record or of a check is said."""
    what = "вид" if error.place else "вид записи"
    return _Told(
        "field-kind", f"{must((*error.place, 'kind'))} быть заполнено", f"впишите «kind: …» ({what})", at_key=True
    )


def _nearest(value: object, allowed: list[str]) -> str:
    near = get_close_matches(in_latin(value).lower(), allowed, n=1) if isinstance(value, str) else []
    return f"возможно, это {near[0]}" if near else "выберите одно из них"


def _pattern(error: _Error) -> _Told:
    """The form of an identifier, a code, an address; the explanation lies beside the pattern."""
    rule = PATTERNS.get(error.context["pattern"])
    text = f"{must(error.place)} {rule.text if rule else 'иметь другой вид'}{error.got}"
    hint = rule.hint if rule else f"проверьте значение{error.meaning}"
    return _Told("field-pattern", text, _repair(error.input, error.context["pattern"]) or hint)


def _repair(value: str, pattern: str) -> str:
    """The same word in the right letters, when that alone mends it."""
    for repaired, language in ((in_latin(value), "русские"), (in_russian(value), "латинские")):
        if repaired != value and re.fullmatch(pattern.strip("^$"), repaired):
            return f"наберите заново {quoted(repaired)}, сейчас в нём {language} буквы {strangers(value, repaired)}"
    for repaired in (value.lower(), re.sub(r"\s", "", value)):
        if repaired != value and re.fullmatch(pattern.strip("^$"), repaired):
            return f"запишите {quoted(repaired)}"
    return ""


def _too_short(error: _Error) -> _Told:
    """A list holds at least so many entries."""
    message = f"{must(error.place)} содержать записей не меньше {error.context['min_length']}"
    got = f", получено {error.context['actual_length']}"
    return _Told("field-count", message + got, f"добавьте записи{error.meaning}", at_key=True)


def _too_long(error: _Error) -> _Told:
    """A list holds at most so many entries."""
    message = f"{must(error.place)} содержать записей не больше {error.context['max_length']}"
    return _Told("field-count", message, f"уберите лишние записи{error.meaning}", at_key=True)


def _text_too_short(error: _Error) -> _Told:
    """A text is not empty."""
    message = f"{must(error.place)} быть не короче {error.context['min_length']} знаков{error.got}"
    return _Told("field-length", message, f"впишите значение{error.meaning}")


def _text_too_long(error: _Error) -> _Told:
    """A text has a cap."""
    message = f"{must(error.place)} быть не длиннее {error.context['max_length']} знаков, получено {len(error.input)}"
    return _Told("field-length", message, f"сократите текст{error.meaning}")


def _least(error: _Error) -> _Told:
    """A number has a lower bound."""
    message = f"{must(error.place)} быть не меньше {error.context['ge']}{error.got}"
    return _Told("field-number", message, f"проверьте число{error.meaning}")


def _most(error: _Error) -> _Told:
    """A number has an upper bound."""
    message = f"{must(error.place)} быть не больше {error.context['le']}{error.got}"
    return _Told("field-number", message, f"проверьте число{error.meaning}")


def _list(error: _Error) -> _Told:
    """A list, not a single value."""
    hint = "запишите каждое значение с новой строки после «- »"
    if str(error.input).startswith("-"):
        hint = "поставьте пробел после каждого дефиса"
    return _Told("field-shape", f"{must(error.place)} быть списком{error.got}", hint + error.meaning)


def _fields(error: _Error) -> _Told:
    """Nested fields, not a single value."""
    model = model_at(error.model, error.tree, error.place)
    names = ", ".join(model.model_fields) if model else ""
    hint = f"запишите с новой строки и с отступом поля {names}" if names else "запишите поля с новой строки с отступом"
    return _Told("field-shape", f"{must(error.place)} состоять из вложенных полей{error.got}", hint)


def _single(error: _Error) -> _Told:
    """A single value, not a list and not nested fields."""
    hint = f"запишите значение в той же строке после двоеточия{error.meaning}"
    return _Told("field-shape", f"{must(error.place)} быть одним значением{error.got}", hint)


def _rule(error: _Error) -> _Told:
    """A rule of the model itself, in its own Russian words."""
    got = "" if isinstance(error.input, Mapping | list) else error.got
    message = f"{must(error.place)} {error.context['must']}{got}"
    return _Told("field-" + error.type.replace("_", "-"), message, error.context["hint"], error.context.get("point"))


def _other(error: _Error) -> _Told:
    """Whatever a model may refuse in future: never an English text, never silence."""
    return _Told(
        "field-value",
        f"{must(error.place)} быть заполнено иначе{error.got}",
        f"проверьте {subject(error.place)}{error.meaning}",
    )


TELLERS: dict[str, Callable[[_Error], _Told]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _choice,
    "union_tag_invalid": _kind,
    "union_tag_not_found": _no_kind,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _text_too_short,
    "string_too_long": _text_too_long,
    "too_short": _too_short,
    "too_long": _too_long,
    "greater_than_equal": _least,
    "less_than_equal": _most,
    "tuple_type": _list,
    "model_type": _fields,
    "string_type": _single,
    "date_type": _single,
    "int_type": _single,
    "bool_type": _single,
}
