"""Abbreviations with their meaning as a tooltip, on every page of the portal (п. 5)."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from generator.portal.marks import unmarked

# Their content is shown as it is written, or is explained already.
_KEPT = re.compile(r"<(abbr|code|option|pre|script|style|svg|textarea|title)\b[^>]*>.*?</\1>", re.DOTALL)


@lru_cache(maxsize=8)
def _known(terms: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What to look for, and its meaning, both as they stand in HTML.

    Terms are grouped by their first letter: the search then skips ahead to such letters, six times quicker.
    """
    meanings = {str(escape(term)): str(unmarked(meaning)) for term, meaning in terms}
    rests: dict[str, list[str]] = {}
    for term in sorted(meanings, key=lambda term: (-len(term), term)):
        rests.setdefault(term[0], []).append(re.escape(term[1:]))
    groups = (rf"{re.escape(first)}(?<![\w-].)(?:{'|'.join(found)})" for first, found in sorted(rests.items()))
    return re.compile(rf"(?:{'|'.join(groups)})(?![\w-])", re.DOTALL), meanings


def abbreviate(html: str, terms: Mapping[str, str]) -> Markup:
    """Finished HTML, `>` escaped in attributes, with `<abbr title>` around each term that stands in its text."""
    if not terms:
        return Markup(html)
    pattern, meanings = _known(tuple(terms.items()))
    kept = [element.span() for element in _KEPT.finditer(html)]
    starts = [first for first, _ in kept]

    def explain(found: re.Match[str]) -> str:
        term, start = found[0], found.start()
        if html.rfind("<", 0, start) > html.rfind(">", 0, start):
            return term  # inside a tag
        if kept and (before := bisect_right(starts, start)) and start < kept[before - 1][1]:
            return term
        return f'<abbr title="{meanings[term]}">{term}</abbr>'

    return Markup(pattern.sub(explain, html))
