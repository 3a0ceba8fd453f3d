"""The Jinja environment of the pages of data: always autoescaped, an unknown name is an error."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.portal import russian
from generator.portal.library import library
from generator.portal.page import point_id, point_label
from generator.portal.prose import prose, prose_line
from generator.portal.quick import QuickEnvironment

TEMPLATES = Path(__file__).with_name("templates")
THEME = Path(__file__).with_name("theme")


def environment(*folders: Path) -> Environment:
    """Templates of the given folders, by default those of the portal; compiled once per environment."""
    made = QuickEnvironment(
        loader=FileSystemLoader(folders or (TEMPLATES,)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters |= {
        "capitalize": russian.sentence,  # Jinja's own would write «Узел смэв»
        "counted": russian.counted,
        "long_day": russian.long_day,
        "plural": russian.plural,
        "prose": prose,
        "prose_line": prose_line,
        "short_day": russian.short_day,
    }
    made.globals |= {"point_id": point_id, "point_label": point_label, "library": library}
    return made
