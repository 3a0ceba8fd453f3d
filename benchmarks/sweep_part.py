"""A sweep in an interpreter of its own for `bench_sweep.py`: a job as JSON in, what it took as JSON out."""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.sweep_field import NAME, cpu_of
from probes.kinds.run import run
from probes.model.check import Check, Target
from probes.model.verdict import Purpose, Side, Verdict
from probes.reach.policy import AddressPolicy
from probes.reach.reach import Reach
from probes.sweep.helper import helpers
from probes.sweep.run import sweep
from probes.sweep.warm import needs


async def swept(
    urls: Sequence[str], others: Sequence[str], folder: str, processes: int, deadline: float
) -> dict[str, float]:
    """Probes one after the other, a sweep that starts its helper, a sweep that has it at hand; memory of all."""
    get = partial(Check, "get", "http", Purpose.SERVICE_AVAILABILITY, deadline=deadline)
    checks = [*(get(url, server_name=NAME, trust="field.pem") for url in urls), *map(get, others)]
    plan = [Target(f"service-{at}", "", Side.SUPPLIER, (one,)) for at, one in enumerate(checks)]
    now, place = datetime.now(UTC), Path(folder)
    make = partial(Reach.make, policy=AddressPolicy((ip_network("127.0.0.0/8"),)), root=place, data=place, now=now)
    reach = make()
    alone = median([(await run(one, reach)).elapsed for one in checks[:100]])
    times = [time.perf_counter()]
    async with helpers(processes - 1) as lanes:
        own = ("self", *(str(lane.process.pid) for lane in lanes))
        for _ in range(1 if others else 2):
            cpu = sum(map(cpu_of, own))
            for lane in lanes:
                lane.begin(make, needs(checks))
            rows = await sweep(plan, make(), moment=now, vantage="bench", deadline=60.0, others=lanes)
            times.append(time.perf_counter())
            cpu = sum(map(cpu_of, own)) - cpu
        held = sum(map(_held, own))
    good = {row.verdict for row in rows if int(row.target[8:]) < len(urls)}
    if good != {Verdict.UP}:
        raise SystemExit(f"not every good endpoint was found up: {good}")
    return {
        "wall": times[-1] - times[-2],
        "cpu": cpu,
        "with_start": times[1] - times[0],
        "latency_ms": median(row.milliseconds for row in rows),
        "alone_ms": alone * 1000,
        "mib": held,
        "up": sum(row.verdict is Verdict.UP for row in rows),
        "down": sum(row.verdict is Verdict.DOWN for row in rows),
    }


def _held(process: str) -> float:
    """The largest resident set of a process so far, in MiB."""
    return int(Path(f"/proc/{process}/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    print(json.dumps(asyncio.run(swept(*json.load(sys.stdin)))))
