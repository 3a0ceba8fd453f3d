"""Scenes: who falls ill with what, from which second to which."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from math import inf

from probes.model.verdict import Purpose, Side
from probes.simulator.illness import Illness
from probes.simulator.places import Part


@dataclass(frozen=True, slots=True)
class Act:
    """One illness of some checks: `who` is a pattern of `target/check`; seconds count from the start of the scene.

    With `share` only the i-th of every n targets chosen falls ill (in order of their ids), with `every` and `lasting`
    the illness comes back and goes. A control falls ill only where its very id is named: it tells whether there is a
    network at all.
    """

    illness: str
    who: str = "*"
    kinds: tuple[str, ...] = ()
    side: Side | None = None
    purpose: Purpose | None = None
    share: tuple[int, int] = (1, 1)
    start: float = 0
    end: float = inf
    every: float = 0
    lasting: float = 0

    def chosen(self, parts: Iterable[Part]) -> list[Part]:
        """The checks that the act is about."""
        fit = [part for part in parts if self._fits(part)]
        place, of = self.share
        targets = set(sorted({part.target.id for part in fit})[place - 1 :: of])
        return [part for part in fit if part.target.id in targets]

    def on(self, second: float) -> bool:
        """Whether the illness is there at this second."""
        return self.start <= second < self.end and (not self.every or (second - self.start) % self.every < self.lasting)

    def turns(self, after: float) -> float:
        """The first second after the one given at which something may change."""
        if after < self.start:
            return self.start
        if after >= self.end or not self.every:
            return self.end if after < self.end else inf
        round_start = self.start + (after - self.start) // self.every * self.every
        ends = round_start + self.lasting
        return min(self.end, ends if after < ends else round_start + self.every)

    def _fits(self, part: Part) -> bool:
        return (
            (fnmatchcase(part.name, self.who) or fnmatchcase(part.target.id, self.who))
            and (not self.kinds or part.check.kind in self.kinds)
            and self.side in (None, part.target.side)
            and self.purpose in (None, part.check.purpose)
            and (not part.target.control or self.who.partition("/")[0] == part.target.id)
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """A scenario laid over a plan; of two acts about the same check the later one counts."""

    acts: tuple[tuple[Act, frozenset[str], Illness], ...]

    @classmethod
    def of(cls, acts: Sequence[Act], parts: Sequence[Part]) -> "Scene":
        """Choose once who is meant."""
        return cls(
            tuple((act, frozenset(p.name for p in act.chosen(parts)), Illness.parse(act.illness)) for act in acts)
        )

    def illness(self, name: str, second: float) -> Illness | None:
        """What a check suffers from at this second."""
        return next((ill for act, names, ill in reversed(self.acts) if name in names and act.on(second)), None)

    def turns(self, after: float) -> float:
        """The first second after the one given at which something changes."""
        return min((act.turns(after) for act, *_ in self.acts), default=inf)

    def names(self) -> Iterator[str]:
        """Everybody who falls ill at some time."""
        return iter(sorted({name for _, names, _ in self.acts for name in names}))
