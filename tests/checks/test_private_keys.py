"""A private key under content/ is an error of point 29, however it is wrapped and wherever it lies."""

from pathlib import Path

import pytest

from generator.model.content import Content
from generator.reading.content import load
from generator.reading.places import KEPT, spot_of
from tests.checks.build import World

CODE = "kept-private-key"
CERTIFICATES = "content/monitoring/certificates"
# PKCS #8 of a GOST key: version, algorithm, key.
GOST = bytes.fromhex("3030020100300706052a8503020204220420") + bytes(32)


def told(world: World) -> list[tuple[str, str | None, str]]:
    return [(one.path, one.point, one.severity) for one in world.findings() if one.code == CODE]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("certificates/adapter.cer", b"-----BEGIN " + b"PRIVATE KEY-----"),
        ("certificates/adapter.der", GOST),
        ("certificates/box.pfx", b""),
        ("certificates/adapter.000/header.key", b""),
        ("trust/own.pem", b"-----BEGIN ENCRYPTED " + b"PRIVATE KEY-----"),
        ("examples/land.xml", b"<!--\n-----BEGIN RSA " + b"PRIVATE KEY-----\n--><a/>"),
    ],
)
def test_a_kept_file_with_a_private_key(name: str, data: bytes) -> None:
    world = World()
    world.kept[name] = data
    assert told(world) == [(f"content/monitoring/{name}", "29", "error")]


def test_an_attachment_that_is_a_container() -> None:
    world = World()
    world.draft.files["files/official.pfx"] = "0" * 64
    assert told(world) == [("content/cards/tkmv-fn-land/v2/files/official.pfx", "29", "error")]


@pytest.mark.parametrize("name", ["header.key", "adapter.000/primary.key", "box.pfx", "box.p12", "keys.jks"])
def test_containers_are_taken_up_so_that_the_rule_sees_them(name: str, tmp_path: Path) -> None:
    spot = spot_of(f"monitoring/certificates/{name}")
    assert spot is not None and spot.kind in {kind.name for kind in KEPT}
    path = tmp_path / CERTIFICATES / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\0")
    loaded = load(tmp_path)
    assert list(loaded.content.kept) == [f"certificates/{name}"]
    assert [one for one in loaded.findings if one.path.endswith(name)] == []
    assert isinstance(loaded.content, Content)
