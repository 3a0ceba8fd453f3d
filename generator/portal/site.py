"""The portal in its folder: hand-written pages, stamped pages, files for programs, sitemap, search, manifest."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from generator.portal import manifest, search
from generator.portal.page import Page
from generator.portal.shell import SiteShell
from generator.portal.sitemap import compressed, sitemap
from generator.portal.stamp import stamp
from generator.portal.writer import Counts, Writer

_INDEX = "index.html"
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
    """Write what changed, remove what no longer belongs; pages are stamped one by one, none is kept in memory.

    The manifest comes last: a build that was cut short leaves one that does not fit its files.
    """
    writer = Writer(out)
    for name in site.files:
        writer.write(name, (site.folder / name).read_bytes())
    addresses = {name.removesuffix(_INDEX) for name in site.files if name.endswith(_INDEX)}
    for page in pages:
        writer.page(page.address, stamp(site, page))
        addresses.add(page.address)
    if missing := sorted(site.wide.keys() - addresses):
        raise MissingPageError(f"no page for {', '.join(address or 'the front page' for address in missing)}")
    listed = sitemap(site.text.address, addresses - _NOT_LISTED)
    for name, data in chain(files, (("sitemap.xml", listed), ("sitemap.xml.gz", compressed(listed)))):
        writer.write(name, data)
    counts = writer.finish(keep=(manifest.NAME, search.FOLDER) if searchable else (manifest.NAME,))
    if searchable:
        search.index(out, writer.pages_digest)
    manifest.seal(out)
    return counts
