"""Charts as shapes for inline SVG: days as columns of five states, latency as lines. Numbers only, no markup."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from generator.monitoring.picture import DayCount, DayLatency
from generator.portal.monitoring.words import STATES

STEP = 8  # from a day to the next
GAP = 1
WIDTH = STEP - GAP
HEIGHT = 32


@dataclass(frozen=True, slots=True)
class Bar:
    """What a day spent in one state; "none" where nothing was expected of it."""

    state: str
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """Days side by side."""

    bars: tuple[Bar, ...]
    width: int
    height: int = HEIGHT

    @property
    def paths(self) -> tuple[tuple[str, str], ...]:
        """The rectangles of each state as one path: a tenth of the markup."""
        drawn: dict[str, str] = {}
        for one in self.bars:
            if one.state != "none":
                box = f"M{one.x} {one.y:g}h{WIDTH}v{one.height:g}h-{WIDTH}z"
                drawn[one.state] = drawn.get(one.state, "") + box
        return tuple(drawn.items())


def strip(days: Sequence[DayCount], number: int) -> Strip:
    """The strip of so many days, the oldest first; days before the first one that is known are left blank."""
    return Strip(tuple(_bars(_padded(days, number))) if days else (), number * STEP - GAP)


def _padded(days: Sequence[DayCount], number: int) -> Sequence[DayCount]:
    missing = max(number - len(days), 0)
    return [*(DayCount(days[0].day - timedelta(days=back)) for back in range(missing, 0, -1)), *days[-number:]]


def _bars(days: Sequence[DayCount]) -> Iterator[Bar]:
    for at, day in enumerate(days):
        yield from _column(day, at) if day.expected else (Bar("none", at * STEP, 0, HEIGHT),)


def _column(day: DayCount, at: int) -> Iterator[Bar]:
    """The states of a day stacked, the worst at the bottom; a fault that happened at all is at least a line high."""
    parts = [(state, int(getattr(day, state))) for state in STATES if getattr(day, state)]
    heights = [max(number / day.expected * HEIGHT, 0.0 if state == "missing" else 3.0) for state, number in parts]
    shrink = HEIGHT / sum(heights)
    y = 0.0
    for (state, _), height in zip(parts, heights, strict=True):
        yield Bar(state, at * STEP, round(y, 1), round(height * shrink, 1))
        y += height * shrink


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of one percentile; several pieces where days are missing."""

    name: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Latency:
    """Lines over days, the scale and where its marks stand."""

    curves: tuple[Curve, ...]
    top: int
    marks: tuple[tuple[int, float], ...]
    width: int
    height: int


LATENCY_HEIGHT = 96


def latency(days: Sequence[DayCount], found: Sequence[DayLatency], number: int) -> Latency | None:
    """Percentiles over the same days as the strip; None where nothing was measured."""
    if not found or not days:
        return None
    days = _padded(days, number)
    top = _round_up(max(one.p99 for one in found))
    by_day = {one.day: one for one in found}
    spots = [(at * STEP + (STEP - GAP) / 2, by_day.get(day.day)) for at, day in enumerate(days)]
    curves = tuple(
        Curve(name, tuple(_pieces([(x, getattr(one, name) if one else None) for x, one in spots], top)))
        for name in ("p50", "p95", "p99")
    )
    marks = tuple((top * part // 2, round(LATENCY_HEIGHT * (1 - part / 2), 1)) for part in (0, 1, 2))
    return Latency(curves, top, marks, number * STEP - GAP, LATENCY_HEIGHT)


def _pieces(spots: Sequence[tuple[float, int | None]], top: int) -> Iterator[str]:
    piece: list[str] = []
    for x, value in [*spots, (0.0, None)]:
        if value is not None:
            piece.append(f"{x:g},{round(LATENCY_HEIGHT * (1 - value / top), 1):g}")
        elif piece:
            # A single day is a line of its own, as wide as the day.
            if len(piece) == 1:
                first, _, y = piece[0].partition(",")
                piece = [f"{float(first) - 2:g},{y}", f"{float(first) + 2:g},{y}"]
            yield " ".join(piece)
            piece = []


def _round_up(value: int) -> int:
    """The next of 10, 20, 50, 100, 200, 500 … milliseconds."""
    unit = 10
    while True:
        for factor in (1, 2, 5):
            if value <= unit * factor:
                return unit * factor
        unit *= 10
