"""Time as officials read it: that of Moscow, which needs no database of zones and has had no summer time since 2014."""

from datetime import datetime, timedelta, timezone

MOSCOW = timezone(timedelta(hours=3), "МСК")


def minute(moment: datetime) -> str:
    """23.11.2026 03:21 МСК; at the edge of the calendar the moment as it is written."""
    try:
        shown, zone = moment.astimezone(MOSCOW), "МСК"
    except OverflowError:
        shown, zone = moment, "UTC"
    # strftime would drop zeros of early years.
    return f"{shown.day:02}.{shown.month:02}.{shown.year:04} {shown.hour:02}:{shown.minute:02} {zone}"


def day(moment: datetime) -> str:
    """The day of a moment in Moscow."""
    return minute(moment).partition(" ")[0]
