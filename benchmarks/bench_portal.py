"""The portal's build beside Hugo and mkdocs-material on as many pages of the same size: all, none, one changed.

Whole processes, run in turn in one sitting, medians of `--runs` (mkdocs-material once: it takes minutes). Memory is the
largest resident set of any one process. A whole build starts with every cache empty, the shells of the site tool too.
Search indexes are apart: the portal's and Hugo's builds make none, mkdocs-material's own is part of it. The peers make
all pages anew whatever has changed. `python benchmarks/bench_portal.py [--pages 1000 5000] [--runs 3] [--no-mkdocs]`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
BUILD = (
    "import sys; from generator.portal import search; search.index = lambda *_: True; "
    "from generator.cli import main; main(['build', '--root', sys.argv[1], '--out', sys.argv[2]])"
)
INDEX = "import sys; from pathlib import Path; from generator.portal.search import index; index(Path(sys.argv[1]), 'x')"


@dataclass(frozen=True, slots=True)
class Run:
    """What one process with all its children took."""

    wall: float
    cpu: float
    mebibytes: float


def measured(command: Sequence[str], folder: Path, **environment: str) -> Run:
    """Run a command to its end; a fault of it ends the measurement."""
    started = time.perf_counter()
    child = subprocess.Popen(
        list(command),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**{key: value for key, value in os.environ.items() if key != "CI"}, **environment},
    )
    assert child.stderr is not None
    told = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode > 1:  # 1: the content is at fault, the portal is built all the same
        raise SystemExit(f"{command[0]} failed:\n{told.decode(errors='replace')[-2000:]}")
    return Run(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(runs: Sequence[Run]) -> Run:
    """The median of each."""
    return Run(*(median(found) for found in zip(*((one.wall, one.cpu, one.mebibytes) for one in runs), strict=True)))


class Portal:
    """A content tree and its portal."""

    def __init__(self, folder: Path, pages: int, records: bool) -> None:
        from benchmarks.make_cards import write

        self.folder, self.out, self.cache = folder, folder / "out", folder / "cache"
        write(folder, pages, records)
        self._edits = 0

    def whole(self) -> Run:
        """Every cache empty, the folder of the portal too."""
        for one in (self.out, self.cache, self.folder / ".cache"):
            shutil.rmtree(one, ignore_errors=True)
        return self.unchanged()

    def unchanged(self) -> Run:
        """Once more."""
        command = [sys.executable, "-c", BUILD, str(self.folder), str(self.out)]
        return measured(command, ROOT, XDG_CACHE_HOME=str(self.cache), PYTHONPATH=str(ROOT))

    def one_changed(self) -> Run:
        """After an edit in the text of one card that no list shows."""
        return self._after("\ndocuments:\n")

    def one_renamed(self) -> Run:
        """After an edit of its title, which lists show."""
        return self._after("\nresponsible_unit:")

    def _after(self, line: str) -> Run:
        self._edits += 1
        path = self.folder / "content/cards/tkmv-fn-000077/v1/card.yml"
        path.write_text(path.read_text("utf-8").replace(line, f" ({self._edits}){line}", 1), "utf-8")
        return self.unchanged()

    def search(self) -> Run:
        """The index alone."""
        shutil.rmtree(self.out / "pagefind", ignore_errors=True)
        run = measured([sys.executable, "-c", INDEX, str(self.out)], ROOT, PYTHONPATH=str(ROOT))
        shutil.rmtree(self.out / "pagefind")
        return run


def hugo(folder: Path) -> Run:
    """All pages into an empty folder."""
    shutil.rmtree(folder / "public", ignore_errors=True)
    return measured(["hugo", "--quiet"], folder)


def mkdocs(folder: Path) -> Run:
    """All pages outside of the navigation into an empty folder."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    return measured([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder, NO_MKDOCS_2_WARNING="1")


def row(name: str, run: Run, base: Run) -> str:
    """A line of the table, its wall and CPU as shares of a whole build of the portal."""
    shares = f"{run.wall / base.wall:6.3f} | {run.cpu / base.cpu:6.3f}"
    return f"| {name:42} | {run.wall:7.2f} s | {run.cpu:7.2f} s | {run.mebibytes:5.0f} MiB | {shares} |"


def size_of(page: Path) -> str:
    """How large a page is, so that the reader sees that they are alike."""
    return f"{page.stat().st_size / 1024:.0f} KB"


def compare(folder: Path, pages: int, runs: int, with_mkdocs: bool) -> None:
    """All ways in turn."""
    from benchmarks.portal_peers import write_hugo, write_mkdocs

    plain, full = Portal(folder / "plain", pages, False), Portal(folder / "records", pages, True)
    write_hugo(folder / "hugo", pages)
    write_mkdocs(folder / "mkdocs", pages)
    found: dict[str, list[Run]] = {}
    for _ in range(runs):
        ways: tuple[tuple[str, Callable[[], Run]], ...] = (
            ("Hugo, all pages", lambda: hugo(folder / "hugo")),
            ("portal, whole", plain.whole),
            ("portal, unchanged", plain.unchanged),
            ("portal, one card changed", plain.one_changed),
            ("portal, one card renamed", plain.one_renamed),
            ("portal, ten records a card, whole", full.whole),
            ("portal, ten records a card, unchanged", full.unchanged),
            ("portal, ten records a card, one changed", full.one_changed),
            ("portal, ten records a card, one renamed", full.one_renamed),
        )
        for name, way in ways:
            found.setdefault(name, []).append(run := way())
            print(
                f"{name}: {run.wall:.1f} s, {run.cpu:.1f} s CPU, {run.mebibytes:.0f} MiB", file=sys.stderr, flush=True
            )
    found["search index of the portal (Pagefind)"] = [plain.search()]
    if with_mkdocs:
        found["mkdocs-material, all pages"] = [mkdocs(folder / "mkdocs")]
    page = "cards/tkmv-fn-000077/index.html"
    sizes = [f"portal {size_of(plain.out / 'exchange' / page)}", f"Hugo {size_of(folder / 'hugo/public' / page)}"]
    print(f"\n{pages} pages of cards; a page: {', '.join(sizes)}")
    print("| way | wall | CPU | memory | of whole: wall | CPU |\n|---|---|---|---|---|---|")
    for name, all_runs in found.items():
        base = "portal, ten records a card, whole" if "records" in name else "portal, whole"
        print(row(name, middle(all_runs), middle(found[base])), flush=True)


def main() -> None:
    """Command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 5000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-mkdocs", action="store_true", help="leave out the peer that takes minutes")
    given = parser.parse_args()
    if shutil.which("hugo") is None:
        raise SystemExit("Hugo is missing; in Debian: apt-get install hugo")
    for pages in given.pages:
        with tempfile.TemporaryDirectory() as name:
            compare(Path(name), pages, given.runs, not given.no_mkdocs)


if __name__ == "__main__":
    main()
