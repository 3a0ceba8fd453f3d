"""Whatever a model may refuse is told in Russian, with the place; rare refusals that no file of the world shows."""

from typing import Annotated, Any
from uuid import UUID

import pytest
from pydantic import Field, ValidationError

from generator.model.finding import Finding
from generator.model.types import Number, Strict
from generator.reading.faults import findings_of
from generator.reading.positions import positions


class Odd(Strict):
    """Fields with limits that few content files have."""

    list: Annotated[tuple[str, ...], Field(max_length=1)] = ()
    year: Annotated[Number, Field(le=2099)] = 2000
    code: Annotated[str, Field(pattern="^[a-z]$")] = "a"
    key: UUID | None = Field(None, description="Ключ")
    name: Annotated[str, Field(min_length=3)] = "имя"


def told(text: str, tree: dict[str, Any]) -> Finding:
    with pytest.raises(ValidationError) as refused:
        Odd.model_validate(tree, strict=False)
    (finding,) = findings_of(refused.value, "odd.yml", "odd", Odd, tree, positions(text.encode()))
    return finding


@pytest.mark.parametrize(
    ("text", "tree", "line", "message", "hint"),
    [
        (
            "list: [a, b]\n",
            {"list": ["a", "b"]},
            1,
            "поле list должно содержать записей не больше 1",
            "уберите лишние записи",
        ),
        (
            "# год\nyear: 2100\n",
            {"year": "2100"},
            2,
            "поле year должно быть не больше 2099, получено '2100'",
            "проверьте число",
        ),
        (
            "code: 1\n",
            {"code": "1"},
            1,
            "поле code должно иметь другой вид, получено '1'",
            "проверьте значение",
        ),
        (
            "key: x\n",
            {"key": "x"},
            1,
            "поле key должно быть заполнено иначе, получено 'x'",
            "проверьте поле key (Ключ)",
        ),
        (
            "name: я\n",
            {"name": "я"},
            1,
            "поле name должно быть не короче 3 знаков, получено 'я'",
            "впишите значение",
        ),
    ],
)
def test_a_rare_refusal_is_told(text: str, tree: dict[str, Any], line: int, message: str, hint: str) -> None:
    finding = told(text, tree)
    assert (finding.line, finding.message, finding.hint) == (line, message, hint)
    assert finding.point is None
