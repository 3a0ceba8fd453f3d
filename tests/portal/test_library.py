"""The library of lists: the very bytes of the installed package as a plain script, with its licence beside it."""

import base64
import hashlib
import re
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from generator.portal.environment import environment
from generator.portal.library import SCRIPT, LibraryError, library, plain_script, taken
from generator.portal.page import Here

FOLDER = "itables-1.dist-info"
MODULE = "const a=1,b=2;\nexport{a as default,b as other};\n/* licences */\n"


def installed(root: Path, record: str) -> PathDistribution:
    """A package with one script and whatever its record says."""
    (root / FOLDER).mkdir()
    (root / FOLDER / "RECORD").write_text(record, encoding="utf-8")
    script = root / SCRIPT
    script.parent.mkdir(parents=True)
    script.write_text(MODULE, encoding="utf-8")
    return PathDistribution(root / FOLDER)


def recorded(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
    return f"{SCRIPT},sha256={digest},{len(content)}\n"


def test_a_file_is_taken_when_it_equals_what_the_wheel_brought(tmp_path: Path) -> None:
    assert taken(installed(tmp_path, recorded(MODULE.encode())), SCRIPT) == MODULE.encode()


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (recorded(b"other"), "changed after the installation"),
        (f"{SCRIPT},,\n", "there is no"),
        ("other.js,sha256=x,1\n", "there is no"),
    ],
)
def test_any_other_file_is_refused(tmp_path: Path, record: str, told: str) -> None:
    with pytest.raises(LibraryError, match=told):
        taken(installed(tmp_path, record), SCRIPT)


def test_a_module_becomes_a_script_that_keeps_everything_but_its_exports() -> None:
    script = plain_script(MODULE)
    assert script == '(()=>{"use strict";const a=1,b=2;\nwindow.DataTable=a;\n/* licences */\n\n})();\n'


@pytest.mark.parametrize("module", ["const a=1;", "export{a as b};", "export{a as default};export{b as default};"])
def test_a_module_of_another_kind_is_refused(module: str) -> None:
    with pytest.raises(LibraryError, match="no default export"):
        plain_script(module)


def test_the_portal_gives_out_the_library_that_its_pages_ask_for(portal: Path) -> None:
    template = '{% import "parts.html" as parts %}{{ parts.filters(here, ()) }}'
    form = environment().from_string(template).render(here=Here("exchange/cards/"))
    address, integrity = re.findall(r'data-(?:lists|integrity)="([^"]+)"', form)
    script = (portal / "exchange/cards" / address).read_bytes()
    assert integrity == "sha384-" + base64.b64encode(hashlib.sha384(script).digest()).decode()
    assert hashlib.sha256(script).hexdigest()[:12] in address
    assert script == library().script and b"SpryMedia" in script  # whose notice the licence asks to keep
    assert "Permission is hereby granted" in (portal / "assets/datatables.LICENSE.txt").read_text("utf-8")
