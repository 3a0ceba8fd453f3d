"""Terms and abbreviations of the portal: those of point 5 and all others that an official meets here."""

from collections import Counter

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.types import Id, Line, PointNo, Strict, Text


class Term(Strict):
    """One term: what it means here, what an abbreviation stands for, and where it comes from."""

    id: Id = Field(description="Идентификатор, по которому на термин ссылаются страницы")
    term: Line = Field(description="Термин или сокращение, как на портале")
    expansion: Line | None = Field(None, description="Расшифровка сокращения; пусто, если термин не сокращение")
    explanation: Text = Field(description="Что это значит, своими словами")
    point: PointNo | None = Field(None, description="Пункт Порядка, из которого термин; пусто, если не из Порядка")
    source: Line | None = Field(None, description="Акт или документ вне Порядка, в котором термин определён")


class Glossary(Strict):
    """The glossary (content/glossary.yml, point 5)."""

    terms: tuple[Term, ...] = Field(min_length=1, description="Термины и сокращения по алфавиту")

    @model_validator(mode="after")
    def _once(self) -> "Glossary":
        """A term has one meaning and one place."""
        named = [("термин", one.term.casefold(), one.term) for one in self.terms]
        named += [("идентификатор", one.id, one.id) for one in self.terms]
        counts = Counter((what, key) for what, key, _ in named)
        for what, key, shown in named:
            if counts[what, key] > 1:
                raise PydanticCustomError(
                    "repeated_term",
                    "{must}",
                    {
                        "must": f"содержать каждый {what} один раз, повторяется «{shown}»",
                        "hint": "объедините записи",
                        "point": "5",
                    },
                )
        return self

    @property
    def abbreviations(self) -> dict[str, str]:
        """What each abbreviation stands for, for the tooltips of the pages."""
        return {one.term: one.expansion for one in self.terms if one.expansion is not None}
