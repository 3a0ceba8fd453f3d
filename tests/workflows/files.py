"""Workflow files as data: every scalar as text, `on` as it is written."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "workflows"
Tree = dict[str, Any]


def parsed(text: str) -> Tree:
    """A workflow without YAML's own ideas of what `on` and `false` mean."""
    tree = yaml.load(text, yaml.CBaseLoader)
    assert isinstance(tree, dict)
    return tree


def workflow(name: str) -> Tree:
    """A workflow of the project."""
    return parsed((FOLDER / f"{name}.yml").read_text("utf-8"))
