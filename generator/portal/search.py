"""The search index (Pagefind): built from the finished pages, asked by `assets/search.js` in the browser."""

import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = "pagefind"
_SOURCE = "source.sha256"  # of which pages the index was made
_OPTIONS = (
    "--quiet",
    "--force-language=ru",  # otherwise Russian words are stemmed only on pages that Pagefind recognises as Russian
    "--root-selector=article",  # not the navigation and not the footer
    "--exclude-selectors=.headerlink, .noindex, .visually-hidden, thead, [hidden]",
    "--glob=**/index.html",  # not 404.html
    f"--output-subdir={FOLDER}",
)
_SHOWN_LINES = 6


class SearchError(Exception):
    """Pagefind could not make an index."""


def index(site: Path, pages_digest: str) -> bool:
    """Index a finished site, unless the index in place was made of the same pages; says whether it ran."""
    folder = site / FOLDER
    source = folder / _SOURCE
    if source.is_file() and source.read_text(encoding="ascii") == pages_digest:
        return False
    # Pagefind adds to an old index and leaves its fragments behind.
    shutil.rmtree(folder, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "pagefind", f"--site={site}", *_OPTIONS],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode or not folder.is_dir():
        lines = (done.stdout + done.stderr).strip().splitlines()
        raise SearchError("\n".join(("pagefind failed:", *lines[-_SHOWN_LINES:])))
    for unused in folder.glob("pagefind-*ui*"):  # its own English interface; the portal has a page of search
        unused.unlink()
    source.write_text(pages_digest, encoding="ascii")
    return True
