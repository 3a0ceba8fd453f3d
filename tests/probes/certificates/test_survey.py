"""Files and folders: each file once, hidden folders left alone, an old list that a newer one has replaced."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from probes.certificates.assessment import assess
from probes.certificates.reading import Reading
from probes.certificates.survey import entries, survey
from tests.probes.certificates.known import FILES, NOW, WARN, reading, utc


def test_a_file_that_is_named_twice_is_told_once(tmp_path: Path) -> None:
    shutil.copy(FILES / "plain.cer", tmp_path / "plain.cer")
    assert len(survey([tmp_path, tmp_path / "plain.cer", tmp_path], NOW, WARN)) == 1


def test_hidden_folders_are_left_alone_and_others_are_not(tmp_path: Path) -> None:
    for folder in (".git", "own/deep"):
        (tmp_path / folder).mkdir(parents=True)
        shutil.copy(FILES / "plain.cer", tmp_path / folder / "plain.cer")
    assert [one.path for one in survey([tmp_path], NOW, WARN)] == [str(tmp_path / "own/deep/plain.cer")]


def test_a_list_that_a_newer_one_has_replaced_is_not_stale() -> None:
    (newer,) = reading("ca-2012-256.crl").lists
    old = replace(newer, this_update=utc(2026, 9, 1), next_update=utc(2026, 10, 1))
    foreign = replace(old, issuer=b"another")
    both = [newer, old]
    (told,) = entries("old.crl", Reading(lists=(old,)), both, NOW, WARN)
    assert (told.assessment.verdict, told.assessment.note) == (
        "up", "список отозванных сертификатов, рядом лежит более новый",
    )  # fmt: skip
    (alone,) = entries("old.crl", Reading(lists=(foreign,)), both, NOW, WARN)
    assert alone.assessment.cause == "crl_stale"
    (last,) = entries("new.crl", Reading(lists=(newer,)), both, utc(2026, 12, 2), WARN)
    assert last.assessment.cause == "crl_stale"


def test_what_an_older_list_revoked_stays_revoked() -> None:
    (revoked,) = reading("revoked.cer").certificates
    (older,) = reading("ca-2012-256.crl").lists
    newer = replace(older, this_update=NOW, revoked={})
    assert assess(revoked, (newer, older), NOW, WARN).cause == "cert_revoked"


def test_revocation_counts_from_its_own_moment() -> None:
    (revoked,) = reading("revoked.cer").certificates
    lists, moment = reading("ca-2012-256.crl").lists, utc(2026, 10, 15, 12)
    assert assess(revoked, lists, moment - timedelta(seconds=1), WARN).cause is None
    assert assess(revoked, lists, moment, WARN).cause == "cert_revoked"


def test_a_key_that_outlives_its_certificate_changes_nothing() -> None:
    (one,) = reading("plain.cer").certificates
    longer = replace(one, key_not_after=one.not_after + timedelta(days=1))
    assert longer.ends == one.not_after
