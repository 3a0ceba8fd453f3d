"""Content-Security-Policy of the portal: only its own files and the theme's own inline scripts, by their hashes.

The hashes are taken from the finished shells, whose bodies are still marks, so a script that gets into a text is
never blessed. `wasm-unsafe-eval` lets the search load; `data:` pictures are the theme's icons (CSP Level 3).
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterator

from lxml import html

_JAVASCRIPT = ("", "module", "text/javascript", "application/javascript")


def inline_scripts(page: str) -> frozenset[str]:
    """Hashes of the scripts that a browser would run from the page's own text."""
    scripts = html.document_fromstring(page).iter("script")
    return frozenset(
        _hash(script.text or "")
        for script in scripts
        if script.get("src") is None and (script.get("type") or "").strip().lower() in _JAVASCRIPT
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(scripts: frozenset[str]) -> str:
    """The policy as the value of a meta element."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval' " + " ".join(sorted(scripts)),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def refused(page: str, allowed: frozenset[str]) -> Iterator[str]:
    """What a page carries that the policy would silently switch off: told at build time instead."""
    if strange := inline_scripts(page) - allowed:
        yield f"inline scripts that the theme does not have: {', '.join(sorted(strange))}"
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        for key, value in element.attrib.items():
            name = str(key)
            if name.startswith("on") or name == "style" or str(value).strip().lower().startswith("javascript:"):
                yield f'<{element.tag} {name}="{value!s}">'
