"""The portal in its folder: hand-written pages, stamped pages, files for programs, sitemap, search, manifest."""

from collections.abc import Iterable
from pathlib import Path

from generator.portal import manifest, search
from generator.portal.page import Page
from generator.portal.shell import SiteShell
from generator.portal.sitemap import compressed, sitemap
from generator.portal.stamp import stamp
from generator.portal.writer import Counts, Writer

INDEX = "index.html"
_NOT_LISTED = frozenset({"search/"})


class MissingPageError(Exception):
    """The navigation leads to an address that no page was stamped for."""


def write_site(
    out: Path,
    site: SiteShell,
    pages: Iterable[Page],
    files: Iterable[tuple[str, bytes]] = (),
    *,
    searchable: bool = True,
) -> Counts:
    """Write what changed, remove what no longer belongs; pages are stamped one by one, none is kept in memory."""
    writer = Writer(out)
    put_written(writer, site)
    put(writer, site, pages, files)
    return close(out, writer, site, searchable=searchable)


def put_written(writer: Writer, site: SiteShell) -> None:
    """Hand-written pages and what belongs to them."""
    for name in site.files:
        writer.write(name, (site.folder / name).read_bytes())


def put(writer: Writer, site: SiteShell, pages: Iterable[Page], files: Iterable[tuple[str, bytes]]) -> None:
    """Stamped pages, and files."""
    for page in pages:
        writer.page(page.address, stamp(site, page))
    for name, data in files:
        writer.write(name, data)


def close(out: Path, writer: Writer, site: SiteShell, *, searchable: bool) -> Counts:
    """What follows from everything else: site map, removal of what is left over, search, manifest.

    The manifest comes last: a build that was cut short leaves one that does not fit its files.
    """
    addresses = {name.removesuffix(INDEX) for name in writer.sums if name.endswith(INDEX)}
    if missing := sorted(site.wide.keys() - addresses):
        raise MissingPageError(f"no page for {', '.join(address or 'the front page' for address in missing)}")
    listed = sitemap(site.text.address, addresses - _NOT_LISTED)
    writer.write("sitemap.xml", listed)
    writer.write("sitemap.xml.gz", compressed(listed))
    counts = writer.finish(keep=(manifest.NAME, search.FOLDER) if searchable else (manifest.NAME,))
    index: dict[str, str] = {}
    if searchable:
        search.index(out, writer.pages_digest)
        index = manifest.sums(out, f"{search.FOLDER}/")
    manifest.put(out, writer.sums | index)
    return counts
