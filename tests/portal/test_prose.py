"""Prose and the environment: what officials write is printed as text, whatever it looks like."""

import re
from datetime import date
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from lxml import html
from markupsafe import Markup, escape

from generator.portal.abbreviations import abbreviate
from generator.portal.environment import environment
from generator.portal.prose import prose, prose_line

# Live when they reach a page as they are.
RAW = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//x.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=' JAVASCRIPT:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<math><a xlink:href=javascript:alert(1)>x</a></math>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//x.example/>",
    "<link rel=stylesheet href=//x.example/x.css>",
    "<style>*{background:url(//x.example/x)}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "\"'><script>alert(1)</script>",
    "--></script><script>alert(1)</script>",
)
# Harmless as escaped text, live when a Markdown that knows attributes reads it afterwards.
AFTER_ESCAPE = (
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "![x](y){: onerror=alert(1) }",
    "*x*{: onmouseover=alert(1) }",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "# x {: onclick=alert(1) }",
)
OTHERS = (
    "<body onload=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<javascript:alert(1)>",
    "[x](java&#115;cript:alert(1))",
    "[x](vbscript:alert(1))",
    "[x](file:///etc/passwd)",
    "[x](//x.example)",
    "[x](http://[)",
    "![x](http://x.example/x.png)",
    "`<script>alert(1)</script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "{{ 7 * 7 }}{% raw %}",
    "http://x.example/\"onmouseover='alert(1)'",
    "<<script>script>alert(1)<</script>/script>",
    '<http://x.example/?"onclick=alert(1)//>',
)
_ACTIVE = re.compile(
    "applet|base|button|embed|form|frame|iframe|img|input|link|math|meta|object|script|style|svg|textarea"
)
_PROSE = re.compile("html|body|div|p|br|em|strong|ul|ol|li|a|code|blockquote")
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "xlink:href", "srcdoc", "poster", "background"})


def live(text: str) -> list[str]:
    """What in a piece of HTML a browser would run, load or submit."""
    found = []
    for element in html.document_fromstring(f"<html><body><div>{text}</div></body></html>").iter():
        if not isinstance(element.tag, str):
            continue
        if _ACTIVE.fullmatch(element.tag):
            found.append(element.tag)
        for key, text_value in element.attrib.items():
            name, value = str(key), str(text_value)
            scheme = re.sub(r"[\s\0]", "", value).partition(":")[0].lower()
            if name.startswith("on") or name == "style":
                found.append(name)
            elif name in _ADDRESSES and scheme not in {"http", "https", "mailto"}:
                found.append(f"{name}={value}")
    return found


def through_jinja(text: str) -> str:
    return environment().from_string('<p title="{{ text }}">{{ text }}</p>').render(text=text)


@pytest.mark.parametrize("text", [*RAW, *AFTER_ESCAPE, *OTHERS])
def test_nothing_that_an_official_writes_runs(text: str) -> None:
    assert live(prose(text)) == []
    assert live(prose_line(text)) == []
    assert live(through_jinja(text)) == []
    assert live(abbreviate(escape(text), {"x": text, "alert": text})) == []


def test_the_same_texts_run_where_nobody_takes_care() -> None:
    assert [text for text in RAW if not live(text)] == []
    careless = [
        import_module("markdown").markdown(str(escape(text)), extensions=["attr_list"]) for text in AFTER_ESCAPE
    ]
    assert [text for text in careless if not live(text)] == []


@given(st.text(alphabet="<>\"'&;:/()[]{}!*_`#=-+ \n\tajscripthonerlwv.@xя1", max_size=120))
def test_only_the_short_list_of_elements_ever_comes_out(text: str) -> None:
    for made in (prose(text), prose_line(text), Markup(through_jinja(text))):
        assert live(made) == []
        names = [str(element.tag) for element in html.document_fromstring(f"<div>{made}</div>").iter()]
        assert all(_PROSE.fullmatch(name) for name in names)


def test_what_officials_need_is_kept() -> None:
    assert prose("Первый **важный** абзац\nстрокой ниже.\n\n1. раз\n2. два\n\n> как в акте") == Markup(
        "<p>Первый <strong>важный</strong> абзац\nстрокой ниже.</p>\n<ol>\n<li>раз</li>\n<li>два</li>\n</ol>\n"
        "<blockquote>\n<p>как в акте</p>\n</blockquote>\n"
    )
    assert prose_line("см. [порядок](https://x.example/?a=1&b=2)") == Markup(
        'см. <a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">порядок</a>'
    )
    assert "mailto:a@x.example" in prose_line("<a@x.example>")
    # Numbers, indents, lines and headings of a memo are not layout of the page.
    assert prose("12. Пункт") == Markup('<ol start="12">\n<li>Пункт</li>\n</ol>\n')
    assert prose("    с отступом") == Markup("<p>с отступом</p>\n")
    assert "<h" not in prose("# Тема\n\nТема\n----")


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ card.titel }}").render(card={"title": "x"})


def test_filters_print_dates_and_counts() -> None:
    template = environment().from_string(
        "{{ day | short_day }} {{ day | long_day }} {{ 21 | counted('день', 'дня', 'дней') }}"
        " {{ 3 | plural('день', 'дня', 'дней') }}"
    )
    assert template.render(day=date(2026, 11, 2)) == "02.11.2026 2\u00a0ноября 2026\u00a0г. 21\u00a0день дня"
