"""A made-up picture over the small world: something down, something slow, something old, words of strangers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from generator.model.content import Content
from generator.monitoring.picture import (
    CertificateSeen,
    DayCount,
    DayLatency,
    Past,
    Picture,
    Seen,
    TargetState,
)
from generator.monitoring.plan import plan
from generator.portal.monitoring.pages import pages
from generator.portal.monitoring.sight import Sight
from generator.portal.page import Page
from generator.portal.pages import Printer
from generator.portal.site_text import SiteText
from probes.model.incident import Incident
from probes.model.verdict import Purpose, Side, Verdict
from tests.portal.worlds import Tree

AT = datetime(2026, 6, 15, 9, 2, tzinfo=UTC)
NOW = int(AT.timestamp())
TEXT = SiteText(address="https://world.example/")
EVIL = "<script>alert(1)</script> \"' {{ 7 * 7 }} &amp; ]]> javascript:alert(2)"

# Verdict and cause by target and check; what is not named is up.
ILL: Mapping[tuple[str, str], tuple[Verdict | None, str | None]] = {
    ("fns-egrul", "wsdl"): (Verdict.DOWN, "refused"),
    ("fns-egrul", "example"): (Verdict.NOT_MEASURED, "no_route"),
    ("smev3", "wsdl"): (Verdict.DEGRADED, "slow"),
    ("rosreestr-egrn", "wsdl"): (None, None),
}


def incident(name: str, target: str, start: int, end: int | None = None, **more: object) -> Incident:
    """An outage of availability."""
    plain = Incident(
        name, target, Side.SUPPLIER, Verdict.DOWN, (Purpose.SERVICE_AVAILABILITY,), ("wsdl",), (("refused", 3),),
        start, start, end, "open" if end is None else "closed", 3, 1, EVIL,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


INCIDENTS = (
    incident("2026-03-01-0000-smev3", "smev3", NOW - 106 * 86_400, NOW - 106 * 86_400 + 600, side=Side.SMEV),
    incident("2026-06-10-0000-fns-egrul", "fns-egrul", NOW - 5 * 86_400, NOW - 5 * 86_400 + 7_200),
    incident("2026-06-15-0830-fns-egrul", "fns-egrul", NOW - 1_920),
    incident("2026-06-15-0840-smev3", "smev3", NOW - 1_320, planned="Обновление СМЭВ", side=Side.SMEV),
)


def history(number: int = 40) -> tuple[DayCount, ...]:
    """Days up to the day of the picture, an ill one in ten."""
    first = AT.date() - timedelta(days=number - 1)
    days = (first + timedelta(days=at) for at in range(number))
    return tuple(
        DayCount(day, 280, 1, 4, 2, 1) if at % 10 == 3 else DayCount(day, up=288) for at, day in enumerate(days)
    )


def states(content: Content) -> Mapping[str, TargetState]:
    """The last of every check."""
    found = {}
    for target in plan(content):
        checks = []
        for check in target.checks:
            verdict, cause = ILL.get((target.id, check.id), (Verdict.UP, None))
            known = verdict is not None
            evidence = EVIL if verdict is Verdict.DOWN else ""
            checks.append(Seen(check, verdict, cause, NOW - 120 if known else None, 57 if known else None, evidence))
        lasting = next((one.id for one in INCIDENTS if one.end is None and one.target == target.id), None)
        found[target.id] = TargetState(target, tuple(checks), lasting)
    return found


def certificate(file: str, days: int | None, note: str = "") -> CertificateSeen:
    """A certificate that ends in so many days."""
    ends = AT + timedelta(days=days) if days is not None else None
    verdict = Verdict.UP if days is None or days > 60 else Verdict.DOWN if days < 0 else Verdict.DEGRADED
    return CertificateSeen(
        file, f"Компонент {file}", "0A", "ГОСТ Р 34.10-2012 (256 бит)", AT, ends, None, ends, verdict, note, "adapter"
    )


def picture(content: Content, incidents: Sequence[Incident] = INCIDENTS) -> Picture:
    """Everything at one moment."""
    known = states(content)
    latency = tuple(DayLatency(day.day, 40, 90, 400) for day in history())
    past = {
        (target, one.check.id): Past(history(), latency)
        for target, state in known.items()
        for one in state.checks
        if one.verdict is not None
    }
    certificates = (certificate("late.cer", 400), certificate("soon.cer", 20, EVIL), certificate("gone.cer", -3))
    return Picture(AT, 300, False, known, past, incidents, certificates, {"checksum": 2})


def sight(tree: Tree, found: Picture | None) -> Sight:
    """What pages look at."""
    return Sight(tree.survey, found)


def printed(tree: Tree, found: Picture | None) -> dict[str, Page]:
    """Pages of the section by address."""
    return {one.address: one for one in pages(Printer(), sight(tree, found))}
