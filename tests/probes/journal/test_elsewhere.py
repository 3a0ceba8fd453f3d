"""The same journal in an object store and on a cluster: same answers, same bytes, clear refusals."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster
from moto.server import ThreadedMotoServer

from probes.journal import Journal, JournalBusyError, JournalError
from probes.journal.remote import RemoteStore
from probes.journal.store import Store
from tests.probes.journal.sweeps import NOON, STEP, down, now, row, target

DAY = NOON.date()
SPAN = (NOON - timedelta(days=1), NOON + timedelta(days=1))


@pytest.fixture(scope="module")
def options() -> Iterator[dict[str, Any]]:
    """S3 on loopback with a bucket; what reaches it."""
    import s3fs

    moto = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    found = {"endpoint_url": f"http://{host}:{port}", "key": "test", "secret": "test"}
    s3fs.S3FileSystem(**found).mkdir("journal")
    yield found
    moto.stop()


@pytest.fixture
def remote(options: dict[str, Any], request: pytest.FixtureRequest) -> Journal:
    return Journal.open(f"s3://journal/{request.node.name}", options=options, now=now)


def cluster() -> LocalCluster:
    """A scheduler and two workers that speak over TCP."""
    return LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, processes=False, threads_per_worker=1, dashboard_address=None, host="tcp://127.0.0.1"
    )


def filled(journal: Journal, sweeps: int = 6) -> None:
    for number in range(sweeps):
        moment = NOON + timedelta(seconds=STEP * number)
        journal.append([row(moment), down(moment, check="dns", evidence=f"№ {number}")], runner="a", started=moment)


def copied(source: Journal, to: Journal) -> None:
    for entry in source.store.entries("raw"):
        to.store.write(entry.path, source.store.read(entry.path))


def seen(journal: Journal) -> list[Any]:
    return list(journal.measurements(*SPAN, evidence=True))


def read(store: Store, *paths: str) -> list[bytes]:
    return [store.read(path) for path in paths]


def test_folder_store_and_cluster_give_the_same_bytes(remote: Journal, tmp_path: Path) -> None:
    local, clustered = (Journal.open(str(tmp_path / name), now=now) for name in ("local", "clustered"))
    filled(local)
    copied(local, remote)
    copied(local, clustered)
    before = seen(local)
    assert seen(remote) == before and len(before) == 12
    paths = [f"{folder}/{DAY}.parquet" for folder in ("days", "details", "rollups")]
    plan = [target()]
    with cluster() as dask:
        for journal, address in ((local, None), (remote, None), (clustered, dask.scheduler_address)):
            journal.compact(DAY)
            journal.roll_up_days([DAY, DAY + timedelta(days=1)], plan, cluster=address)
            assert seen(journal) == before
        rolled = local.rolled(*(DAY, DAY + timedelta(days=1)))
        assert remote.rolled(DAY, DAY + timedelta(days=1)) == rolled
        # The cluster finds its way to the object store too.
        remote.roll_up_days([DAY], plan, cluster=dask.scheduler_address)
    assert read(local.store, *paths) == read(remote.store, *paths) == read(clustered.store, *paths)
    assert remote.last_runs() == local.last_runs()
    assert [entry.path for entry in remote.store.entries("raw")] == []


def test_an_object_store_sets_aside_and_keeps_age_like_a_folder(remote: Journal) -> None:
    filled(remote, 2)
    remote.store.write(f"raw/{DAY}/чужой.txt", b"?")
    remote.compact(DAY)
    assert remote.quarantined() == {"foreign": 1}
    assert remote.expire(keep_days=1) == ()
    remote.roll_up(DAY, [target()])
    assert remote.expire(keep_days=1) == (DAY,)
    assert seen(remote) == [] and len(remote.rolled(DAY, DAY)) == 2
    before = remote.fingerprint()
    late = remote.append([row()], runner="late", started=NOON)
    assert remote.fingerprint() != before
    assert seen(remote) == []
    remote.compact(DAY)
    assert remote.quarantined() == {"foreign": 1, "late": 1}
    assert not [entry for entry in remote.store.entries("raw") if entry.path == late]


def test_a_day_replaced_meanwhile_is_not_overwritten(remote: Journal) -> None:
    filled(remote, 1)
    remote.compact(DAY)
    path = f"days/{DAY}.parquet"
    (seen_first,) = remote.store.entries("days")
    remote.append([row(check="later")], runner="b", started=NOON)
    remote.compact(DAY)
    with pytest.raises(JournalBusyError, match="тем временем заменил другой процесс"):
        remote.store.replace(path, b"older", seen_first)
    with pytest.raises(JournalBusyError):
        remote.store.replace(path, b"older", None)
    assert len(seen(remote)) == 3


def test_one_writer_at_a_time_and_a_dead_one_does_not_hold_for_ever(
    remote: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from probes.journal import remote as module

    monkeypatch.setattr(module, "_TURNS", 1)
    filled(remote, 1)
    with remote.store.alone(), pytest.raises(JournalBusyError, match="уплотняет другой процесс"):
        remote.compact(DAY)
    remote.store.write("lease.json", b'{"owner": "gone", "until": "2020-01-01T00:00:00+00:00"}')
    monkeypatch.setattr(module, "_TURNS", 2)
    assert [done.merged for done in remote.compact(DAY)] == [1]


def test_an_old_lease_is_taken_over_by_one(remote: Journal) -> None:
    store = remote.store
    assert isinstance(store, RemoteStore)
    for left in (b'{"owner": "gone", "until": "2020-01-01T00:00:00+00:00"}', b"torn"):
        store.write("lease.json", left)
        old = store._old_lease()
        assert old is not None
        # Both have found the same old lease; the quicker one holds the journal from now on.
        assert [store._take_over(owner, old) for owner in (b'{"owner": "a"}', b'{"owner": "b"}')] == [True, False]
        assert store.read("lease.json") == b'{"owner": "a"}'
    with store.alone():
        assert store._old_lease() is None


def test_any_fsspec_store_will_do(request: pytest.FixtureRequest) -> None:
    journal = Journal.open(f"memory://{request.node.name}", now=now)
    filled(journal, 2)
    before = seen(journal)
    journal.compact(DAY)
    journal.roll_up(DAY, [target()])
    assert seen(journal) == before
    assert len(journal.rolled(DAY, DAY)) == 2


def test_a_store_that_does_not_answer_is_told(options: dict[str, Any]) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        journal = Journal.open("s3://journal/x", options={**options, "endpoint_url": address}, now=now)
        with pytest.raises(JournalError, match=r"^журнал s3://journal/x: записать raw/.* не удалось: хранилище: "):
            journal.append([row()], runner="a", started=NOON)
        with pytest.raises(JournalError, match="не удалось"):
            seen(journal)


def test_a_bucket_that_is_not_there_and_an_unknown_scheme_are_told(options: dict[str, Any]) -> None:
    with pytest.raises(JournalError, match="не удалось"):
        Journal.open("s3://absent/x", options=options, now=now).append([row()], runner="a", started=NOON)
    with pytest.raises(JournalError, match="открыть хранилище не удалось"):
        Journal.open("nosuch://x/y")


def test_a_cluster_that_does_not_answer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from probes.journal import jobs

    monkeypatch.setattr(jobs, "PATIENCE", 1)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(JournalError, match=f"кластер Dask {address} не отвечает"):
            Journal.open(str(tmp_path), now=now).roll_up_days([DAY], [target()], cluster=address)
