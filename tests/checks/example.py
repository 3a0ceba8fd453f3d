"""One example for each rule: how the sound world is spoiled, and the finding that must come of it."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.model.finding import Place
from tests.checks.build import World

EXAMPLES: dict[str, "Example"] = {}


@dataclass(frozen=True, slots=True)
class Example:
    """`line` is the finding as `tkmv check` prints it; the world puts every place on the line of its depth."""

    code: str
    at: Place
    line: str
    spoil: Callable[[World], None]


def example(code: str, at: Place, line: str) -> Callable[[Callable[[World], None]], Callable[[World], None]]:
    """Register the example of a rule: one finding, at this place, in these words."""

    def register(spoil: Callable[[World], None]) -> Callable[[World], None]:
        assert code not in EXAMPLES, f"two examples of {code}"
        EXAMPLES[code] = Example(code, at, line, spoil)
        return spoil

    return register
