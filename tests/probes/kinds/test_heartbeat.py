"""A component's own word: fresh, stale, missing, torn, huge, from the future; of faults it says itself."""

import json
import os
from pathlib import Path

import pytest

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Purpose
from tests.probes.kinds.serving import NOW, means, outcome


def beat(
    folder: Path, data: bytes | str | None, *, max_age: int | None = 600, address: str = "beats/eais.json"
) -> Outcome:
    reach = means(folder)
    path = folder / "data" / "beats" / "eais.json"
    path.parent.mkdir(exist_ok=True)
    if data is not None:
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return outcome(Check("beat", "heartbeat", Purpose.OWN_COMPONENT, address, max_age=max_age), reach)


def said(**fields: object) -> str:
    return json.dumps({"time": "2026-11-20T08:55:00Z", **fields}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("data", "verdict", "words"),
    [
        (
            said(status="ok", note="в очереди 3"),
            "up",
            "сообщение от 20.11.2026 11:55 МСК: в очереди 3; состояние ok",
        ),
        (said(), "up", "состояние ok"),
        (said(time="2026-11-20T11:55:00+03:00"), "up", "11:55 МСК"),
        (said(status="DEGRADED"), "degraded", "состояние DEGRADED"),
        (said(status="fault", note="нет места на диске"), "down", "нет места на диске"),
        ("2026-11-20T08:55:00Z", "up", "состояние ok"),
        ("2026-11-20T08:55:00Z ok\n", "up", "состояние ok"),
        ("2026-11-20T08:55:00Z error очередь\nне разбирается\n", "down", "очередь не разбирается; состояние error"),
        ("\ufeff2026-11-20T08:55:00Z ok", "up", "состояние ok"),
        (said(time="2026-11-20T09:00:30Z"), "up", "12:00 МСК"),
    ],
)
def test_a_fresh_word_counts(data: str, verdict: str, words: str, tmp_path: Path) -> None:
    found = beat(tmp_path, data)
    assert (found.verdict, found.cause) == (verdict, None if verdict == "up" else "heartbeat_reports_fault")
    assert words in found.evidence


def test_stale_from_the_second_after_its_age(tmp_path: Path) -> None:
    assert beat(tmp_path, said(), max_age=300).verdict == "up"
    found = beat(tmp_path, said(), max_age=299)
    assert (found.verdict, found.cause) == ("down", "heartbeat_stale")
    assert "прошло 5 мин, допустимо 4 мин" in found.evidence
    assert beat(tmp_path, said(time="2026-11-20T08:45:00Z"), max_age=None).verdict == "up", "three periods by default"
    assert beat(tmp_path, said(time="2026-11-20T08:44:59Z"), max_age=None).cause == "heartbeat_stale"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "повреждён, оборван или записан не по форме"),
        ('{"time": "2026-11-20T08:5', "повреждён, оборван"),
        ('{"status": "ok"}', "повреждён, оборван"),
        ('{"time": 1763628900}', "повреждён, оборван"),
        (said(status=1), "повреждён, оборван"),
        ('{"time": "2026-11-20T08:55:00Z"' + ', "a": ' + "[" * 20_000, "повреждён, оборван"),
        ("ok", "повреждён, оборван"),
        (b"\xff\xfe\x00", "повреждён, оборван"),
        ("2026-02-30T00:00:00Z ok", "повреждён, оборван"),
        ("x" * 70_000, "файл больше 65536 байт"),
        (said(time="2026-11-20T09:01:01Z"), "ещё не наступило: проверьте часы"),
        (said(time="9999-12-31T23:59:59-12:00"), "повреждён, оборван"),
        (said(status="отлично"), "состояние должно быть одним из: ok, up,"),
    ],
)
def test_a_damaged_word_measures_nothing(data: str | bytes, words: str, tmp_path: Path) -> None:
    found = beat(tmp_path, data)
    assert (found.verdict, found.cause) == ("not_measured", "heartbeat_invalid")
    assert words in found.evidence


def test_a_component_that_never_spoke_is_down_and_a_runner_without_data_measures_nothing(tmp_path: Path) -> None:
    found = beat(tmp_path, None)
    assert (found.verdict, found.cause) == ("down", "heartbeat_missing")
    reach = means(tmp_path)
    (tmp_path / "data" / "beats").rmdir()
    (tmp_path / "data").rmdir()
    found = outcome(Check("beat", "heartbeat", Purpose.OWN_COMPONENT, "beats/eais.json"), reach)
    assert (found.verdict, found.cause) == ("not_measured", "not_configured")


def test_nothing_outside_of_the_data_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text(said(), "utf-8")
    for address in ("../secret.json", "beats/../../secret.json", str(tmp_path / "secret.json")):
        found = beat(tmp_path, None, address=address)
        assert (found.verdict, found.cause) == ("not_measured", "not_configured")
    (tmp_path / "data" / "beats" / "link.json").symlink_to(tmp_path / "secret.json")
    assert beat(tmp_path, None, address="beats/link.json").cause == "not_configured"
    assert beat(tmp_path, said(), address=str(tmp_path / "data" / "beats" / "eais.json")).verdict == "up"


def test_a_folder_or_a_pipe_is_no_word(tmp_path: Path) -> None:
    means(tmp_path)
    (tmp_path / "data" / "beats").mkdir()
    os.mkfifo(tmp_path / "data" / "beats" / "pipe")
    for address in ("beats", "beats/pipe"):
        assert beat(tmp_path, None, address=address).cause == "heartbeat_invalid"


def test_a_word_written_meanwhile_is_read_a_second_time(tmp_path: Path) -> None:
    """The writer finishes while the probe waits: the torn half is no verdict."""
    import asyncio

    from probes.kinds.run import run

    reach = means(tmp_path)
    path = tmp_path / "data" / "eais.json"
    path.write_text(said()[:20], "utf-8")
    check = Check("beat", "heartbeat", Purpose.OWN_COMPONENT, "eais.json", max_age=600)

    async def both() -> Outcome:
        task = asyncio.create_task(run(check, reach))
        await asyncio.sleep(0.02)
        path.write_text(said(), "utf-8")
        return await task

    assert asyncio.run(both()).verdict == "up"
    assert reach.now == NOW
