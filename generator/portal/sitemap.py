"""sitemap.xml and its gz (sitemaps.org protocol 0.9): addresses alone, so the same pages give the same bytes."""

import gzip
from collections.abc import Iterable
from xml.sax.saxutils import escape

_LIMIT = 50_000  # addresses in one file, by the protocol


def sitemap(root: str, addresses: Iterable[str]) -> bytes:
    """All pages of the portal by their full addresses, sorted."""
    found = sorted(addresses)
    if len(found) > _LIMIT:
        raise ValueError(f"a sitemap holds {_LIMIT} addresses, the portal has {len(found)}")
    lines = (f"<url><loc>{escape(root + address)}</loc></url>\n" for address in found)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{''.join(lines)}</urlset>\n".encode()


def compressed(data: bytes) -> bytes:
    """gzip without the time of packing."""
    return gzip.compress(data, mtime=0)
