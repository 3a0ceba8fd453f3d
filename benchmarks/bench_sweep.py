"""A sweep of 1,000 HTTPS endpoints beside blackbox_exporter and httpx, all against one nginx; hostile endpoints.

Each check is one fresh verified handshake. Ways take turns; a line shows the medians of its runs, the exporter's best
concurrency is the base. `python benchmarks/bench_sweep.py [--endpoints N] [--turns N]`.
"""

import argparse
import asyncio
import json
import os
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.sweep_field import HOSTILE, NAME, NETWORK, Exporter, Field, cpu_of, exported, exporter, field, hostile  # noqa: E402

INVENTORY = """\
id: service-{at}
name: Сервис {at}
kind: service
side: supplier
owner: fns
since: 2026-09-01
checks:
  - {{id: get, kind: http, purpose: service_availability, url: '{url}', server_name: {name}, trust: field.pem}}
"""
Told = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to sweep the field and what its runs told."""

    name: str
    run: Callable[[], Told]
    peer: bool = False


def main() -> None:
    """Command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--endpoints", type=int, default=1_000)
    parser.add_argument("--turns", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with field(folder, given.endpoints) as made, exporter(folder) as peer:
            compare(made, peer, given.turns)
        with field(folder, 150) as made, hostile(50) as addresses:
            among_the_hostile(made, addresses)


def compare(made: Field, peer: Exporter, turns: int) -> None:
    """All ways in turn, so that a busy minute of the machine falls on all of them."""
    ways = [
        *(Way(f"blackbox_exporter, {n} at once", partial(by_exporter, made, peer, n), peer=True) for n in (100, 20, 8)),
        Way("httpx, one process, 20 at once", partial(by_httpx, made, 20)),
        Way("sweep, one process", partial(by_sweep, made, 1)),
        Way("sweep, two processes", partial(by_sweep, made, 2)),
        Way("tkmv probe, the whole command", partial(by_command, made)),
    ]
    runs: list[dict[str, Told]] = []
    for _ in range(turns):
        runs.append({way.name: way.run() for way in ways})
    least = [min(run[way.name]["wall"] for way in ways if way.peer) for run in runs]
    print(f"{len(made.urls)} endpoints, medians of {turns}; the ratio is to the exporter's best of the same turn:")
    for way in ways:
        told = {key: median(run[way.name][key] for run in runs) for key in runs[0][way.name]}
        ratio = median(run[way.name]["wall"] / best for run, best in zip(runs, least, strict=True))
        extra = "".join(f"  {key} {value:.{2 if value < 10 else 0}f}" for key, value in told.items() if key != "wall")
        print(f"{way.name:32} {told['wall']:6.2f} s {ratio:6.2f} {extra}")


def by_exporter(made: Field, peer: Exporter, at_once: int) -> Told:
    """One pass of blackbox_exporter; its own CPU, without that of who asks it."""
    started, cpu = time.perf_counter(), cpu_of(peer.pid)
    seconds = asyncio.run(exported(made, peer.port, at_once))
    wall = time.perf_counter() - started
    return {"wall": wall, "cpu": cpu_of(peer.pid) - cpu, "latency_ms": 1000 * median(seconds)}


def by_httpx(made: Field, at_once: int) -> Told:
    """One pass of httpx: one client, a new connection each time."""
    import httpx

    context = ssl.create_default_context(cafile=str(made.folder / "field.pem"))
    left, seconds = iter(made.urls), []

    async def follow(client: httpx.AsyncClient) -> None:
        for url in left:
            began = time.perf_counter()
            answer = await client.get(url, extensions={"sni_hostname": NAME}, headers={"Host": NAME})
            answer.raise_for_status()
            seconds.append(time.perf_counter() - began)

    async def all_of_them() -> None:
        limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=0)
        async with httpx.AsyncClient(verify=context, trust_env=False, limits=limits) as client:
            await asyncio.gather(*(follow(client) for _ in range(at_once)))

    started, cpu = time.perf_counter(), time.process_time()
    asyncio.run(all_of_them())
    wall = time.perf_counter() - started
    return {"wall": wall, "cpu": time.process_time() - cpu, "latency_ms": 1000 * median(seconds)}


def by_sweep(made: Field, processes: int, *others: str, deadline: float = 10.0) -> Told:
    """A sweep in a fresh interpreter."""
    job = json.dumps([[*made.urls], [*others], str(made.folder), processes, deadline])
    command = [sys.executable, str(ROOT / "benchmarks" / "sweep_part.py")]
    done = subprocess.run(command, input=job, stdout=subprocess.PIPE, check=True, text=True)
    told: Told = json.loads(done.stdout)
    return told


def by_command(made: Field) -> Told:
    """Interpreter, content, sweep, journal, summary; memory of both processes together is at most twice the larger."""
    root = made.folder / "root"
    (root / "content/monitoring/targets").mkdir(parents=True, exist_ok=True)
    (root / "content/monitoring/trust").mkdir(exist_ok=True)
    (root / "content/monitoring/trust/field.pem").write_bytes((made.folder / "field.pem").read_bytes())
    (root / "content/monitoring/networks.yml").write_text(
        f"networks:\n  - {{network: {NETWORK}, reason: Поле, approved: {{party: cittu}}}}\n", "utf-8"
    )
    for at, url in enumerate(made.urls):
        text = INVENTORY.format(at=at, url=url, name=NAME)
        (root / f"content/monitoring/targets/service-{at}.yml").write_text(text, "utf-8")
    command = [str(Path(sys.executable).parent / "tkmv"), "probe", "--root", str(root), "--format", "json"]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None
        counts = json.loads(child.stdout.read())["counts"]
        _, _, used = os.wait4(child.pid, 0)
        child.returncode = 0
    wall = time.perf_counter() - started
    if counts["up"] != len(made.urls):
        raise SystemExit(f"not every endpoint was found up: {counts}")
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "mib_of_the_larger": used.ru_maxrss / 1024}


def among_the_hostile(made: Field, addresses: Sequence[str]) -> None:
    """The verdicts of the good and the time, with hostile neighbours and without."""
    deadline = 3.0
    print(f"\n{len(addresses)} hostile endpoints ({', '.join(HOSTILE)}) among {len(made.urls)}, deadline {deadline} s:")
    for name, others in (("alone", ()), ("among them", addresses)):
        told = by_sweep(made, 2, *others, deadline=deadline)
        print(f"{name:12} {told['wall']:6.2f} s, {told['up']:.0f} of {len(made.urls)} up, {told['down']:.0f} down")


if __name__ == "__main__":
    main()
