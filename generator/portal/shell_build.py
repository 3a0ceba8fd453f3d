"""Builds the shells and hand-written pages with mkdocs, and keeps them by the hash of all that they are made of."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from generator.portal import csp, site_tool
from generator.portal.library import PACKAGE, library
from generator.portal.marks import POLICY, MarksError
from generator.portal.shell import SiteShell, load
from generator.portal.site_text import SiteText

# Where mkdocs.yml lies: the project itself, whichever folder the content comes from.
SOURCES = Path(__file__).resolve().parents[2]
CONFIG = "mkdocs.yml"
_INPUTS = (CONFIG, "docs/portal", "generator/portal/theme", "generator/portal/hook.py")
_CODE = ("abbreviations", "csp", "library", "marks", "shell", "shell_build", "site_tool")
_TOOLS = (PACKAGE, "jinja2", "markdown", "mkdocs", "mkdocs-material", "pymdown-extensions")
# The theme ships these for its own search and for debuggers; the portal has its own search and its own sitemap.
_LEFT_OUT = ("assets/javascripts/lunr", "assets/javascripts/workers", "sitemap.xml", "sitemap.xml.gz")
_KEPT_BUILDS = 3  # another build may still be reading the previous one
_BUILD = re.compile("[0-9a-f]{32}")  # the name of a kept build; anything else in the folder is not ours
_SHOWN_LINES = 12


class ShellError(Exception):
    """The site tool failed, or built something that the portal must not publish."""


def build_shells(text: SiteText, cache: Path, sources: Path = SOURCES) -> SiteShell:
    """Shells and hand-written pages, built anew only when something that they are made of has changed."""
    folder = cache / _key(text, sources)
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix="new-") as name:
            new = Path(name, "built")
            _run(text, sources, new)
            _finish(new)
            _load(text, new)  # a shell that does not split is never kept
            _put(new, folder)
        _forget_old(cache, folder)
    return _load(text, folder)


def _load(text: SiteText, folder: Path) -> SiteShell:
    try:
        return load(text, folder / "site", folder / "shells")
    except MarksError as error:
        raise ShellError(f"the theme no longer carries the marks of the shell: {error}") from error


def sources_key(sources: Path = SOURCES) -> str:
    """Changes whenever anything does that shells and hand-written pages are made of, besides what the content says."""
    digest = hashlib.sha256()
    digest.update(json.dumps([sys.version_info[:2], *(version(tool) for tool in _TOOLS)]).encode())
    for name, path in _input_files(sources):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _key(text: SiteText, sources: Path) -> str:
    told = json.dumps([asdict(text), sources_key(sources)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _input_files(sources: Path) -> Iterator[tuple[str, Path]]:
    for name in _INPUTS:
        path = sources / name
        found = sorted(child for child in path.rglob("*") if child.is_file()) if path.is_dir() else [path]
        yield from ((child.relative_to(sources).as_posix(), child) for child in found)
    for module in _CODE:
        yield module, Path(__file__).with_name(f"{module}.py")


def _run(text: SiteText, sources: Path, new: Path) -> None:
    order = site_tool.Order(
        config=str(sources / CONFIG),
        site=str(new / "site"),
        shells=str(new / "shells"),
        scope=text.path,
        **{**asdict(text), "terms": dict(text.terms)},
    )
    done = subprocess.run(
        [sys.executable, "-P", "-m", "generator.portal.site_tool"],
        input=site_tool.to_json(order),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=SOURCES,
        check=False,
        # Same input, same bytes: no build date, no order of sets; the tool reads nothing else of our environment.
        env={"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONPATH": str(SOURCES)},
    )
    if done.returncode:
        lines = [line for line in done.stderr.strip().splitlines() if line.strip()]
        raise ShellError("\n".join(("mkdocs failed:", *lines[-_SHOWN_LINES:])))
    for name in _LEFT_OUT:
        path = new / "site" / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in (new / "site").rglob("*.map"):
        path.unlink()
    for name, data in library().files:
        (new / "site" / name).write_bytes(data)


def _finish(new: Path) -> None:
    """Put the policy into every page; its hashes come from the shells, whose texts are still marks."""
    shells = sorted((new / "shells").rglob("*.html"))
    allowed = {csp.inline_scripts(path.read_text(encoding="utf-8")) for path in shells}
    if len(allowed) != 1:
        raise ShellError(f"the shells must carry the same inline scripts, found {len(allowed)} different sets")
    scripts = allowed.pop()
    for path in [*shells, *sorted((new / "site").rglob("*.html"))]:
        page = path.read_text(encoding="utf-8")
        if POLICY not in page:
            raise ShellError(f"{path.name}: no place for the policy")
        if faults := list(csp.refused(page, scripts)):
            raise ShellError("\n".join((f"{path.relative_to(new)}: refused by the policy:", *faults)))
        path.write_text(page.replace(POLICY, csp.policy(scripts)), encoding="utf-8")


def _put(new: Path, folder: Path) -> None:
    try:
        new.rename(folder)
    except OSError:
        if not folder.is_dir():  # otherwise another build was quicker, with the same bytes
            raise


def _forget_old(cache: Path, current: Path) -> None:
    builds = sorted(
        (path for path in cache.iterdir() if path != current and _BUILD.fullmatch(path.name)),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in builds[_KEPT_BUILDS - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
