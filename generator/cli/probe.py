"""`tkmv probe`: sweeps into the journal, or one check by hand."""

import re
from importlib import import_module
from ipaddress import IPv4Network, IPv6Network, ip_network

import click

from generator.cli.journal_place import JournalName
from generator.cli.tool import Command

KINDS = ("dns", "tcp", "tls", "http", "wsdl", "soap", "prometheus", "heartbeat", "certificate", "reported")
BY_HAND = {
    "allow": "--allow",
    "deadline": "--deadline",
    "server_name": "--server-name",
    "trust": "--trust",
    "contains": "--contains",
    "status": "--status",
    "assertions": "--assert",
    "namespaces": "--namespace",
    "request": "--request",
    "action": "--action",
    "contract": "--contract",
    "query": "--query",
    "low": "--low",
    "high": "--high",
    "slow_ms": "--slow-ms",
    "nameservers": "--nameserver",
}
OF_SWEEPS = {
    "targets": "--target",
    "journal": "--journal",
    "rounds": "--rounds",
    "every": "--every",
    "shard": "--shard",
    "vantage": "--vantage",
    "form": "--format",
}


class NetworkName(click.ParamType[IPv4Network | IPv6Network]):
    """`10.0.0.0/8`, or one address."""

    name = "network"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> IPv4Network | IPv6Network:
        try:
            return ip_network(str(value))
        except ValueError:
            self.fail(f"{value!r}: нужна сеть вида 10.0.0.0/8 или адрес", param, ctx)


class Digest(click.ParamType[str]):
    """SHA-256 in lower-case hexadecimal digits."""

    name = "digest"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value).lower()
        if not re.fullmatch(r"[0-9a-f]{64}", text):
            self.fail(f"{value!r}: нужна контрольная сумма SHA-256, 64 шестнадцатеричные цифры", param, ctx)
        return text


class Share(click.ParamType[tuple[int, int]]):
    """`I/N`: the I-th of N parts."""

    name = "shard"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        match = re.fullmatch(r"(\d{1,4})/(\d{1,4})", str(value))
        if match is None or not 1 <= int(match[1]) <= int(match[2]):
            self.fail(f"{value!r}: нужна часть вида 1/4", param, ctx)
        return int(match[1]), int(match[2])


@click.command(
    cls=Command,
    examples=[
        "tkmv probe --journal .data/journal --rounds 12 --every 300",
        "tkmv probe --url http://127.0.0.1:8080/ws?wsdl --kind wsdl --allow 127.0.0.1 --deadline 5",
        "tkmv probe --url tls://10.1.2.3:443 --kind tls --allow 10.1.0.0/16 --server-name portal.example",
    ],
)
@click.option("--target", "targets", multiple=True, metavar="ID", help="Only this target; may be repeated.")
@click.option(
    "--journal",
    type=JournalName(),
    metavar="URL",
    help="Journal to append to: a folder or an address like s3://bucket/prefix.",
)
@click.option("--rounds", type=click.IntRange(1), metavar="N", help="So many sweeps (default: 1).")
@click.option("--every", type=click.FloatRange(0, min_open=True), metavar="S", help="Seconds from sweep to sweep.")
@click.option("--shard", type=Share(), metavar="I/N", help="Only the I-th of N parts of the targets.")
@click.option("--vantage", metavar="NAME", help="Name of the point of observation.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), help="Summary: text, or a line of JSON for each sweep."
)
@click.option("--url", metavar="URL", help="One check by hand: its address.")
@click.option("--kind", type=click.Choice(KINDS), help="One check by hand: its kind.")
@click.option("--allow", type=NetworkName(), multiple=True, metavar="CIDR", help="Network that may be probed.")
@click.option(
    "--deadline",
    type=click.FloatRange(0, 600, min_open=True),
    metavar="S",
    help="Seconds for --url (10) or a sweep (240, or --every).",
)
@click.option("--server-name", metavar="NAME", help="Name for TLS and HTTP when it is not the host of the address.")
@click.option("--trust", metavar="FILE", help="Certificates of own authorities (PEM).")
@click.option("--contains", metavar="TEXT", help="http: words that the answer must hold.")
@click.option("--status", type=int, multiple=True, metavar="CODE", help="http: a status that is right (default: 200).")
@click.option("--assert", "assertions", multiple=True, metavar="XPATH[=TEXT]", help="soap: what the answer must hold.")
@click.option("--namespace", "namespaces", multiple=True, metavar="PREFIX=URI", help="soap: a prefix of --assert.")
@click.option("--request", metavar="FILE", help="soap: the scripted example to send (default: an empty envelope).")
@click.option("--action", metavar="URI", help="soap: the SOAPAction.")
@click.option(
    "--contract",
    type=Digest(),
    metavar="SHA256",
    help="wsdl: digest of the agreed contract; without one the evidence tells it.",
)
@click.option("--query", metavar="PROMQL", help="prometheus: the query.")
@click.option("--low", type=float, metavar="VALUE", help="prometheus: the least value that is right.")
@click.option("--high", type=float, metavar="VALUE", help="prometheus: the greatest value that is right.")
@click.option("--slow-ms", type=click.IntRange(1), metavar="MS", help="Slower answers are degraded.")
@click.option("--nameserver", "nameservers", multiple=True, metavar="ADDRESS[:PORT]", help="DNS server to ask.")
@click.option("--exit-zero", is_flag=True, help="Sweeps: exit code 0 though something is down, for jobs that go on.")
def probe(url: str | None, kind: str | None, exit_zero: bool, **given: object) -> int:
    """Probe what the content names, or one address by hand.

    Without --url: one sweep or several over content/monitoring/targets, appended to the journal (.data/journal), with
    a summary. A sweep measures what is due: a check once in each slot of its period. What the journal does not take
    is kept in .data/spool/ and delivered by the next run. Exit code 0 when everything measured is well; 1 when
    something is down or degraded, nothing could be measured, the content is at fault or the journal out of reach.

    With --url and --kind: one check, nothing recorded. JSON on standard output: verdict (up, degraded, down,
    not_measured), cause, phases in milliseconds, evidence, elapsed_s. Exit code 0 when up, 1 when not, 2 when the
    address is not allowed: only networks named by --allow are reached, and never those of links and metadata services.
    """
    context = click.get_current_context()
    foreign = OF_SWEEPS if url is not None else BY_HAND.keys() - {"deadline"}
    for name in foreign:
        if given[name] not in (None, ()):
            flag = (OF_SWEEPS | BY_HAND)[name]
            without = "вместе с --url не действует" if url is not None else "действует только вместе с --url"
            raise click.UsageError(f"{flag} {without}", context)
    if url is None:
        if kind is not None:
            raise click.UsageError("--kind действует только вместе с --url", context)
        # Each form is imported when it is called.
        code: int = import_module("generator.cli.probe_sweep").run_sweeps(
            **{name: given[name] for name in (*OF_SWEEPS, "deadline")}, exit_zero=exit_zero
        )
        return code
    if kind is None:
        raise click.UsageError("вместе с --url нужен --kind", context)
    from generator.cli.probe_url import probe_url

    return probe_url(url, kind, {name: given[name] for name in BY_HAND})
