"""The rows that incidents follow from are few, and they give the same incidents."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probes.incidents.detection import incidents
from probes.incidents.telling import telling
from probes.journal.journal import Journal
from tests.probes.incidents.test_detection import BUS, NOON, check, target, told

DAY = datetime.fromtimestamp(NOON, UTC).replace(hour=0)
_LETTERS = st.text("uuuuuuusdn.", min_size=1, max_size=60)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_LETTERS, _LETTERS, _LETTERS)
def test_incidents_of_the_rows_that_tell_are_those_of_all(tmp_path: Path, bus: str, one: str, other: str) -> None:
    plan = [BUS, target("fns", check(), behind=("bus",))]
    rows = told("bus", bus) + told("fns", one) + told("fns", other, vantage="b")
    journal = Journal.open(str(tmp_path / f"{len(list(tmp_path.iterdir()))}"), now=lambda: DAY + timedelta(days=2))
    journal.append(rows, runner="test", started=DAY)
    everything = list(journal.measurements(DAY, DAY + timedelta(days=2), evidence=True))
    chosen = list(journal.measurements(DAY, DAY + timedelta(days=2), evidence=True, only=telling))
    assert incidents(plan, chosen) == incidents(plan, everything)


def test_of_a_quiet_day_only_its_ends_tell(tmp_path: Path) -> None:
    journal = Journal.open(str(tmp_path), now=lambda: DAY + timedelta(days=2))
    journal.append(told("fns", "u" * 100), runner="test", started=DAY)
    assert len(list(journal.measurements(DAY, DAY + timedelta(days=2), only=telling))) == 2
    assert len(list(journal.measurements(DAY, DAY + timedelta(days=2)))) == 100
