"""The state in the text format of Prometheus, for those who keep their own monitoring."""

from collections.abc import Iterator

from generator.portal.monitoring.sight import Sight
from probes.model.verdict import Verdict

METRICS_FILE = "metrics/status.prom"
_VALUES = {Verdict.UP: "1", Verdict.DEGRADED: "0.5", Verdict.DOWN: "0"}


def metrics(sight: Sight) -> bytes:
    """Gauges of checks; what is unknown has no value, so that no rule takes it for health."""
    return "\n".join([*_lines(sight), ""]).encode()


def _lines(sight: Sight) -> Iterator[str]:
    picture = sight.picture
    yield "# HELP tkmv_last_run_timestamp_seconds Start of the last run."
    yield "# TYPE tkmv_last_run_timestamp_seconds gauge"
    if picture and picture.at:
        yield f"tkmv_last_run_timestamp_seconds {int(picture.at.timestamp())}"
    yield "# HELP tkmv_check_state Verdict of a check: 1 up, 0.5 degraded, 0 down; absent when not known."
    yield "# TYPE tkmv_check_state gauge"
    latencies = []
    for state in sight.states.values():
        for one in state.checks:
            told = {"target": state.target.id, "check": one.check.id, "purpose": str(one.check.purpose)}
            labels = ",".join(f'{name}="{value}"' for name, value in told.items())
            if one.verdict in _VALUES:
                yield f"tkmv_check_state{{{labels}}} {_VALUES[one.verdict]}"
            if one.milliseconds is not None and one.verdict in _VALUES:
                latencies.append(f"tkmv_check_seconds{{{labels}}} {one.milliseconds / 1000:g}")
    yield "# HELP tkmv_check_seconds How long the last check took."
    yield "# TYPE tkmv_check_seconds gauge"
    yield from latencies
    yield "# HELP tkmv_incidents_open Incidents that last."
    yield "# TYPE tkmv_incidents_open gauge"
    if picture and picture.at:
        yield f"tkmv_incidents_open {len(picture.open)}"
