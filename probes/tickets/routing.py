"""Whose business an incident is: SMEV support's, CITTU's duty contact's, or nobody's to be woken for (п. 30)."""

from typing import Literal

from probes.model.check import Target, Window
from probes.model.incident import Incident
from probes.model.verdict import Purpose, Side, Verdict

Addressee = Literal["support", "duty"]

_OWN = {Purpose.OWN_COMPONENT, Purpose.SIGNATURE_EXPIRY}


def addressee(incident: Incident) -> Addressee | None:
    """Counterparties' services and SMEV go to support; own components, signatures and own faults to the duty contact.

    Announced works, what only answers slowly, and what is explained by a bus that is down go to nobody.
    """
    if not incident.own or not (incident.verdict is Verdict.DOWN or _OWN & set(incident.purposes)):
        return None
    return whose(incident)


def whose(incident: Incident) -> Addressee:
    """Whose business it is, whether or not it is worth a letter."""
    return "duty" if _OWN & set(incident.purposes) or incident.side is Side.CONSUMER else "support"


def due(incident: Incident, patience: int, measured: int) -> bool:
    """Whether it has lasted long enough to write about; one that passed before that is only listed."""
    since = incident.start if incident.alone_since is None else incident.alone_since
    return (incident.end if incident.end is not None else measured) - since >= patience


def silenced(target: Target, now: int) -> str | None:
    """The reason of the silence that holds for a target at a moment."""
    return next((one.reason for one in target.silences if _holds(one, now)), None)


def _holds(window: Window, now: int) -> bool:
    return window.start.timestamp() <= now < window.end.timestamp()
