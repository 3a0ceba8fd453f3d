"""Whatever the models let through, the rules tell findings and never break."""

from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.checks.build import World


def leaves(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with every key of it that leads to a text."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        if isinstance(value, str):
            yield tree, key
        else:
            yield from leaves(value)


def mangle(world: World, chance: Random) -> None:
    """Values change places, fields and whole files get lost; what the reading would refuse is put back."""
    folders = [folder for versions in world.cards.values() for folder in versions.values()]
    trees = [world.parties, world.contacts, world.passports, world.sittings]
    trees += [world.targets, world.targets, world.networks, world.group, world.support, world.incidents]
    trees += [tree for folder in folders for tree in (folder.card, folder.records) if tree]
    if chance.random() < 0.3:
        trees.append({part: world.the_order()[part] for part in ("points", "routes")})
    for _ in range(chance.randint(1, 6)):
        holder, key = chance.choice(list(leaves(chance.choice(trees))))
        if key in ("card", "version"):  # the reading holds them to the names of the folders
            continue
        before = dict(holder) if isinstance(holder, dict) else list(holder)
        alike = [tree[name] for tree, name in leaves(chance.choice(trees)) if name == key]
        if alike and chance.random() < 0.8:
            holder[key] = chance.choice(alike)
        else:
            del holder[key]
        try:
            world.content()
        except ValidationError:
            holder.clear()
            holder.update(before) if isinstance(holder, dict) else holder.extend(before)
    shelves: list[dict[str, Any]] = [world.parties, world.contacts, world.passports]
    shelves += [world.targets, world.incidents, world.kept, *(folder.records for folder in folders)]
    for files in shelves:
        if files and chance.random() < 0.15:
            files.pop(chance.choice(sorted(files)))
    if chance.random() < 0.2:
        world.years = frozenset(chance.sample(sorted(world.years), 2))


@given(st.integers(min_value=0))
@settings(max_examples=100)
def test_mangled_content_breaks_no_rule(seed: int) -> None:
    world = World()
    mangle(world, Random(seed))
    for one in world.findings():
        assert one.line >= 1 and one.message and one.hint
