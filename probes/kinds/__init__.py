"""Kinds of probes, one protocol a module; `run` gives every one of them its deadline."""

from collections.abc import Awaitable, Callable
from functools import cache
from importlib import import_module

from probes.model.check import KINDS as NAMES
from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.reach.reach import Reach

Probe = Callable[[Check, Reach], Awaitable[Outcome]]

# A kind is imported when it is first needed: a sweep of HTTP need not load what reads certificates.
KINDS = {name: f"probes.kinds.{name}" for name in NAMES}


@cache
def probe_of(kind: str) -> Probe:
    """The probe of a kind: `async def probe(check, reach)` of its module."""
    probe: Probe = import_module(KINDS[kind]).probe
    return probe
