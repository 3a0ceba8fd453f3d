"""All of content/ as models, and every fault of its form: the way in for the other rooms."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.model.content import Content
from generator.model.finding import Finding, Place
from generator.reading.files import read
from generator.reading.lasting import lasting
from generator.reading.models import ReadFile
from generator.reading.on_demand import CardsOnDemand, Versions
from generator.reading.positions import Spot, positions
from generator.reading.shelves import Shelves
from generator.reading.trees import EVERYTHING, Part, Progress, read_all


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read, the faults of the rest, and the way back from a place to its line."""

    content: Content
    findings: tuple[Finding, ...]
    read: ReadFile

    def locate(self, path: str, place: Place) -> Spot:
        """Line and column of a place in a file; the start of the file where there is no such place."""
        if not path.endswith(".yml"):
            return 1, 1
        return positions(self.read(path)).of(place)

    def located(self, finding: Finding) -> Finding:
        """The finding with its line and column looked up, if nobody has done so yet."""
        if finding.line:
            return finding
        line, column = self.locate(finding.path, finding.at)
        return replace(finding, line=line, column=column)


def load(
    root: Path,
    *,
    cache: Path | None = None,
    progress: Progress | None = None,
    faultless: Collection[str] = (),
) -> Loaded:
    """Read content/ below a root, with or without git; one bad file never hides the faults of another.

    Cards that an earlier run found `faultless` in form are read only when somebody asks for one of them.
    """

    def again(path: str) -> bytes:
        return read(path, str(root / path))[0]

    if not faultless:
        return load_from(root, again, cache, progress)
    rest = frozenset(faultless)

    def read_rest() -> Mapping[str, Versions]:
        return load_from(root, again, cache, None, part=Part(flat=False, cards=rest, but=False)).content.cards

    loaded = load_from(root, again, cache, progress, part=Part(cards=rest))
    cards = CardsOnDemand(loaded.content.cards, rest, read_rest)
    return replace(loaded, content=replace(loaded.content, cards=cards))


def load_from(
    root: Path,
    read: ReadFile,
    cache: Path | None,
    progress: Progress | None,
    findings: Iterable[Finding] = (),
    part: Part = EVERYTHING,
) -> Loaded:
    """`load`, with another way to come back to a file later and with faults that are known already; or a part."""
    shelves = Shelves(read)
    shelves.findings.extend(findings)
    with lasting():
        for batch in read_all(root, cache, progress, part):
            shelves.findings.extend(batch.findings)
            for source in batch.sources:
                shelves.put(source)
        loaded = Loaded(shelves.content(), (), read)
    return replace(loaded, findings=tuple(sorted(map(loaded.located, shelves.findings), key=_order)))


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.path, finding.line, finding.column, finding.code, finding.message
