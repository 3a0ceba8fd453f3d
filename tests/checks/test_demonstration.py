"""The content that the portal is shown with holds nothing that must not be published."""

from pathlib import Path

from generator.checks.output import text
from generator.checks.runner import run
from generator.reading.content import load
from generator.workdays import ProductionCalendar

ROOT = Path(__file__).parents[2]


def test_the_demonstration_has_work_to_do_but_no_errors() -> None:
    loaded = load(ROOT)
    content = loaded.content
    assert content.site is not None and content.site.as_of is not None
    calendar = ProductionCalendar(content.calendar.values())
    found = run(content, content.site.as_of, loaded.locate, calendar)
    assert text(one for one in found if one.severity == "error") == ""
    assert {"duty-overdue", "stale-approval", "remarks-standing", "contact-stale"} <= {one.code for one in found}
