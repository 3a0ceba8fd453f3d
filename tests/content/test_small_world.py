"""The small world of the golden tests is itself in order."""

import shutil
from datetime import date
from pathlib import Path

from generator.checks.runner import run
from generator.procedure.standing import Procedure
from generator.reading.content import load
from generator.workdays import ProductionCalendar

ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 6, 15)


def assembled(folder: Path) -> Path:
    """The world with the order and the glossary of the product beside it (tests/world/README.md)."""
    shutil.copytree(ROOT / "tests/world/content", folder / "content")
    shutil.copytree(ROOT / "content/procedure", folder / "content/procedure")
    shutil.copy(ROOT / "content/glossary.yml", folder / "content")
    return folder


def test_the_small_world_reads_without_a_fault_and_follows_the_order(tmp_path: Path) -> None:
    loaded = load(assembled(tmp_path))
    assert loaded.findings == ()
    content = loaded.content
    assert content.site is not None and content.site.as_of == AS_OF
    procedure = Procedure(content, ProductionCalendar(content.calendar.values()), AS_OF)
    stages = {(one.version.id, one.version.number): one.stage for one in procedure.standings()}
    assert stages == {
        ("tkmv-ext-fns-sklady", 1): "sheet_returned",
        ("tkmv-fn-kontrol", 1): "in_operation",
        ("tkmv-fn-kontrol", 2): "internal_approval",
        ("tkmv-svc-sklady", 1): "in_force",
    }
    assert {duty.status for duty in procedure.duties()} == {"open", "overdue", "done", "done_late", "no_term"}
    found = run(content, AS_OF, loaded.locate, procedure.office.calendar, procedure=procedure)
    assert [one for one in found if one.severity == "error"] == []
