"""`tkmv simulate`: SMEV, its suppliers and own components on loopback, as the plan of monitoring knows them."""

import asyncio
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from ipaddress import IPv4Network
from pathlib import Path

import click

from generator.cli import place, show
from generator.cli.journal_place import JournalName
from generator.cli.tool import AT_FAULT, WELL, Command, Refusal
from probes.model.check import Target
from probes.simulator.illness import ILLNESSES, Illness
from probes.simulator.places import Unservable, inside, parts, places
from probes.simulator.scenarios import DEFAULT, SCENARIOS
from probes.simulator.scenes import Act
from probes.simulator.simulator import NETWORK, Busy, Simulator, running

# A shell tells so that a command was ended by a signal.
BY_SIGNAL = 128
# Where the demonstration keeps what was measured of it: never in the journal of real measurements.
DEMO = Path(".data", "demo")
# Taken addresses that are named; the rest is counted.
SHOWN = 3


class LoopbackName(click.ParamType[IPv4Network]):
    """A network of this machine alone: nobody else must meet a SMEV that is none."""

    name = "network"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> IPv4Network:
        try:
            found = IPv4Network(str(value))
        except ValueError:
            self.fail(f"{value!r}: нужна сеть вида 127.151.0.0/16", param, ctx)
        if not found.is_loopback:
            self.fail(f"{value!r}: симулятор работает только на этом узле, в сети 127.0.0.0/8", param, ctx)
        return found


class IllnessName(click.ParamType[Act]):
    """`WHO=ILLNESS`, say `fns-egrul=status 503`."""

    name = "illness"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Act:
        if isinstance(value, Act):
            return value
        who, _, illness = str(value).partition("=")
        try:
            return Act(str(Illness.parse(illness)), who=who)
        except ValueError as error:
            self.fail(f"{value!r}: нужно вида объект=неисправность, список: tkmv simulate --list ({error})", param, ctx)


@click.command(
    cls=Command,
    examples=[
        "tkmv simulate --scenario flapping",
        "tkmv simulate --scenario calm --ill 'fns-egrul=status 503' --for 600",
        "tkmv simulate --sweep --past 90",
        "tkmv simulate -- tkmv probe --rounds 3 --every 60",
    ],
)
@click.option(
    "--scenario", type=click.Choice(list(SCENARIOS)), default=DEFAULT, show_default=True, help="What happens."
)
@click.option(
    "--ill", type=IllnessName(), multiple=True, metavar="WHO=ILLNESS", help="Make a target, or target/check, ill."
)
@click.option("--for", "seconds", type=click.FloatRange(0, min_open=True), metavar="S", help="End after S seconds.")
@click.option("--network", type=LoopbackName(), default=str(NETWORK), show_default=True, help="Addresses to serve.")
@click.option("--sweep", is_flag=True, help="Make one sweep of what is served, then end; scripted faults are no error.")
@click.option(
    "--journal", type=JournalName(), metavar="URL", help="With --sweep: the journal to append to (default: .data/demo)."
)
@click.option("--past", type=click.IntRange(1, 3660), metavar="DAYS", help="With --sweep: first make up so many days.")
@click.option("--list", "listed", is_flag=True, help="List scenarios and illnesses.")
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
def simulate(
    scenario: str,
    ill: tuple[Act, ...],
    seconds: float | None,
    network: IPv4Network,
    sweep: bool,
    journal: str | None,
    past: int | None,
    listed: bool,
    command: tuple[str, ...],
) -> int:
    """Serve SMEV and its suppliers on this machine alone.

    Every target of content/monitoring/targets whose address lies in the network is served so that its checks find what
    they ask for, until the scenario or --ill makes something ill. Heartbeats and reported results are written into
    .data/, and so is the certificate of the simulator's authority.

    With COMMAND: run it while the simulator is up, then end with its exit code. Without: until Ctrl-C (exit code 130),
    or for so many seconds. What listens is told on standard error once everything does.

    --sweep leaves out targets that have an address elsewhere, so that nothing real is met by chance. With --past the
    journal first gets a made-up history of the days that it lacks, marked as simulated.
    """
    if listed:
        show.out(_listing())
        return WELL
    for given, name in ((journal, "--journal"), (past, "--past")):
        if given is not None and not sweep:
            raise click.UsageError(f"{name} действует вместе с --sweep", click.get_current_context())
    if sweep and command:
        raise click.UsageError("--sweep и команда вместе не действуют", click.get_current_context())
    from generator.cli.world import world
    from generator.monitoring.plan import plan

    read = world()
    if read.errors:
        show.findings(read.errors)
        show.note("Часть файлов не прочитана, симулятор работает по остальным")
    targets = plan(read.loaded.content)
    if not _anything(targets, network):
        told = f"в content/monitoring/targets нет проверок с адресами в сети {network}"
        if sweep:
            show.note(f"Симулятору нечего показать: {told}")
            return WELL
        raise Refusal(told)
    if past is not None:
        from generator.cli.simulate_past import fill

        fill(journal or str(read.root / DEMO), inside(targets, network), past, place.moment())
    if sweep:
        command = _sweeping(read.root, journal, inside(targets, network), targets)
    _meant(ill, targets)
    acts = (*SCENARIOS[scenario][1], *ill)
    try:
        code = asyncio.run(_simulate(targets, read.root, network, acts, scenario, seconds, command))
    except Busy as busy:
        raise _busy(busy) from None
    except OSError as error:
        raise Refusal(f"файл {error.filename} не записать: {error.strerror}") from None
    except asyncio.CancelledError:
        return BY_SIGNAL + signal.SIGTERM
    return WELL if sweep and code == AT_FAULT else code


def _anything(targets: Sequence[Target], network: IPv4Network) -> bool:
    """Whether there is anything to serve."""
    try:
        return bool(places(targets, network))
    except Unservable as error:
        raise Refusal(f"по такому плану симулятор работать не может: {error}") from None


def _meant(acts: Sequence[Act], targets: Sequence[Target]) -> None:
    """Whoever is to fall ill must be there."""
    for act in acts:
        if not act.chosen(parts(targets)):
            raise place.unknown("объекта или проверки", act.who, [one.id for one in targets])


def _sweeping(root: Path, journal: str | None, ours: Sequence[Target], targets: Sequence[Target]) -> tuple[str, ...]:
    """The command that probes what asks nobody else; nobody is named where that is everybody."""
    named = [] if len(ours) == len(targets) else [word for one in ours for word in ("--target", one.id)]
    own = ["--root", str(root), "probe", "--journal", journal or str(root / DEMO)]
    return (sys.executable, "-m", "generator", *own, *named)


async def _simulate(
    targets: Sequence[Target],
    root: Path,
    network: IPv4Network,
    acts: Sequence[Act],
    scenario: str,
    seconds: float | None,
    command: Sequence[str],
) -> int:
    """Serve until the command, the time or somebody says that it is enough."""
    moment = datetime.now(UTC)
    async with running(targets, moment=moment, root=root, data=root / ".data", network=network, acts=acts) as simulator:
        for beyond in simulator.beyond():
            show.note(f"Симулятор не сможет ответить так, как ждёт проверка {beyond}")
        task = asyncio.current_task()
        assert task is not None
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        show.note(_ready(simulator, scenario, lasting=not command and seconds is None))
        try:
            async with asyncio.timeout(seconds):
                return await (_run(command) if command else asyncio.Future())
        except TimeoutError:
            return WELL


async def _run(command: Sequence[str]) -> int:
    """Run the command; when it is no longer wanted, end it and wait."""
    try:
        process = await asyncio.create_subprocess_exec(*command)
    except OSError as error:
        raise Refusal(f"команду {command[0]} не запустить: {error.strerror}") from None
    try:
        code = await process.wait()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    return code if code >= 0 else BY_SIGNAL - code


def _busy(busy: Busy) -> Refusal:
    """Which addresses are taken, the first of them by name."""
    lines = [f"адрес {address} занят или недоступен: {error.strerror}" for address, error in busy.taken[:SHOWN]]
    if len(busy.taken) > SHOWN:
        lines.append(f"и ещё адресов: {len(busy.taken) - SHOWN}")
    return Refusal(*lines, "симулятор уже запущен? Завершите его и повторите")


def _ready(simulator: Simulator, scenario: str, *, lasting: bool) -> str:
    hosts = len({place.host for place in simulator.places})
    told = f"Симулятор готов: узлов {hosts}, портов {len(simulator.places)}, сценарий {scenario}"
    return f"{told}. Завершить: Ctrl-C" if lasting else told


def _listing() -> str:
    lines = ["Scenarios:"]
    lines += [f"  {name:<15} {text}" for name, (text, _) in SCENARIOS.items()]
    lines += ["", "Illnesses:"]
    lines += [f"  {f'{name} {value}'.strip():<22} {text}" for name, (value, text) in ILLNESSES.items()]
    return "\n".join(lines) + "\n"
