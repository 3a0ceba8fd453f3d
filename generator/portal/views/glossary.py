"""The glossary (п. 5)."""

from dataclasses import dataclass

from generator.model.glossary import Term
from generator.portal.views.survey import Survey


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """Terms and abbreviations by the alphabet."""

    terms: tuple[Term, ...]


def glossary_page(survey: Survey) -> GlossaryPage:
    """All terms in the order of the file, which is alphabetical."""
    glossary = survey.content.glossary
    return GlossaryPage(glossary.terms if glossary else ())
