"""Letters over a real SMTP server with TLS and authentication: none is lost, each keeps its Message-ID."""

import json
import os
import signal
import smtplib
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from probes.tickets.delivery import MailServer, connected, deliver
from probes.tickets.letter import Letter
from probes.tickets.outbox import Entry, Outbox
from tests.probes.tickets.postman import PASSWORD, postman

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def letter(number: int) -> Letter:
    return Letter(
        kind="opened",
        incidents=(f"2026-11-20-0905-s{number}",),
        message_id=f"<tkmv.opened.0.{number:016x}@fts.example>",
        thread=None,
        sender="smev@fts.example",
        recipient="support@smev.example",
        subject=f"Недоступность: сервис № {number}",
        body="Здравствуйте.\n",
        made=NOW + timedelta(seconds=number),
    )


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    box = Outbox(tmp_path / "outbox")
    for number in range(3):
        assert box.put(letter(number))
    return box


def ids(messages: list[EmailMessage]) -> list[str]:
    return [str(one["Message-ID"]) for one in messages]


ALL = [letter(number).message_id for number in range(3)]


def test_letters_are_handed_over_in_order_and_once(outbox: Outbox, tmp_path: Path) -> None:
    with postman(tmp_path) as (man, server):
        done = deliver(outbox, lambda: connected(server), NOW)
        assert (len(done.sent), done.refused, done.waiting, done.trouble) == (3, (), 0, "")
        assert ids(man.messages) == ALL
        assert man.recipients == [["support@smev.example"]] * 3
        assert man.messages[1]["Subject"] == "Недоступность: сервис № 1"
        assert man.messages[1].get_content() == "Здравствуйте.\r\n"
        assert deliver(outbox, lambda: connected(server), NOW + timedelta(days=1)).sent == ()
    assert not outbox.put(letter(1))
    assert not outbox.put(replace(letter(1), made=NOW + timedelta(hours=1)))


def test_a_server_that_is_away_delays_letters_and_loses_none(outbox: Outbox, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        away = MailServer("127.0.0.1", free.getsockname()[1], timeout=1)
    done = deliver(outbox, lambda: connected(away), NOW)
    assert done.waiting == 3
    assert done.trouble.startswith("узел отклонил соединение")
    assert (done.again, done.answer) == (NOW + timedelta(minutes=5), done.trouble)
    with postman(tmp_path) as (man, server):
        soon = NOW + timedelta(minutes=1)
        assert deliver(outbox, lambda: connected(server), soon).again == NOW + timedelta(minutes=5)
        assert man.messages == []
        assert len(deliver(outbox, lambda: connected(server), NOW + timedelta(minutes=5)).sent) == 3
        assert ids(man.messages) == ALL


def test_who_has_mended_the_server_need_not_wait(outbox: Outbox, tmp_path: Path) -> None:
    with postman(tmp_path) as (man, server):
        man.answer = lambda _: "550 no such mailbox"
        assert len(deliver(outbox, lambda: connected(server), NOW).refused) == 3
        man.answer = lambda _: None
        assert deliver(outbox, lambda: connected(server), NOW).sent == ()
        assert len(deliver(outbox, lambda: connected(server), NOW, at_once=True).sent) == 3
        assert deliver(outbox, lambda: connected(server), NOW, at_once=True).again is None
        assert ids(man.messages) == ALL, "what was taken is not sent again"


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "mail.office.example", "почта.example"])
def test_a_server_has_a_name_or_an_address(host: str) -> None:
    assert MailServer(host).host == host


@pytest.mark.parametrize("host", ["", "mail.example:25", "no such host", "a..example", "я" * 300, "/etc/hosts", "-"])
def test_what_names_no_server_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match="без порта"):
        MailServer(host)


def test_half_a_batch_that_was_taken_is_not_sent_again(outbox: Outbox, tmp_path: Path) -> None:
    with postman(tmp_path) as (man, server):
        man.answer = lambda _: "421 closing" if len(man.messages) == 1 else None
        done = deliver(outbox, lambda: connected(server), NOW)
        assert (len(done.sent), done.waiting) == (1, 2)
        assert done.trouble.startswith("421")
        man.answer = lambda _: None
        assert len(deliver(outbox, lambda: connected(server), NOW + timedelta(hours=1)).sent) == 2
        assert ids(man.messages) == [ALL[0], ALL[2], ALL[1]]


def test_a_refused_letter_leaves_the_others_and_is_tried_again(outbox: Outbox, tmp_path: Path) -> None:
    with postman(tmp_path) as (man, server):
        man.answer = lambda one: "550 no such mailbox" if one["Message-ID"] == ALL[1] else None
        done = deliver(outbox, lambda: connected(server), NOW)
        assert [one.letter.message_id for one in done.refused] == [ALL[1]]
        assert done.refused[0].answer == "550 no such mailbox"
        assert ids(man.messages) == [ALL[0], ALL[2]]
        man.answer = lambda _: None
        assert len(deliver(outbox, lambda: connected(server), NOW + timedelta(hours=7)).sent) == 1
        assert sorted(ids(man.messages)) == ALL


def test_a_wrong_password_an_unknown_authority_or_a_server_without_tls_sends_nothing(
    outbox: Outbox, tmp_path: Path
) -> None:
    with postman(tmp_path) as (man, server):
        for wrong in (replace(server, password="wrong"), replace(server, trust=None), replace(server, user=None)):
            when = NOW + timedelta(days=len(outbox.entries()[0].answer) + outbox.entries()[0].attempts)
            done = deliver(outbox, lambda wrong=wrong: connected(wrong), when)  # type: ignore[misc]
            assert done.sent == ()
            assert done.trouble or done.refused
        assert man.messages == []
        assert all(PASSWORD not in path.read_text("utf-8") for path in outbox.folder.iterdir())
    with pytest.raises(ValueError, match="шифрования"):
        MailServer("mail.example", security="none")
    with pytest.raises(ValueError, match="латинских"):
        MailServer("mail.example", user="smev", password="пароль")


def test_waits_double_up_to_half_an_hour_and_longer_after_a_refusal() -> None:
    entry = Entry(letter(0), tried=NOW)

    def wait(attempts: int, state: str) -> timedelta:
        tried = replace(entry, attempts=attempts, state=state)  # type: ignore[arg-type]
        return next(timedelta(minutes=minute) for minute in range(1000) if tried.ready(NOW + timedelta(minutes=minute)))

    assert [wait(number, "queued").seconds // 60 for number in (1, 2, 3, 4, 99)] == [5, 10, 20, 30, 30]
    assert wait(99, "refused") == timedelta(hours=6)
    assert Entry(letter(0)).ready(NOW)


def test_a_torn_or_foreign_file_is_told_and_left_alone(outbox: Outbox) -> None:
    (outbox.folder / "20261120T000000-torn.json").write_text('{"schema": 1, "sta')
    (outbox.folder / "20261120T000000-foreign.json").write_text("[]")
    assert len(outbox.entries()) == 3
    assert [path.name for path in outbox.unreadable()] == ["20261120T000000-foreign.json", "20261120T000000-torn.json"]


def test_an_answer_goes_after_the_letter_it_answers(outbox: Outbox, tmp_path: Path) -> None:
    """Made in one second, or by a clock that was set back meanwhile; and not at all before the first was taken."""
    first = letter(1)
    closing = replace(
        first, kind="closed", message_id=first.message_id.replace("opened", "closed"), thread=first.message_id
    )
    early = replace(closing, message_id=closing.message_id.replace("closed", "recalled"), kind="recalled")
    assert outbox.put(closing) and outbox.put(replace(early, made=NOW - timedelta(days=1)))
    told = [ALL[0], first.message_id, early.message_id, closing.message_id, ALL[2]]
    assert [one.letter.message_id for one in outbox.entries()] == told
    with postman(tmp_path) as (man, server):
        man.answer = lambda one: "550 no such mailbox" if one["Message-ID"] == first.message_id else None
        assert deliver(outbox, lambda: connected(server), NOW).waiting == 3
        assert ids(man.messages) == [ALL[0], ALL[2]]
        man.answer = lambda _: None
        assert deliver(outbox, lambda: connected(server), NOW + timedelta(hours=7)).waiting == 0
        assert ids(man.messages) == [ALL[0], ALL[2], *told[1:4]]
        assert str(man.messages[-1]["In-Reply-To"]) == first.message_id


def test_a_letter_at_which_every_connection_breaks_holds_up_no_other(outbox: Outbox, tmp_path: Path) -> None:
    with postman(tmp_path) as (man, server):
        man.answer = lambda one: "421 virus scanner died" if one["Message-ID"] == ALL[0] else None
        assert deliver(outbox, lambda: connected(server), NOW).sent == ()
        done = deliver(outbox, lambda: connected(server), NOW + timedelta(minutes=5))
        assert (len(done.sent), done.waiting) == (2, 1)
        assert ids(man.messages) == ALL[1:]
        man.answer = lambda _: None
        assert len(deliver(outbox, lambda: connected(server), NOW + timedelta(hours=1)).sent) == 1


def test_a_wait_told_by_a_clock_that_ran_ahead_is_over(outbox: Outbox) -> None:
    assert Entry(letter(0), attempts=9, tried=NOW + timedelta(days=400)).ready(NOW)


def test_a_server_that_closes_at_the_recipient_leaves_the_rest_queued(outbox: Outbox, tmp_path: Path) -> None:
    with postman(tmp_path) as (man, server):

        async def full(*_: object) -> str:
            return "421 4.3.2 too many"

        man.handle_RCPT = full  # type: ignore[attr-defined]
        done = deliver(outbox, lambda: connected(server), NOW)
        assert (done.sent, done.refused, done.waiting, done.trouble) == ((), (), 3, "421 4.3.2 too many")
        del man.handle_RCPT  # type: ignore[attr-defined]
        assert len(deliver(outbox, lambda: connected(server), NOW + timedelta(hours=1)).sent) == 3


def test_a_letter_that_cannot_be_sent_does_not_stop_the_others(outbox: Outbox, tmp_path: Path) -> None:
    path = sorted(outbox.folder.glob("*.json"))[0]
    tree = json.loads(path.read_text("utf-8"))
    harmed = (
        {"recipient": "a@b.example\nBcc: c@d.example"},
        {"recipient": 5},
        {"subject": None},
        {"kind": "spam"},
        {"made": "yesterday"},
        {"incidents": 7},
    )
    for harm in harmed:
        path.write_text(json.dumps(tree | {"letter": tree["letter"] | harm}), "utf-8")
        assert outbox.unreadable() == [path], harm
    path.write_text(json.dumps(tree | {"state": "lost"}), "utf-8")
    (outbox.folder / "folder.json").mkdir()
    assert len(outbox.unreadable()) == 2
    with postman(tmp_path) as (man, server):
        assert len(deliver(outbox, lambda: connected(server), NOW).sent) == 2
        assert ids(man.messages) == ALL[1:]


_INTERRUPTED = """
import signal, sys
from datetime import datetime
from pathlib import Path
from probes.tickets.delivery import MailServer, connected, deliver
from probes.tickets.outbox import Outbox
signal.signal(signal.SIGINT, signal.default_int_handler)
box, port, user, password, trust = sys.argv[1:]
server = MailServer("127.0.0.1", int(port), "starttls", user, password, trust, timeout=30)
deliver(Outbox(Path(box)), lambda: connected(server), datetime.fromisoformat("2026-11-20T12:00:00+00:00"))
"""


def test_ctrl_c_while_the_server_thinks_ends_at_once_and_loses_nothing(outbox: Outbox, tmp_path: Path) -> None:
    """The answer to the letter is not taken for one to the farewell."""
    with postman(tmp_path) as (man, server):
        running: list[subprocess.Popen[bytes]] = []

        def interrupt(_: EmailMessage) -> None:
            running[0].send_signal(signal.SIGINT)
            running[0].wait(10)

        man.answer = interrupt
        arguments = [str(outbox.folder), str(server.port), server.user, server.password, server.trust]
        command = [sys.executable, "-c", _INTERRUPTED, *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
        running.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE))
        _, said = running[0].communicate()
        assert running[0].returncode and b"KeyboardInterrupt" in said, said
        assert sorted(one.state for one in outbox.entries()) == ["queued", "queued", "sending"]
        man.answer = lambda _: None
        deliver(outbox, lambda: connected(server), NOW + timedelta(days=1))
        assert set(ids(man.messages)) == set(ALL)


_KILLED = """
import os, signal, sys, threading, time
from datetime import datetime, UTC
from pathlib import Path
from probes.tickets.delivery import MailServer, connected, deliver
from probes.tickets.outbox import Outbox
box, port, user, password, trust, delay = sys.argv[1:]
server = MailServer("127.0.0.1", int(port), "starttls", user, password, trust, timeout=5)
threading.Thread(target=lambda: (time.sleep(float(delay)), os.kill(os.getpid(), signal.SIGKILL)), daemon=True).start()
deliver(Outbox(Path(box)), lambda: connected(server), datetime.fromisoformat("2026-11-20T12:00:00+00:00"))
"""


def test_a_kill_at_any_moment_loses_no_letter(outbox: Outbox, tmp_path: Path) -> None:
    """A letter may come twice after a kill, then under the same Message-ID."""
    with postman(tmp_path) as (man, server):
        for at in range(6):
            arguments = [server.host and str(outbox.folder), str(server.port), server.user, server.password]
            command = [sys.executable, "-c", _KILLED, *map(str, arguments), str(server.trust), str(0.02 * at)]
            killed = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(Path.cwd())}, check=False)
            assert killed.returncode in (0, -signal.SIGKILL)
            assert len(outbox.entries()) == 3
        deliver(outbox, lambda: connected(server), NOW + timedelta(days=1))
        assert set(ids(man.messages)) == set(ALL)
        assert all(one.state == "sent" for one in outbox.entries())


def test_the_stock_client_agrees_that_the_server_asks_for_tls_and_a_password(tmp_path: Path) -> None:
    """The positive control: without them a plain client gets nowhere."""
    with (
        postman(tmp_path) as (_, server),
        smtplib.SMTP(server.host, server.port, timeout=5) as plain,
        pytest.raises(smtplib.SMTPException),
    ):
        plain.sendmail("a@fts.example", ["b@smev.example"], b"x")
