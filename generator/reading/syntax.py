"""Syntax errors of YAML in the words of an official: what is wrong in the line and how to write it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from yaml import MarkedYAMLError, YAMLError

from generator.reading.characters import Flaw
from generator.reading.words import quoted

_FIELD = re.compile(r"\s*(?:- +)*[^\s:'\"\[{#-][^:'\"\[{#]*:\s")
_NO_SPACE = re.compile(r" *(?:- +)*([\w.-]+):(?=[^ ])(.*)")
_NO_SPACE_AFTER_DASH = re.compile(r"\s*-[^\s-]")
_QUOTED_VALUE = re.compile(r"(\s*(?:(?:- +)*[^\s:'\"]+:\s+|(?:- +)+))(['\"].*)")
_WHOLE_QUOTE = {'"': re.compile(r'"(?:[^"\\]|\\.)*"(.*)'), "'": re.compile(r"'(?:[^']|'')*'(.*)")}


@dataclass(frozen=True, slots=True)
class _Fault:
    """What libyaml said, and the lines it said it of; lines and columns from 0."""

    lines: list[str]
    context: str
    problem: str
    line: int
    column: int
    context_line: int
    context_column: int

    def text(self, line: int) -> str:
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    def above(self) -> int:
        """The nearest line with text above the fault; -1 when there is none."""
        return next((n for n in range(self.line - 1, -1, -1) if self.text(n).strip()), -1)

    def flaw(self, message: str, hint: str, line: int | None = None, column: int | None = None) -> Flaw:
        """The flaw at a place, the place of the problem by default, with the line as it was got."""
        line = self.line if line is None else line
        if not self.text(line).strip():  # the fault was noticed below the text it lies in
            line, column = self.above(), 0
        column = self.column if column is None else column
        got = self.text(line).strip()
        message += f", получено {quoted(got)}" if got else ""
        return Flaw(max(line, 0) + 1, column + 1, "yaml-syntax", message, hint)


def explain(error: YAMLError, text: str) -> Flaw:
    """The first rule that recognises the fault tells it; the last one always does."""
    problem, context = None, None
    if isinstance(error, MarkedYAMLError):
        problem, context = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    fault = _Fault(
        text.split("\n"),
        getattr(error, "context", None) or "",
        getattr(error, "problem", None) or "",
        problem.line if problem else 0,
        problem.column if problem else 0,
        context.line if context else 0,
        context.column if context else 0,
    )
    return next(flaw for rule in RULES if (flaw := rule(fault)))


def _unclosed_quote(fault: _Fault) -> Flaw | None:
    """A quote that was opened is closed; the fault often shows only where the next quote stands."""
    message, hint = "открытая кавычка должна быть закрыта", "поставьте закрывающую кавычку в конце значения"
    if fault.context == "while scanning a quoted scalar":
        return fault.flaw(message, hint, fault.context_line, fault.context_column)
    if "expected" not in fault.problem:
        return None
    for line in range(fault.line, fault.context_line - 1, -1):
        value = _QUOTED_VALUE.match(fault.text(line))
        if value and not _WHOLE_QUOTE[value[2][0]].match(value[2]):
            return fault.flaw(message, hint, line, value.end(1))
    return None


def _quote_inside(fault: _Fault) -> Flaw | None:
    """Nothing but a comment follows the closing quote."""
    value = _QUOTED_VALUE.match(fault.text(fault.line))
    whole = value and _WHOLE_QUOTE[value[2][0]].match(value[2])
    if not whole or not whole[1].strip() or whole[1].lstrip().startswith("#") or "expected" not in fault.problem:
        return None
    return fault.flaw(
        "после закрывающей кавычки не должно быть текста",
        "возьмите в кавычки всё значение, а внутри него пишите «ёлочки»",
    )


def _special_start(fault: _Fault) -> Flaw | None:
    """A value that starts with a service character of YAML stands in quotes."""
    scanned = re.search("scanning an? (?:alias|anchor|tag)", fault.context) or "undefined tag" in fault.problem
    if not scanned and not re.search("cannot start any token|node content|mapping keys are not", fault.problem):
        return None
    line, column = (fault.context_line, fault.context_column) if scanned else (fault.line, fault.column)
    char = fault.text(line)[column : column + 1]
    start = f"со знака «{char}»" if char else "так"
    return fault.flaw(f"значение не должно начинаться {start}", "возьмите значение в кавычки", line, column)


def _escape(fault: _Fault) -> Flaw | None:
    """A backslash in double quotes begins an escape."""
    if not re.search("escape|hexdecimal", fault.problem):
        return None
    return fault.flaw(
        "внутри двойных кавычек не должно быть обратной косой черты",
        "возьмите значение в одинарные кавычки",
    )


def _block_header(fault: _Fault) -> Flaw | None:
    """Text after `|` and `>` begins on the next line."""
    if fault.context != "while scanning a block scalar":
        return None
    return fault.flaw(
        "текст после «|» или «>» должен начинаться с новой строки",
        "перенесите его на следующую строку с отступом; если это знак самого текста, возьмите значение в кавычки",
    )


def _directive(fault: _Fault) -> Flaw | None:
    """No directives."""
    if "directive" not in fault.context + fault.problem and "incompatible YAML" not in fault.problem:
        return None
    return fault.flaw("файл должен быть без директив YAML", "удалите строку, которая начинается с «%»", column=0)


def _bracket(fault: _Fault) -> Flaw | None:
    """A bracket that was opened is closed."""
    if "flow" not in fault.context:
        return None
    return fault.flaw(
        "открытая скобка должна быть закрыта, значения в скобках разделены запятыми",
        "закройте скобку; если это текст, возьмите значение в кавычки",
        fault.context_line,
        fault.context_column,
    )


def _no_space(fault: _Fault) -> Flaw | None:
    """A space follows the colon of a field."""
    lines = []
    if "could not find expected ':'" in fault.problem:
        lines = [fault.context_line]
    elif "mapping values" in fault.problem and not _is_second_colon(fault):
        lines = [fault.above()]
    for line in lines:
        if (wrong := _NO_SPACE.match(fault.text(line))) and not wrong[2].startswith("//"):
            value = wrong[2].strip()
            hint = f"запишите {wrong[1]}: {value}" if len(value) <= 40 else "поставьте пробел после двоеточия"
            other = " (получен неразрывный, из Word)" if wrong[2].startswith("\u00a0") else ""
            return fault.flaw(f"после двоеточия должен стоять обычный пробел{other}", hint, line, wrong.start(2))
    return None


def _no_space_after_dash(fault: _Fault) -> Flaw | None:
    """A space follows the dash of a list entry."""
    wrong = _NO_SPACE_AFTER_DASH.match(fault.text(fault.context_line))
    if not wrong or "could not find expected ':'" not in fault.problem:
        return None
    return fault.flaw("после дефиса должен стоять пробел", "запишите «- значение»", fault.context_line, wrong.end() - 1)


def _is_second_colon(fault: _Fault) -> bool:
    field = _FIELD.match(fault.text(fault.line))
    return bool(field and field.end() <= fault.column)


def _second_colon(fault: _Fault) -> Flaw | None:
    """A colon with a space inside a value needs quotes."""
    if "mapping values" not in fault.problem or not _is_second_colon(fault):
        return None
    return fault.flaw("в значении без кавычек не должно быть двоеточия с пробелом", "возьмите значение в кавычки")


def _inline_list(fault: _Fault) -> Flaw | None:
    """A list begins on a line of its own."""
    if "block sequence entries" not in fault.problem:
        return None
    return fault.flaw("список с дефисами должен начинаться с новой строки", "перенесите «- …» на следующую строку")


def _no_name(fault: _Fault) -> Flaw | None:
    """A field has a name."""
    if not fault.text(fault.line).lstrip().startswith(":"):
        return None
    return fault.flaw("перед двоеточием должно стоять имя поля", "впишите имя или уберите строку")


def _indent(fault: _Fault) -> Flaw | None:
    """Fields of one level begin in one column."""
    indent, above = _indent_of(fault.text(fault.line)), fault.text(fault.above())
    deeper = "mapping values" in fault.problem and indent > _indent_of(above)
    wrong = re.search("expected key|'-' indicator|document start", fault.problem)
    if not wrong and not deeper:
        return None
    if above.startswith("..."):
        return fault.flaw("после «...» в файле не должно быть текста", "удалите строку «...»")
    if wrong and fault.column > indent:
        return fault.flaw("после значения в скобках не должно быть текста", "возьмите значение в кавычки целиком")
    return fault.flaw(
        "отступ строки должен быть таким же, как у соседних полей или записей списка",
        "выровняйте строку; вложенные поля сдвинуты на 2 пробела вправо от поля, к которому относятся",
        column=indent,
    )


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())


def _any(fault: _Fault) -> Flaw:
    """A line is a field."""
    line, column = fault.line, fault.column
    if "could not find expected ':'" in fault.problem:
        line, column = fault.context_line, fault.context_column
    elif "mapping values" in fault.problem and fault.above() >= 0:
        line, column = fault.above(), _indent_of(fault.text(fault.above()))
    return fault.flaw(
        "строка должна иметь вид «поле: значение»",
        "проверьте двоеточие, отступ и кавычки в этой строке и в строке над ней",
        line,
        column,
    )


RULES: tuple[Callable[[_Fault], Flaw | None], ...] = (
    _unclosed_quote,
    _quote_inside,
    _special_start,
    _escape,
    _block_header,
    _directive,
    _bracket,
    _no_space,
    _no_space_after_dash,
    _second_colon,
    _inline_list,
    _no_name,
    _indent,
    _any,
)
