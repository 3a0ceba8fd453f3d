"""Outages from the first bad slot to the closing letter, through all that the watch is made of (п. 26, 29, 30)."""

import json
import re
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from threading import Event

from cryptography.x509 import Certificate, load_pem_x509_certificate

from tests.probes.misbehaviour.papers import Papers
from tests.walk.watch import DUTY, SUPPORT, Mailbox, Watch, at, edited, text, told


def test_an_outage_of_a_supplier_from_its_first_slot_to_the_closing_letter(watch: Watch, mailbox: Mailbox) -> None:
    watch.sweep(0, 5)
    assert watch.incidents(5) == []
    watch.simulator.set("fns-egrul", "refuse")
    watch.sweep(10, 15)
    (one,) = watch.incidents(15)
    assert {name: one[name] for name in ("id", "side", "verdict", "causes", "start", "end", "state")} == {
        "id": "2026-06-15-0610-fns-egrul",
        "side": "supplier",
        "verdict": "down",
        "causes": {"refused": 4},
        "start": "2026-06-15T06:10:00Z",
        "end": None,
        "state": "open",
    }
    watch.done(19, "tickets", "--send")
    assert mailbox.new() == [], "nobody is written to before the patience is over"
    watch.done(20, "tickets", "--send")
    watch.done(20, "tickets", "--send")
    (opened,) = mailbox.new()
    assert told(opened) == (SUPPORT, "Недоступность: Сведения ЕГРЮЛ")
    host = f"{watch.network.network_address + (2 << 8) + 1}:7575"
    for words in (
        "Сведения ЕГРЮЛ",
        "ФНС России",
        "Пространство имён: urn://x-artefacts-fns-vipul-tosmv-ru/311-14/4.0.6",
        "С какого времени: 15.06.2026 09:10 МСК",
        "узел отклоняет соединения",
        "Сторона, на которой возникла ошибка: поставщик данных",
        f"{host}: узел отклонил соединение",
        "тел. +7 (000) 000-00-03, smena@fts.example",
        one["id"],
    ):
        assert words in text(opened)
    watch.sweep(20)
    assert_told_everywhere(watch, 20, one["id"], lasting=True)

    watch.simulator.clear()
    watch.sweep(25, 30, 35)
    watch.done(39, "tickets", "--send")
    assert [each["state"] for each in watch.incidents(39)] == ["observed"]
    assert mailbox.new() == [], "a service that is back for a moment is not told to be restored"
    watch.sweep(40)
    assert [(each["state"], each["end"]) for each in watch.incidents(40)] == [("closed", "2026-06-15T06:25:00Z")]
    watch.done(40, "tickets", "--send")
    watch.done(45, "tickets", "--send")
    (closed,) = mailbox.new()
    assert told(closed) == (SUPPORT, "Доступность восстановлена: Сведения ЕГРЮЛ")
    assert closed["In-Reply-To"] == closed["References"] == opened["Message-ID"]
    assert "Восстановление: 15.06.2026 09:25 МСК, продолжительность 15 мин" in text(closed)
    assert_told_everywhere(watch, 40, one["id"], lasting=False)
    assert_replayed(watch, 40)


def assert_told_everywhere(watch: Watch, minute: int, ident: str, *, lasting: bool) -> None:
    """Pages and files of the portal say the same of the outage of the first test."""
    site = watch.root / "site"
    watch.done(minute, "build", "--out", str(site))
    status = json.loads((site / "api/v1/status.json").read_bytes())
    (target,) = (one for one in status["targets"] if one["id"] == "fns-egrul")
    state = "down" if lasting else "up"
    assert (target["availability"], target["health"], target["incident"]) == (state, state, ident if lasting else None)
    assert status["at"] == f"{at(minute):%Y-%m-%dT%H:%M:%SZ}"
    (incident,) = json.loads((site / "api/v1/incidents.json").read_bytes())
    assert (incident["id"], incident["side"], incident["cause"]) == (ident, "supplier", "refused")
    assert incident["start"] == "2026-06-15T06:10:00Z"
    assert incident["end"] == (None if lasting else "2026-06-15T06:25:00Z")
    assert incident["state"] == ("open" if lasting else "closed")
    began, ended = "15.06.2026, 09:10 МСК", "15.06.2026, 09:25 МСК"
    page = printed(site / f"monitoring/incidents/{ident}/index.html")
    feed = printed(site / "feeds/incidents.atom")
    for words in ("Сведения ЕГРЮЛ", began, "узел отклоняет соединения", "на стороне поставщика данных"):
        assert words in page and words in feed
    assert (ended in page, ended in feed) == (not lasting, not lasting)
    assert "узел отклонил соединение" in page
    for place in ("incidents/", "targets/fns-egrul/", *([""] if lasting else [])):
        assert f"{ident}/" in printed(site / f"monitoring/{place}index.html")
    badge = (site / "badges/fns-egrul.svg").read_text("utf-8")
    assert ("неработоспособен" in badge) is lasting


def printed(path: Path) -> str:
    """Text of a file as people see it: abbreviations are explained by a tag of their own."""
    return re.sub(r"</?abbr[^>]*>", "", path.read_text("utf-8").replace("\N{NO-BREAK SPACE}", " "))


def assert_replayed(watch: Watch, minute: int) -> None:
    """The file that grew run by run is that of a replay, byte for byte."""
    watch.incidents(minute)
    grown = watch.facts
    watch.incidents(minute, "--replay")
    assert watch.facts == grown


def test_a_bus_that_is_down_is_one_incident_and_one_letter(watch: Watch, mailbox: Mailbox) -> None:
    watch.sweep(0)
    for ident in ("smev3", "fns-egrul", "rosreestr-egrn", "minec-list"):
        watch.simulator.set(ident, "refuse")
    watch.sweep(5, 10, 15)
    watch.done(15, "tickets", "--send")
    watch.done(20, "tickets", "--send")
    (opened,) = mailbox.new()
    assert told(opened) == (SUPPORT, "Недоступность: СМЭВ 3")
    assert "Вместе с этим недоступны: Сведения ЕГРЮЛ; Перечень участников; Сведения ЕГРН" in text(opened)
    found = {one["target"]: one for one in watch.incidents(15)}
    bus = found["smev3"]["id"]
    assert {one["under"] for name, one in found.items() if name != "smev3"} == {bus}
    assert set(found["smev3"]["covers"]) == {one["id"] for name, one in found.items() if name != "smev3"}
    site = watch.root / "site"
    watch.done(15, "build", "--out", str(site))
    page = printed(site / f"monitoring/incidents/{bus}/index.html")
    assert all(name in page for name in ("Сведения ЕГРЮЛ", "Сведения ЕГРН", "Перечень участников"))
    feed = printed(site / "feeds/incidents.atom")
    assert feed.count("<entry>") == 1 and f"/{bus}/" in feed

    for ident in ("smev3", "fns-egrul", "rosreestr-egrn"):
        watch.simulator.set(ident, None)
    watch.sweep(20, 25, 30, 35, 40)
    watch.done(40, "tickets", "--send")
    outlived, closed = sorted(mailbox.new(), key=lambda one: one["In-Reply-To"] is not None)
    assert told(closed) == (SUPPORT, "Доступность восстановлена: СМЭВ 3")
    assert closed["In-Reply-To"] == opened["Message-ID"]
    assert told(outlived) == (SUPPORT, "Недоступность: Перечень участников")
    assert outlived["In-Reply-To"] is None
    watch.simulator.clear()
    watch.sweep(45, 50, 55, 60)
    watch.done(60, "tickets", "--send")
    (last,) = mailbox.new()
    assert told(last) == (SUPPORT, "Доступность восстановлена: Перечень участников")
    assert last["In-Reply-To"] == outlived["Message-ID"]
    assert_replayed(watch, 60)


def test_a_mail_server_that_is_away_and_a_killed_sender_lose_no_letter(watch: Watch, mailbox: Mailbox) -> None:
    watch.sweep(0)
    watch.simulator.set("fns-egrul", "refuse")
    watch.simulator.set("minec-list", "reset")
    watch.sweep(5, 10, 15)
    expected = watch.due(15)
    assert len(expected) == 2
    assert not (watch.data / "outbox").exists(), "a dry run writes nothing"

    mailbox.man.answer = lambda _: "421 4.3.2 later"
    result = watch.run(15, "tickets", "--send")
    assert result.exit_code == 1
    assert "ждут отправки: 2" in result.stderr
    assert watch.due(16) == [], "what waits in the outbox is not written again"
    assert mailbox.new() == []

    met, killed = Event(), Event()

    def hold(_: object) -> str:
        met.set()
        killed.wait(30)
        return "451 4.3.0 not taken"

    mailbox.man.answer = hold
    sender = subprocess.Popen([sys.executable, "-m", "generator", *watch.typed(25, "tickets", "--send")])
    assert met.wait(30)
    sender.send_signal(signal.SIGKILL)
    sender.wait()
    killed.set()

    mailbox.man.answer = lambda _: None
    watch.done(60, "tickets", "--send")
    watch.done(65, "tickets", "--send")
    assert [one["Message-ID"] for one in mailbox.new()] == expected


def test_two_senders_at_once_hand_over_every_letter_once(watch: Watch, mailbox: Mailbox) -> None:
    watch.sweep(0)
    watch.simulator.set("fns-egrul", "refuse")
    watch.simulator.set("adapter", "status 503")
    watch.sweep(5, 10, 15)
    send = [sys.executable, "-m", "generator", *watch.typed(15, "tickets", "--send")]
    senders = [subprocess.Popen(send) for _ in range(2)]
    assert [one.wait(60) for one in senders] == [0, 0]
    assert sorted(told(one)[0] for one in mailbox.new()) == [DUTY, SUPPORT]


def test_own_components_and_signatures_go_to_the_duty_contact(watch: Watch, mailbox: Mailbox, tmp_path: Path) -> None:
    signature = watch.root / "content/monitoring/certificates/signature.cer"
    signature.write_bytes(issued(tmp_path, days=20))
    watch.sweep(0)
    watch.simulator.set("adapter", "status 503")
    watch.sweep(5, 10, 15)
    watch.done(15, "tickets", "--send")
    letters = {told(one)[1]: one for one in mailbox.new()}
    assert {subject: told(one)[0] for subject, one in letters.items()} == {
        "Недоступность: Адаптер СМЭВ": DUTY,
        "Срок действия сертификата: Подпись адаптера": DUTY,
    }
    assert "осталось 20 дней" in text(letters["Срок действия сертификата: Подпись адаптера"])
    watch.simulator.clear()
    watch.sweep(20, 25, 30, 35)
    watch.done(35, "tickets", "--send")
    (closed,) = mailbox.new()
    assert told(closed) == (DUTY, "Доступность восстановлена: Адаптер СМЭВ")
    assert_replayed(watch, 35)


def issued(folder: Path, days: int) -> bytes:
    """A certificate whose use ends so many days after the start of the story."""
    papers = Papers(folder, at(0))
    papers.context("signature", (at(0) - timedelta(days=300), at(0) + timedelta(days=days, hours=1)))
    _, mark, rest = (folder / "signature.pem").read_bytes().partition(b"-----BEGIN CERTIFICATE-----")
    made = mark + rest
    assert isinstance(load_pem_x509_certificate(made), Certificate)
    return made


def test_a_journal_that_was_compacted_and_rolled_up_gives_the_same_incidents(watch: Watch) -> None:
    evening = 17 * 60
    watch.sweep(evening)
    watch.simulator.set("fns-egrul", "refuse")
    watch.sweep(*range(evening + 5, evening + 20, 5))
    watch.incidents(evening + 20)
    watch.simulator.set("minec-list", "status 503")
    midnight = 18 * 60
    watch.sweep(*range(midnight - 10, midnight + 20, 5))
    watch.simulator.clear()
    watch.sweep(*range(midnight + 20, midnight + 45, 5))
    assert_replayed(watch, midnight + 45)
    before = watch.facts
    assert len(watch.incidents(midnight + 45)) == 2
    journal = ("--journal", str(watch.data / "journal"))
    watch.done(midnight + 45, "journal", "compact", *journal)
    watch.done(midnight + 45, "journal", "roll-up", *journal)
    watch.incidents(midnight + 45)
    assert watch.facts == before
    watch.incidents(midnight + 45, "--replay")
    assert watch.facts == before
    shutil.rmtree(watch.data / "journal/rollups")
    (watch.data / "incidents.json").unlink()
    watch.done(midnight + 45, "journal", "compact", "--day", f"{at(midnight + 45):%Y-%m-%d}", *journal)
    watch.incidents(midnight + 45)
    assert watch.facts == before


def test_silence_and_announced_works_keep_the_incident_and_spare_the_letter(watch: Watch, mailbox: Mailbox) -> None:
    silence = (
        "silences:\n  - since: 2026-06-15T09:00+03:00\n    until: 2026-06-15T10:00+03:00\n    reason: Смена версии\n"
    )
    works = (
        "maintenance:\n  - since: 2026-06-15T09:00+03:00\n    until: 2026-06-15T09:30+03:00\n    reason: Обновление\n"
        "    letter:\n      number: П-1\n      date: 2026-06-10\n"
    )
    watch = edited(edited(watch, "rosreestr-egrn", silence), "minec-list", works)
    watch.sweep(0)
    watch.simulator.set("rosreestr-egrn", "refuse")
    watch.simulator.set("minec-list", "refuse")
    watch.sweep(*range(5, 30, 5))
    watch.done(29, "tickets", "--send")
    assert mailbox.new() == []
    found = {one["target"]: one for one in watch.incidents(29)}
    assert (found["rosreestr-egrn"]["end"], found["rosreestr-egrn"]["planned"]) == (None, None)
    assert (found["minec-list"]["end"], found["minec-list"]["planned"]) == (None, "Обновление")
    site = watch.root / "site"
    watch.done(29, "build", "--out", str(site))
    listed = {one["target"]: one["planned"] for one in json.loads((site / "api/v1/incidents.json").read_bytes())}
    assert listed == {"rosreestr-egrn": None, "minec-list": "Обновление"}

    # What outlives the works and the silence is told after all.
    watch.sweep(*range(30, 65, 5))
    watch.done(40, "tickets", "--send")
    assert [told(one) for one in mailbox.new()] == [(SUPPORT, "Недоступность: Перечень участников")]
    watch.done(60, "tickets", "--send")
    assert [told(one) for one in mailbox.new()] == [(SUPPORT, "Недоступность: Сведения ЕГРН")]
