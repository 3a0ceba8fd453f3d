"""The slots a schedule expects: what was measured and what is missing are told apart by it."""

from datetime import UTC, datetime

from probes.model.check import Check


def expected_slots(check: Check, start: datetime, end: datetime) -> range:
    """Starts of the check's slots within [start, end), bounded by the check's own since and until.

    A slot belongs to the span in which it starts: a check that begins within a slot is expected from the next one.
    """
    first = max(start, check.since) if check.since else start
    last = min(end, check.until) if check.until else end
    return range(_up(first, check.period), max(_up(last, check.period), _up(first, check.period)), check.period)


def _up(moment: datetime, period: int) -> int:
    """The first start of a slot at a moment or after it."""
    return int(-(-moment.astimezone(UTC).timestamp() // period)) * period
