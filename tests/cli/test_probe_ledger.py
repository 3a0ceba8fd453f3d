"""A sweep on its way into the journal, with another run beside it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from generator.cli.probe_ledger import Ledger
from probes.journal import Journal
from probes.sweep.spool import Batch, Unread
from tests.probes.journal.sweeps import NOON, now, row


def test_a_sweep_that_another_run_has_delivered_meanwhile_is_not_called_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = str(tmp_path / "journal")
    one, other = Ledger(url, tmp_path), Ledger(url, tmp_path)
    waiting = one.spool.kept

    def after_the_other() -> Iterator[Batch | Unread]:
        taken = other.record([row(vantage="ufa")], runner="other", started=NOON, simulated=False)
        assert (taken.fault, taken.kept, taken.earlier) == (None, None, 1)
        return waiting()

    monkeypatch.setattr(one.spool, "kept", after_the_other)
    told = one.record([row()], runner="one", started=NOON, simulated=False)
    assert (told.name, told.kept, told.fault) == (None, None, None)
    span = (NOON - timedelta(days=1), NOON + timedelta(days=1))
    assert [each.vantage for each in Journal.open(url, now=now).measurements(*span)] == ["moscow", "ufa"]
