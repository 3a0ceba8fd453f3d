"""Cards that are read only when somebody asks for one of them: an earlier run knows that nothing is wrong with them."""

from collections.abc import Callable, Iterator, Mapping

from generator.model.content import CardVersion

Versions = Mapping[int, CardVersion]


class ChangedMeanwhileError(Exception):
    """A card that was there when the content was summed can no longer be read."""


class CardsOnDemand(Mapping[str, Versions]):
    """Cards by name: those that were read, and the rest, which the first that is asked for brings all at once."""

    def __init__(
        self, read: Mapping[str, Versions], rest: frozenset[str], read_rest: Callable[[], Mapping[str, Versions]]
    ) -> None:
        self._names = tuple(sorted({*read, *rest}))
        self._read = dict(read)
        self._rest = rest
        self._read_rest = read_rest

    def __getitem__(self, card: str) -> Versions:
        if card in self._rest and card not in self._read:
            found = self._read_rest()
            if lost := self._rest - found.keys():
                raise ChangedMeanwhileError(", ".join(sorted(lost)))
            self._read |= found
        return self._read[card]

    def __contains__(self, card: object) -> bool:
        return card in self._rest or card in self._read

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
