"""The README names every target of the Makefile, and no target that is not there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_readme_and_makefile_name_the_same_targets() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`make ([a-z]+)", readme) + re.findall(r"^make ([a-z]+)", readme, re.MULTILINE))
    assert {"portal", "test", "help"} <= targets
    assert told == targets
