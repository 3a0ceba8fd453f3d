"""`tkmv probe` over the inventory: sweeps of what is due, into the journal (п. 25, 29)."""

import asyncio
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from generator.cli import place, show
from generator.cli.probe_summary import Swept, as_json, text, told
from generator.cli.tool import AT_FAULT, WELL, Refusal
from generator.cli.world import World, world
from generator.monitoring.addresses import networks
from generator.monitoring.plan import plan
from probes.model.check import Target
from probes.model.measurement import Measurement
from probes.reach.policy import AddressPolicy
from probes.reach.reach import Reach
from probes.sweep.due import due, of_shard
from probes.sweep.helper import Helper, helpers
from probes.sweep.rounds import rounds
from probes.sweep.run import sweep
from probes.sweep.warm import needs

MONITORING = "content/monitoring/"
JOURNAL = Path(".data", "journal")
DATA = ".data"
NETWORKS = f"{MONITORING}networks.yml"
# A whole sweep ends within so many seconds: before the next slot of a check of five minutes.
DEADLINE_S = 240.0
# So many checks are worth a second process.
MANY = 200
_VANTAGE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True)
class Job:
    """What is swept, from where and how often."""

    targets: tuple[Target, ...]
    only: frozenset[str] | None
    shard: tuple[int, int]
    vantage: str
    rounds: int
    every: float
    deadline: float
    # Takes `now`; pickled for the helper.
    make: Callable[..., Reach]
    simulated: bool

    @property
    def runner(self) -> str:
        """The name under which the journal files the sweeps of this process."""
        number, shards = self.shard
        return self.vantage if shards == 1 else f"{self.vantage}-{number}of{shards}"

    def wanted(self) -> list[Target]:
        """Targets of this process."""
        return of_shard([one for one in self.targets if self.only is None or one.id in self.only], self.shard)


def run_sweeps(
    *,
    targets: Sequence[str],
    journal: str | None,
    rounds: int | None,
    every: float | None,
    shard: tuple[int, int] | None,
    vantage: str | None,
    deadline: float | None,
    form: str | None = None,
    exit_zero: bool = False,
) -> int:
    """Sweep once or in rounds, record and tell; 1 where the measured world, its content or the journal is at fault.

    `exit_zero` forgives all but the journal: a job that goes on to publish what was measured must have it.
    """
    if (rounds or 1) > 1 and every is None:
        raise click.UsageError("--rounds действует вместе с --every", click.get_current_context())
    if every is not None and rounds is None:
        raise click.UsageError("--every действует вместе с --rounds", click.get_current_context())
    name = vantage or ("ci" if os.environ.get("CI") else "default")
    if not _VANTAGE.fullmatch(name):
        raise click.BadParameter(f"'{name}': нужны строчные латинские буквы, цифры, дефис", param_hint="'--vantage'")
    read = world()
    url = journal or str(read.root / JOURNAL)
    faults = _faults(read)
    found = plan(read.loaded.content)
    job = Job(
        targets=found,
        only=_only(targets, found),
        shard=shard or (1, 1),
        vantage=name,
        rounds=rounds or 1,
        every=every or 0.0,
        deadline=deadline or every or DEADLINE_S,
        make=partial(
            Reach.make,
            policy=AddressPolicy(networks(read.loaded.content)),
            root=read.root,
            data=read.root / DATA,
        ),
        simulated=read.loaded.content.site is not None and read.loaded.content.site.demonstration,
    )
    unwell, unrecorded = asyncio.run(_sweeps(job, url, read.root, form or "text"))
    return AT_FAULT if unrecorded or ((faults or unwell) and not exit_zero) else WELL


def _faults(read: World) -> bool:
    """Faults of the inventory are told and what is well in it is measured; without the list of networks nothing is."""
    faults = [one for one in read.errors if one.path.startswith(MONITORING)]
    show.findings(faults)
    if read.loaded.content.networks is None:
        if not any(one.path == NETWORKS for one in faults):
            show.error(f"нет файла {NETWORKS}")
        raise Refusal("без перечня разрешённых сетей проверять ничего нельзя; обход не начат")
    return bool(faults)


def _only(names: Sequence[str], targets: Sequence[Target]) -> frozenset[str] | None:
    known = [one.id for one in targets]
    for name in names:
        if name not in known:
            raise place.unknown("наблюдаемого объекта", name, known)
    return frozenset(names) or None


async def _sweeps(job: Job, url: str, root: Path, form: str) -> tuple[bool, bool]:
    """All rounds; whether any found something unwell, whether anything is left out of the journal."""
    known = {one.id: one for one in job.targets}
    measured: dict[tuple[str, str], int] = {}
    unwell = unrecorded = False
    async with helpers(_helpers(job)) as others:
        from generator.cli.probe_ledger import Ledger

        ledger = Ledger(url, root)
        async for one in rounds(job.rounds, job.every):
            if one.skipped:
                show.note(f"Обход {one.number} из {job.rounds} пропущен: к его началу ещё шёл предыдущий")
                continue
            started = datetime.now(UTC)
            rows = await _swept(job, others, measured, started)
            recorded = None
            if rows:
                recorded = ledger.record(rows, runner=job.runner, started=started, simulated=job.simulated)
            swept = Swept(one.number, job.rounds, started, job.vantage, job.shard, rows, recorded)
            show.out((as_json if form == "json" else text)(swept, known))
            if recorded:
                for line in told(recorded, url):
                    (show.error if recorded.fault else show.note)(line)
            unwell |= swept.unwell
            # A round that reaches the journal delivers what earlier ones had to keep.
            unrecorded = swept.unrecorded if recorded else unrecorded
    return unwell, unrecorded


async def _swept(
    job: Job, others: Sequence[Helper], measured: dict[tuple[str, str], int], started: datetime
) -> list[Measurement]:
    """One sweep; what it measured is not measured again in the same slot."""
    make = partial(job.make, now=started)
    needed = needs(check for target in job.wanted() for check in target.checks)
    for one in others:
        one.begin(make, needed)
    with show.progress("Обход") as progress:
        rows = await sweep(
            job.targets,
            make(),
            moment=started,
            vantage=job.vantage,
            deadline=job.deadline,
            shard=job.shard,
            only=job.only,
            measured=measured,
            others=others,
            done=progress,
        )
    measured.update({(row.target, row.check): row.slot for row in rows})
    return rows


def _helpers(job: Job) -> int:
    """A second process where there is work for it and a processor."""
    return int(len(due(job.wanted(), datetime.now(UTC), {})) >= MANY and (os.cpu_count() or 1) > 1)
