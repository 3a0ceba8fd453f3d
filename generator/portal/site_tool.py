"""Runs the site tool (mkdocs) once, in a process of its own: `python -m generator.portal.site_tool < order.json`."""

import json
import logging
import sys
from dataclasses import asdict, dataclass, field
from typing import Any

from generator.portal.marks import unmarked


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: the configuration, where the site and the shells go, and what the pages say of the portal."""

    config: str
    site: str
    shells: str
    title: str
    description: str
    address: str
    scope: str
    organisation: str
    notice: str
    feedback: str
    terms: dict[str, str] = field(default_factory=dict)


def run(order: Order) -> None:
    """Strict build: a warning of the site tool is an error. Its templates do not escape: the texts come escaped."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    config = load_config(order.config, site_dir=order.site, site_url=order.address, strict=True)
    config.site_name, config.site_description = unmarked(order.title), unmarked(order.description)
    extra: dict[str, Any] = {
        "shells": order.shells,
        "scope": order.scope,
        "terms": order.terms,
        "organisation": unmarked(order.organisation),
        "notice": unmarked(order.notice),
        "feedback": unmarked(order.feedback),
    }
    config.extra |= extra
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


def to_json(order: Order) -> str:
    """The order as the process reads it."""
    return json.dumps(asdict(order), ensure_ascii=False)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    run(Order(**json.load(sys.stdin)))
