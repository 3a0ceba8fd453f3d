"""Reading 10,000 cards of 70 to 80 lines: ours cold, warm and in one process, beside PyYAML's own loaders and pydantic.

All ways run in turns over the same made-up tree, so that a busy machine slows all alike; the best turn of each counts.
`python benchmarks/bench_reading.py [CARDS]`
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from generator.model.card import Card
from generator.reading import parsing
from generator.reading.content import load

TURNS = 3
HERE = Path(__file__).parent
Way = Callable[[Path, Path], int]


def cold(root: Path, cache: Path) -> int:
    """All cores, nothing known, everything learned."""
    shutil.rmtree(cache, ignore_errors=True)
    return len(load(root, cache=cache).content.cards)


def warm(root: Path, cache: Path) -> int:
    """All cores, everything known (the turn before learned it)."""
    return len(load(root, cache=cache).content.cards)


def no_cache(root: Path, _: Path) -> int:
    """All cores, without a cache."""
    return len(load(root).content.cards)


def one_process(root: Path, _: Path) -> int:
    """One process, without a cache."""
    before, parsing.MAX_WORKERS = parsing.MAX_WORKERS, 1
    try:
        return len(load(root).content.cards)
    finally:
        parsing.MAX_WORKERS = before


def base_loader(root: Path, _: Path) -> int:
    """yaml.CBaseLoader and pydantic: text scalars; doubled keys, aliases and places unseen."""
    return _by_loader(root, yaml.CBaseLoader)


def safe_loader(root: Path, _: Path) -> int:
    """yaml.CSafeLoader: guesses types, so its trees are not even valid cards."""
    return sum(bool(yaml.load(path.read_bytes(), yaml.CSafeLoader)) for path in _cards(root))


def bytes_only(root: Path, _: Path) -> int:
    """The floor: find the files and read their bytes."""
    return sum(bool(path.read_bytes()) for path in _cards(root))


def _by_loader(root: Path, loader: type[yaml.CBaseLoader]) -> int:
    trees = (yaml.load(path.read_bytes(), loader) for path in _cards(root))
    return sum(bool(Card.model_validate_json(json.dumps(tree))) for tree in trees)


def _cards(root: Path) -> list[Path]:
    return sorted((root / "content/cards").glob("*/v*/card.yml"))


WAYS: tuple[Way, ...] = (cold, warm, no_cache, one_process, base_loader, safe_loader, bytes_only)


def main() -> None:
    """Print one line a way: best wall time and its ratio to the cold run."""
    cards = sys.argv[1] if len(sys.argv) > 1 else "10000"
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder) / "root", Path(folder) / "cache"
        subprocess.run([sys.executable, HERE / "make_cards.py", root, "--cards", cards], check=True, stdout=sys.stderr)
        best = dict.fromkeys(WAYS, float("inf"))
        for _ in range(TURNS):
            for way in WAYS:
                started = time.perf_counter()
                assert way(root, cache) == int(cards)
                best[way] = min(best[way], time.perf_counter() - started)
    for way, seconds in best.items():
        print(f"{way.__name__:12} {seconds:7.2f} s {seconds / best[cold]:6.2f}   {(way.__doc__ or '').strip()}")


if __name__ == "__main__":
    main()
