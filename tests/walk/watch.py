"""A watch over the small world on loopback: real sweeps at told moments, the real command line at the same ones.

Nothing waits: minutes are told. Whoever is swept is a simulator in a network of the test's own.
"""

import asyncio
import json
import re
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import cached_property
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from generator.cli import main
from generator.monitoring.plan import plan
from generator.reading.content import load
from probes.journal import Journal
from probes.model.check import Target
from probes.model.measurement import Measurement
from probes.reach.policy import AddressPolicy
from probes.reach.reach import Reach
from probes.sweep.run import sweep
from tests.content.test_small_world import assembled
from tests.probes.simulator.stage import Background
from tests.probes.tickets.postman import Postman
from tests.walk.inventory import TARGETS

START = datetime(2026, 6, 15, 6, tzinfo=UTC)
SUPPORT, DUTY = "support@smev.example", "smena@fts.example"


def at(minute: int) -> datetime:
    """A moment of the story."""
    return START + timedelta(minutes=minute)


@dataclass
class Watch:
    """A root with content, its journal, what is swept, and the hand on the keyboard."""

    root: Path
    network: IPv4Network
    simulator: Background

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The plan of the content."""
        return plan(load(self.root).content)

    @property
    def data(self) -> Path:
        """Where the machine keeps what it found."""
        return self.root / ".data"

    def journal(self, minute: int) -> Journal:
        """The journal as of a minute."""
        return Journal.open(str(self.data / "journal"), now=lambda: at(minute))

    def sweep(self, *minutes: int) -> list[Measurement]:
        """Sweeps at these minutes; the rows of the last."""
        rows: list[Measurement] = []
        for minute in minutes:
            reach = Reach.make(policy=AddressPolicy((self.network,)), root=self.root, data=self.data, now=at(minute))
            rows = asyncio.run(sweep(self.targets, reach, moment=at(minute), vantage="default", deadline=60))
            self.journal(minute).append(rows, runner="default", started=at(minute), simulated=True)
        return rows

    def run(self, minute: int, *args: str) -> Result:
        """A command as typed at a minute."""
        return CliRunner().invoke(main, self.typed(minute, *args))

    def typed(self, minute: int, *args: str) -> list[str]:
        """The words of a command."""
        return [*args, "--root", str(self.root), "--today", f"{at(minute):%Y-%m-%dT%H:%MZ}"]

    def done(self, minute: int, *args: str, code: int = 0) -> str:
        """The data of a command that must end so."""
        result = self.run(minute, *args)
        assert result.exit_code == code, f"tkmv {' '.join(args)}: {result.exit_code}\n{result.output}"
        return result.stdout

    def incidents(self, minute: int, *args: str) -> list[dict[str, Any]]:
        """What `tkmv incidents` tells."""
        found: list[dict[str, Any]] = json.loads(
            self.done(minute, "incidents", "--exit-zero", "--format", "json", *args)
        )
        return found

    def due(self, minute: int) -> list[str]:
        """Message-IDs of the dry run."""
        return re.findall(r"^Message-ID: (.+)$", self.done(minute, "tickets"), re.MULTILINE)

    @property
    def facts(self) -> bytes:
        """The machine's file of incidents."""
        return (self.data / "incidents.json").read_bytes()


@dataclass
class Mailbox:
    """What the mail server took, a delivery at a time."""

    man: Postman
    seen: int = 0

    def new(self) -> list[EmailMessage]:
        """Letters since the last look."""
        fresh, self.seen = self.man.messages[self.seen :], len(self.man.messages)
        return fresh


def told(one: EmailMessage) -> tuple[str, str]:
    """To whom and about what, the essence of a letter."""
    return str(one["To"]), str(one["Subject"])


def text(one: EmailMessage) -> str:
    """What a letter says."""
    return str(one.get_content())


def furnished(root: Path, network: IPv4Network) -> Path:
    """The small world with the inventory of the walk, moved into a network."""
    assembled(root)
    monitoring = root / "content/monitoring"
    shutil.rmtree(monitoring / "targets")
    shutil.rmtree(monitoring / "incidents")
    (monitoring / "targets").mkdir()
    for ident, text in TARGETS.items():
        (monitoring / f"targets/{ident}.yml").write_text(f"id: {ident}\n{text}", "utf-8")
    (monitoring / "certificates/adapter.cer").rename(monitoring / "certificates/signature.cer")
    prefix = str(network.network_address).removesuffix("0.0")
    for file in (*monitoring.glob("*.yml"), *monitoring.glob("targets/*.yml")):
        file.write_text(file.read_text("utf-8").replace("127.151.", prefix), "utf-8")
    return root


def edited(watch: Watch, ident: str, text: str) -> Watch:
    """The same watch after somebody added lines to the file of a target."""
    file = watch.root / f"content/monitoring/targets/{ident}.yml"
    file.write_text(file.read_text("utf-8") + text, "utf-8")
    return replace(watch)
