"""The made-up past of a demonstration: days that its journal lacks, so that charts are not empty."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from generator.cli import show
from generator.cli.tool import Refusal
from probes.journal import Journal, JournalError
from probes.model.check import Target
from probes.simulator.history import write_days


def fill(url: str, targets: Sequence[Target], days: int, now: datetime) -> None:
    """Write the last days as far as the journal has no rows of them, and roll up what is over.

    A day follows from its date alone, so a past that is filled in later agrees with one written at once.
    """
    today = now.astimezone(UTC).date()
    try:
        journal = Journal.open(url, now=lambda: now)
        known = set(journal.days())
        wanted = [day for back in range(days, -1, -1) if (day := today - timedelta(days=back)) not in known]
        with show.progress("История демонстрации") as progress:
            for done, day in enumerate(wanted, 1):
                start = datetime.combine(day, time(), UTC)
                write_days(journal, targets, start, min(start + timedelta(days=1), now))
                progress(done, len(wanted))
        journal.roll_up_days(journal.stale(), targets)
    except JournalError as error:
        raise Refusal(str(error)) from None
    if wanted:
        show.note(f"Записана смоделированная история, дней: {len(wanted)} ({url})")
