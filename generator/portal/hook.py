"""Hook of the site tool (mkdocs): turns pages marked `stamped: true` into shells instead of files of the site.

All that knows mkdocs and its theme from inside is here and in `theme/`; the rest of the portal sees HTML with marks.
"""

import re
from itertools import count
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import templates

from generator.portal.abbreviations import abbreviate
from generator.portal.marks import Slot, mark
from generator.portal.shell import CONTENTS, WIDE

ROOT = mark(Slot.ROOT)
# Navigation inside navigation, named by a label that holds only an icon: not a landmark of its own (WAI-ARIA).
_NESTED_NAV = re.compile(r'(<nav class="md-nav" data-md-level="\d") aria-labelledby="[^"]*" aria-expanded="[^"]*"')
_INDENT = re.compile(r"\s*\n\s*")  # two thirds of the theme's output; a shell holds no preformatted text

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_SCROLLED = (
    '<div class="table-scroll" role="group" aria-label="Таблица {}" tabindex="0"><table class="table">{}</table></div>'
)

_env: Environment
_context: dict[str, Any]


def _stamped(page: Page | None) -> bool:
    return page is not None and page.meta.get("stamped") is True


def _rooted(address: str) -> str:
    """An address of the site from the mark for its root; fragments and foreign addresses stay as they are."""
    if address.startswith(("#", "/", "mailto:")) or "://" in address:
        return address
    return f"{ROOT}/{address.removeprefix('./').removeprefix('.')}"


@pass_context
def _url(context: Context, value: str) -> str:
    return _rooted(str(value)) if _stamped(context["page"]) else templates.url_filter(_own(context), value)


@pass_context
def _script_tag(context: Context, script: Any) -> str:
    tag = str(templates.script_tag_filter(_own(context), script))
    if not _stamped(context["page"]):
        return tag
    return tag.replace(templates.url_filter(_own(context), str(script)), _rooted(str(script)))


def _own(context: Context) -> templates.TemplateContext:
    return cast(templates.TemplateContext, context)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Readable anchors of Russian headings: the default drops every Cyrillic letter."""
    config.mdx_configs.setdefault("toc", {})["slugify"] = _anchor
    return config


def _anchor(heading: str, separator: str) -> str:
    return re.sub(r"\W+", separator, heading.lower()).strip(separator)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Every relative address of the theme goes through these two filters."""
    global _env
    _env = env
    env.filters["url"], env.filters["script_tag"] = _url, _script_tag
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Hand-written pages have the tables and the explained abbreviations of the pages of data (п. 5)."""
    numbers = count(1)
    html = _TABLE.sub(lambda table: _SCROLLED.format(next(numbers), table[1]), html)
    return abbreviate(html, config.extra.get("terms", {}))


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """A stamped page shows marks where a page of data has its own values."""
    global _context
    if _stamped(page):
        page.meta.update(title=mark(Slot.TITLE), description=mark(Slot.DESCRIPTION))
        page.canonical_url = mark(Slot.CANONICAL)
        page.previous_page = page.next_page = None
        page.toc = TableOfContents([AnchorLink(mark(Slot.TOC), "content", 2)])
        context["base_url"] = ROOT
        _context = context
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Shells are written apart, in both variants; an empty answer keeps them out of the site."""
    output = _plain(output)
    if not _stamped(page):
        return output
    folder = Path(config.extra["shells"]) / page.url
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / CONTENTS, output)
    page.toc = TableOfContents([])
    page.meta["hide"] = [*page.meta.get("hide", []), "toc"]
    _write(folder / WIDE, _plain(_env.get_template("main.html").render(_context)))
    return ""


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The page of a wrong address has the same navigation."""
    return _plain(output)


def _plain(output: str) -> str:
    return _NESTED_NAV.sub(r'\1 role="none"', output)


def _write(path: Path, shell: str) -> None:
    path.write_text(_INDENT.sub("\n", shell).lstrip(), encoding="utf-8")
