"""Hostile texts: each with the careless way of printing it in which it does harm, or none where it only looks odd."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Literal

from jinja2 import Environment
from markdown import Markdown

Way = Literal["text", "double", "single", "bare", "address", "script", "title", "comment", "markdown", "template"]


def _markdown(value: str) -> str:
    """Escaped first, parsed afterwards: what is left runs all the same."""
    return Markdown(extensions=["attr_list", "md_in_html"]).convert(escape(value, quote=False))


# How careless templates print a value, each into another place of HTML.
WAYS: dict[Way, Callable[[str], str]] = {
    "text": str,
    "double": lambda value: f'<p><a href="#" title="{value}">x</a></p>',
    "single": lambda value: f"<p><a href='#' title='{value}'>x</a></p>",
    "bare": lambda value: f"<p><a href=# title={value}>x</a></p>",
    "address": lambda value: f'<p><a href="{escape(value)}">x</a></p>',
    "script": lambda value: f"<script>const text = '{value}'</script>",
    "title": lambda value: f"<title>{value}</title>",
    "comment": lambda value: f"<!-- {value} -->",
    "markdown": _markdown,
    "template": lambda value: Environment(autoescape=False).from_string(value).render(),
}


@dataclass(frozen=True)
class Payload:
    """A text, where it does harm, and what prose (a little Markdown) shows of it where that is not the text itself."""

    text: str
    way: Way | None = None
    prose: str | None = None

    @property
    def in_prose(self) -> str:
        return self.text if self.prose is None else self.prose


PAYLOADS = (
    # elements
    Payload("<script>beep()</script>", "text"),
    Payload("<ScRiPt/x>beep()</sCrIpT >", "text"),
    Payload('<script src="data:,beep()"></script>', "text"),
    Payload("<script type=module>beep()</script>", "text"),
    Payload("<img src=data:, onerror=beep()>", "text"),
    Payload("<img/src='data:,'/onerror='beep()'//", "text"),
    Payload("<svg onload=beep()>", "text"),
    Payload("<svg><script>beep()</script></svg>", "text"),
    Payload("<svg><animate onbegin=beep() attributeName=x dur=1s>", "text"),
    Payload("<svg><a xlink:href=javascript:beep()><text y=20>x</text></a></svg>", "text"),
    Payload("<math><mtext><img src=data:, onerror=beep()></mtext></math>", "text"),
    Payload("<details open ontoggle=beep()>", "text"),
    Payload("<input autofocus onfocus=beep()>", "text"),
    Payload("<body onload=beep()>", "text"),
    Payload("<iframe srcdoc='<script>parent.beep()</script>'></iframe>", "text"),
    Payload("<iframe src=javascript:parent.beep()></iframe>", "text"),
    Payload("<video><source onerror=beep()></video>", "text"),
    Payload("<b onclick=beep()>x</b>", "text"),
    Payload("<form action=javascript:beep()><button>x</button></form>", "text"),
    Payload("<noscript><p title='</noscript><img src=data:, onerror=beep()>'>", "text"),
    # out of an attribute, a script, an element that holds only text
    Payload('"><script>beep()</script>', "double"),
    Payload('" autofocus onfocus="beep()', "double"),
    Payload("' autofocus onfocus='beep()", "single"),
    Payload("x autofocus onfocus=beep()", "bare"),
    Payload("</script><script>beep()</script>", "script"),
    Payload("';beep();'", "script"),
    Payload("</title><script>beep()</script>", "title"),
    Payload("--><script>beep()</script><!--", "comment"),
    # addresses
    Payload("javascript:beep()", "address"),
    Payload("JaVaScRiPt:beep()//https://portal.example/", "address"),
    Payload("javascript&colon;beep()", None, "javascript:beep()"),
    Payload("[x](javascript:beep())", "markdown"),
    Payload("[x](JAVASCRIPT:beep() 't')", "markdown"),
    Payload("<javascript:beep()>", None),
    Payload("[x](data:text/html,%3Cscript%3Ebeep()%3C/script%3E)", None),
    Payload("[x](vbscript:beep())", None),
    Payload("[x](//portal.example/)", None),
    Payload("![x](javascript:beep())", None),
    # Markdown of the site tool and its extensions
    Payload("[x](#){: onclick=beep() }", "markdown"),
    Payload("{: onclick=beep() #content .md-header }", None),
    Payload('--8<-- "mkdocs.yml"', None),
    Payload("!!! note [TOC] ::: generator.cli [^1] x^2^ H~2~O ==x== ++ctrl++ :smile:", None),
    # templates and the marks of the portal's own shell
    Payload("{{ '<script>beep()</script>' }}", "template"),
    Payload("{% for x in '<script>beep()</script>' %}{{ x }}{% endfor %}", "template"),
    Payload("{# x #} {{ config }} {%- raw -%} ${7+7} <%= 7+7 %> #{7+7} {{7+7}} %s {0}", None),
    Payload("@@tkmv.body@@ @@tkmv.root@@ @@tkmv.policy@@ @@tkmv.x@@", None),
    # around the policy
    Payload("<base href=//foreign.example/>", None),
    Payload("<meta http-equiv=refresh content='0;url=//foreign.example/'>", None),
    Payload("<link rel=stylesheet href=//foreign.example/x.css>", None),
    Payload("<style>@import '//foreign.example/x.css';*{display:none}</style>", None),
    Payload("<p style='position:fixed;inset:0'>x</p>", None),
    Payload("<script nonce=x src=//foreign.example/x.js></script>", None),
    Payload("<object data=//foreign.example/x></object><embed src=//foreign.example/x>", None),
    Payload("<form id=__config name=body><input name=textContent></form><a id=__drawer name=location>x</a>", None),
    Payload("<template><plaintext><textarea><xmp><title><select><!--", None),
    # formulas of spreadsheets
    Payload('=HYPERLINK("//foreign.example/","x") +7 -2+3 @SUM(1) =1+1 |cmd /C calc\'!A0 \\t=1', None),
    # entities and escapes: shown as they are written, in prose as Markdown reads them
    Payload("&lt;script&gt;beep()&lt;/script&gt;", None, "<script>beep()</script>"),
    Payload("&#60;img src=x onerror=beep()&#62; &amp;amp; &quot;", None, '<img src=x onerror=beep()> &amp; "'),
    Payload("%3Cscript%3E \\x3cscript\\x3e \\u003cscript\\u003e +ADw-script+AD4-", None),
    # what is no attack, and must neither vanish nor break the page
    Payload("«Ё» “x” ‘y’ „z“ № § – — … ″ © ½ 𝔘𝔫𝔦 ﬁ ① ² й", None),
    Payload("🛃🚢🧾👍🏽🇷🇺", None),
    Payload("שלום עולם مرحبا بالعالم 你好 ไทย हिन्दी", None),
    Payload("Щ" * 200, None),
    Payload("x" * 120 + "/" + "y" * 60, None),
)

# Refused by the reading in any field, as a character or as an escape of YAML.
REFUSED = (
    "\u202eбидви",
    "\u2066",
    "\u200f",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\u2028",
    "\x00",
    "\x07",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\ue000",
    "\U000e0001",
    "\u3164",
)

LINE = 1_000  # signs of a field that holds one line


def batches(room: int = LINE - 30) -> list[tuple[Payload, ...]]:
    """All payloads in as few texts as fields of one line allow: each goes where there still is room."""
    found: list[list[Payload]] = []
    for payload in sorted(PAYLOADS, key=lambda one: -len(one.text)):
        fitting = (one for one in found if sum(len(other.text) + 1 for other in (*one, payload)) <= room)
        batch = next(fitting, None)
        if batch is None:
            found.append(batch := [])
        batch.append(payload)
    return [tuple(batch) for batch in found]
