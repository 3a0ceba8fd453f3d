"""Content trees as the portal sees them: the small world, the product's own content, and changes of either."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.model.content import Content
from generator.portal.build import build_portal
from generator.portal.memory import BuildReport
from generator.portal.views.survey import Survey, survey
from generator.procedure.standing import Procedure
from generator.reading.content import load
from generator.workdays import ProductionCalendar
from tests.content.test_small_world import assembled

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Tree:
    """A content tree on disk with what was read from it."""

    root: Path
    content: Content
    today: date

    @property
    def procedure(self) -> Procedure:
        """The order over the content."""
        return Procedure(self.content, ProductionCalendar(self.content.calendar.values()), self.today)

    @property
    def survey(self) -> Survey:
        """What the pages share."""
        return survey(self.procedure)

    def changed(self, change: Callable[[Content], Content]) -> "Tree":
        """The same tree as if it said something else."""
        return replace(self, content=change(self.content))

    def build(self, out: Path, cache: Path, *, searchable: bool = False) -> BuildReport:
        """The portal of the tree."""
        return build_portal(self.root, out, self.content, self.procedure, cache=cache, searchable=searchable)


def tree(root: Path) -> Tree:
    """A tree that reads without a fault."""
    loaded = load(root)
    assert loaded.findings == ()
    assert loaded.content.site is not None and loaded.content.site.as_of is not None
    return Tree(root, loaded.content, loaded.content.site.as_of)


def small_world(folder: Path) -> Tree:
    """The small world, assembled in a folder."""
    return tree(assembled(folder))
