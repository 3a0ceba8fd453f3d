"""What a measurement says, what for it is made (п. 29) and on whose side a fault arises (п. 26)."""

from enum import StrEnum


class Verdict(StrEnum):
    """The outcome of one measurement; that nothing could be measured is an outcome of its own, never downtime."""

    UP = "up"
    DEGRADED = "degraded"
    DOWN = "down"
    NOT_MEASURED = "not_measured"


# The order in which one verdict hides another where several are seen as one: down beats degraded.
WORST_FIRST = (Verdict.DOWN, Verdict.DEGRADED, Verdict.UP, Verdict.NOT_MEASURED)


def worst(*verdicts: Verdict) -> Verdict:
    """The verdict of several measurements seen as one; without any, nothing was measured."""
    return min(verdicts, key=WORST_FIRST.index, default=Verdict.NOT_MEASURED)


class Purpose(StrEnum):
    """The five kinds of technical monitoring (п. 29): reachable is not healthy."""

    SMEV_AVAILABILITY = "smev_availability"
    SERVICE_AVAILABILITY = "service_availability"
    SERVICE_HEALTH = "service_health"
    OWN_COMPONENT = "own_component"
    SIGNATURE_EXPIRY = "signature_expiry"


class Side(StrEnum):
    """Where an error arises between supplier, SMEV and consumer (п. 26)."""

    CONSUMER = "consumer"
    SMEV = "smev"
    SUPPLIER = "supplier"
    UNKNOWN = "unknown"
