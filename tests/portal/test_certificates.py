"""The page of certificates bears every end that a certificate may say."""

from datetime import UTC, datetime
from pathlib import Path

from generator.cli.certificates_seen import certificates_seen
from generator.monitoring.picture import Picture
from generator.portal.monitoring.certificates import certificates_page
from generator.portal.monitoring.sight import Sight
from generator.portal.views.survey import survey
from generator.procedure.standing import Procedure
from generator.workdays import ProductionCalendar
from tests.checks.build import TODAY, World

FILES = Path(__file__).parents[1] / "probes" / "certificates" / "files"
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def test_the_first_and_the_last_day_of_the_calendar_are_shown() -> None:
    world = World()
    world.kept = {f"certificates/{name}": (FILES / name).read_bytes() for name in ("year1970.cer", "year9999.cer")}
    content = world.content()
    procedure = Procedure(content, ProductionCalendar(content.calendar.values()), TODAY)
    picture = Picture(NOW, 300, certificates=certificates_seen(content, NOW))
    page = certificates_page(Sight(survey(procedure), picture))
    assert [(one.file, one.ends) for one in page.rows] == [
        ("year1970.cer", "01.01.1970"),
        ("year9999.cer", "31.12.9999"),
    ]
