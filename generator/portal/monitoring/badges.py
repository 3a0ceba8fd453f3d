"""SVG badges (`/badges/<target>.svg`) for pages of others: a label, a state in words, a colour that repeats it."""

from xml.sax.saxutils import escape, quoteattr

from probes.model.verdict import Verdict

# White text on each has a contrast of at least 4.5 : 1.
_COLOURS: dict[Verdict | None, str] = {
    Verdict.UP: "#1f6f43",
    Verdict.DEGRADED: "#8a5a00",
    Verdict.DOWN: "#b3261e",
    Verdict.NOT_MEASURED: "#595f69",
    None: "#595f69",
}
_LABEL = "#2f343b"
_NARROW = frozenset("ijl.,:;!|'()[]tfrгт- ")
LONGEST = 40


def badge(name: str, state: str, verdict: Verdict | None) -> bytes:
    """A badge; long names are cut, the title tells them whole."""
    label = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
    left, right = _width(label), _width(state)
    title = escape(f"{name}: {state}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" '
        f"aria-label={quoteattr(f'{name}: {state}')}><title>{title}</title>"
        f'<rect width="{left}" height="20" fill="{_LABEL}"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{_COLOURS[verdict]}"/>'
        f'<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">'
        f'<text x="{left / 2:g}" y="14" textLength="{left - 12}">{escape(label)}</text>'
        f'<text x="{left + right / 2:g}" y="14" textLength="{right - 12}">{escape(state)}</text></g></svg>\n'
    ).encode()


def _width(text: str) -> int:
    """Room for a text, in pixels; `textLength` makes the letters fit it in any font."""
    return 12 + round(sum(4.5 if letter in _NARROW else 7.2 for letter in text))
