"""The course of one probe: what it is doing now and how long each phase took, known even when it is cut short."""

from time import perf_counter
from types import TracebackType

# The step after everything has come: what is late from here on, this machine is.
OWN = "own"


class Trial:
    """Phases of one probe in milliseconds; the same phase met again, after a redirect say, adds up."""

    __slots__ = ("began", "deadline", "phases", "silence", "step")

    def __init__(self, deadline: float = 10.0) -> None:
        self.began = perf_counter()
        self.deadline = deadline
        self.phases: dict[str, float] = {}
        self.step = ""
        # The cause when the time runs out after the request was sent.
        self.silence = "timeout"

    def phase(self, name: str) -> "Phase":
        """Time what happens inside `with`."""
        return Phase(self, name)

    def left(self) -> float:
        """Seconds that remain."""
        return max(0.0, self.deadline - self.elapsed())

    def elapsed(self) -> float:
        """Seconds since the probe began."""
        return perf_counter() - self.began


class Phase:
    """One phase under way; cut short it counts up to the cut."""

    __slots__ = ("began", "name", "trial")

    def __init__(self, trial: Trial, name: str) -> None:
        self.trial = trial
        self.name = name

    def __enter__(self) -> None:
        self.trial.step = self.name
        self.began = perf_counter()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        phases = self.trial.phases
        phases[self.name] = phases.get(self.name, 0.0) + (perf_counter() - self.began) * 1_000
