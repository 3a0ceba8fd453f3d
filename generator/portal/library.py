"""The library that narrows and orders lists in the reader's browser (DataTables).

It comes from the installed package `itables`, whose wheel the lock file pins by hash, so a portal is built without any
other source of scripts. The package ships a module of ECMAScript, which browsers refuse in a page opened from a
folder: it is made into a plain script here, nothing else in it changes.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, distribution

PACKAGE = "itables"
SCRIPT = "itables/html/dt_bundle.js"
_LICENCE = "dist-info/licenses/LICENSE"
_EXPORTS = re.compile(r"export\s*\{([^}]*)\};?")
_DEFAULT = re.compile(r"([\w$]+) as default\b")


class LibraryError(Exception):
    """The installed package is not the one that the portal was made for."""


@dataclass(frozen=True, slots=True)
class Library:
    """The script under a name that changes with its bytes, and its licence beside it."""

    script: bytes
    licence: bytes

    @property
    def address(self) -> str:
        return f"assets/datatables.{hashlib.sha256(self.script).hexdigest()[:12]}.js"

    @property
    def integrity(self) -> str:
        """What a browser compares the script with (Subresource Integrity)."""
        return f"sha384-{base64.b64encode(hashlib.sha384(self.script).digest()).decode()}"

    @property
    def files(self) -> Iterator[tuple[str, bytes]]:
        """What the portal gives out."""
        yield self.address, self.script
        yield "assets/datatables.LICENSE.txt", self.licence


@cache
def library() -> Library:
    """The library as it is installed."""
    package = distribution(PACKAGE)
    return Library(plain_script(taken(package, SCRIPT).decode()).encode(), taken(package, _LICENCE))


def plain_script(module: str) -> str:
    """A module as a script that leaves its default export as `DataTable`."""
    exports = list(_EXPORTS.finditer(module))
    default = _DEFAULT.search(exports[0][1]) if len(exports) == 1 else None
    if default is None:
        raise LibraryError(f"{PACKAGE}: {SCRIPT} has no default export any more")
    before, after = module[: exports[0].start()], module[exports[0].end() :]
    return f'(()=>{{"use strict";{before}window.DataTable={default[1]};{after}\n}})();\n'


def taken(package: Distribution, name: str) -> bytes:
    """A file of a package, by the end of its path, equal to the hash that its wheel came with."""
    found = next((one for one in package.files or () if str(one).endswith(name)), None)
    if found is None or found.hash is None:
        raise LibraryError(f"{PACKAGE}: there is no {name}")
    data = found.read_binary()
    digest = base64.urlsafe_b64encode(hashlib.new(found.hash.mode, data).digest()).decode().rstrip("=")
    if digest != found.hash.value:
        raise LibraryError(f"{PACKAGE}: {name} was changed after the installation; `make setup` installs it anew")
    return data
