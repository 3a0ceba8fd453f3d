"""`tkmv incidents` and `tkmv tickets`: the same file for the same journal; no letter without being asked, none lost."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import Result

from probes.journal import Journal
from probes.model.measurement import Measurement
from probes.model.verdict import Verdict
from tests.cli.office import Office
from tests.probes.tickets.postman import PASSWORD, USER, postman

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
TARGET = """\
id: sample
name: Сведения <b>ЕГРЮЛ</b>
kind: service
side: supplier
owner: fns
since: 2026-09-01
checks:
  - id: wsdl
    kind: wsdl
    purpose: service_availability
    url: http://127.152.2.1/?wsdl
"""
SUPPORT = """\
addressee: support@smev.example
duty:
  party: cittu
  contact: nachalnik-cittu
patience: 10m
"""


def measured(office: Office, *verdicts: Verdict, start: datetime = START) -> None:
    """A sweep every five minutes."""
    journal = Journal.open(str(office.root / ".data" / "journal"))
    for number, verdict in enumerate(verdicts):
        moment = start + timedelta(minutes=5 * number)
        cause = "refused" if verdict is Verdict.DOWN else None
        evidence = "Connection refused\r\nBcc: other@world.example" if cause else ""
        one = Measurement(int(moment.timestamp()), "sample", "wsdl", "ci", verdict, cause, 40, evidence)
        journal.append([one], runner="ci", started=moment)


@pytest.fixture
def watched(office: Office) -> Office:
    """An office with one service, down since the second of six sweeps."""
    folder = office.root / "content" / "monitoring"
    (folder / "targets").mkdir(parents=True)
    (folder / "targets" / "sample.yml").write_text(TARGET, "utf-8")
    (folder / "support.yml").write_text(SUPPORT.replace("nachalnik-cittu", _contact(office)), "utf-8")
    measured(office, Verdict.UP, *[Verdict.DOWN] * 5)
    return office


def run(office: Office, *args: str, at: str = "2026-11-20T10:00Z") -> Result:
    """A command at a moment."""
    return office.run(*args, "--today", at)


def done(office: Office, *args: str, at: str = "2026-11-20T10:00Z") -> str:
    """The data of a command that must succeed."""
    return office.done(*args, "--today", at)


def facts(office: Office) -> Path:
    return office.root / ".data" / "incidents.json"


def letters(office: Office) -> list[Path]:
    return sorted(path for path in (office.root / ".data" / "outbox").rglob("*") if path.is_file())


# --- incidents


def test_what_lasts_is_told_kept_and_makes_the_exit_code(watched: Office) -> None:
    result = run(watched, "incidents")
    assert result.exit_code == 1
    assert "2026-11-20-0905-sample: Сведения <b>ЕГРЮЛ</b>: недоступен, длится; 20.11.2026, 12:05" in result.stdout
    assert "узел отклоняет соединения, на стороне поставщика данных" in result.stdout
    assert "Инцидентов: 1, длятся: 1" in result.stderr
    assert run(watched, "incidents", "--exit-zero").exit_code == 0
    kept = facts(watched).read_bytes()
    assert run(watched, "incidents", "--replay", "--exit-zero").exit_code == 0
    assert facts(watched).read_bytes() == kept, "replayed or grown, the same"


def test_json_is_told_with_moments_of_utc_and_what_is_over_is_no_fault(watched: Office) -> None:
    measured(watched, *[Verdict.UP] * 3, start=START + timedelta(minutes=30))
    (one,) = json.loads(done(watched, "incidents", "--format", "json"))
    assert (one["start"], one["end"], one["causes"]) == ("2026-11-20T09:05:00Z", "2026-11-20T09:30:00Z", {"refused": 5})
    assert json.loads(done(watched, "incidents", "--open", "--format", "json")) == []
    assert done(watched, "incidents", "--open") == ""


def test_runs_that_grow_the_journal_give_the_file_of_one_replay(watched: Office) -> None:
    run(watched, "incidents")
    measured(watched, Verdict.DOWN, Verdict.UP, Verdict.UP, start=START + timedelta(minutes=30))
    run(watched, "incidents")
    grown = facts(watched).read_bytes()
    facts(watched).unlink()
    run(watched, "incidents", "--replay")
    assert facts(watched).read_bytes() == grown


@pytest.mark.parametrize(
    "harm",
    [
        lambda _: "{",
        lambda text: text.replace('"until": ', '"until": 9999999'),
        lambda text: text.replace('"start": ', '"start": 9999999'),
        lambda text: text.replace('"schema": 1', '"schema": 2'),
        lambda text: text.replace('"spells": 1', '"spells": "1"'),
        lambda text: text.replace('[["refused", 5]]', "[]"),
    ],
)
def test_a_broken_file_of_facts_is_told_set_aside_and_made_anew(watched: Office, harm: Callable[[str], str]) -> None:
    run(watched, "incidents")
    good = facts(watched).read_bytes()
    harmed = harm(good.decode())
    assert harmed != good.decode()
    facts(watched).write_text(harmed, "utf-8")
    assert "не читается" in run(watched, "tickets").stderr
    result = run(watched, "incidents")
    assert "не читается" in result.stderr and result.exit_code == 1
    assert facts(watched).read_bytes() == good
    aside = facts(watched).with_name("incidents.damaged.json")
    assert aside.read_text("utf-8") == harmed and str(aside) in result.stderr
    assert "не читается" not in run(watched, "incidents").stderr
    assert not list(facts(watched).parent.glob(".*")), "nothing is left half-written"


def test_facts_that_cannot_be_written_are_told_in_russian(watched: Office) -> None:
    (watched.root / ".data" / "incidents.damaged.json").mkdir()
    facts(watched).write_text("{", "utf-8")
    result = run(watched, "incidents")
    assert result.exit_code == 1
    assert f"{facts(watched)} не записать: на месте файла лежит папка" in result.stderr
    assert facts(watched).read_text("utf-8") == "{"


def test_a_folder_in_place_of_the_facts_is_set_aside(watched: Office) -> None:
    facts(watched).mkdir(parents=True)
    assert run(watched, "incidents").exit_code == 1
    assert facts(watched).is_file()


@pytest.mark.parametrize("command", ["incidents", "tickets", "build"])
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("", "нужна папка или адрес"),
        ("s3://", "нужна папка или адрес"),
        ("nosuch://bucket/journal", "хранилища вида nosuch:// нет"),
        ("absent", "журнала absent нет"),
    ],
)
def test_a_journal_that_is_named_must_be_there(watched: Office, command: str, place: str, words: str) -> None:
    result = run(watched, command, "--journal", place)
    assert result.exit_code == 2 and words in result.stderr, result.output
    assert not facts(watched).exists()


def test_a_journal_in_another_folder_keeps_facts_of_its_own(watched: Office, tmp_path: Path) -> None:
    other = tmp_path / "other"
    Journal.open(str(other)).append(
        [Measurement(int(START.timestamp()), "sample", "wsdl", "ci", Verdict.UP, None, 40, "")],
        runner="ci",
        started=START,
    )
    assert run(watched, "incidents").exit_code == 1
    before = facts(watched).read_bytes()
    assert run(watched, "incidents", "--journal", str(other)).exit_code == 0
    assert b'"incidents": [\n\n]' in (other / "incidents.json").read_bytes()
    assert facts(watched).read_bytes() == before
    assert run(watched, "incidents", "--journal", str(watched.root / ".data" / "journal")).exit_code == 1
    assert facts(watched).read_bytes() == before


@pytest.mark.parametrize("command", ["incidents", "tickets"])
def test_without_a_journal_there_is_nothing_to_tell(office: Office, command: str) -> None:
    (office.root / "content" / "monitoring").mkdir()
    (office.root / "content" / "monitoring" / "support.yml").write_text(
        SUPPORT.replace("nachalnik-cittu", _contact(office)), "utf-8"
    )
    result = run(office, command)
    assert (result.exit_code, result.stdout) == (0, ""), result.output
    assert ".data/journal нет, данных наблюдения нет" in result.stderr


@pytest.mark.parametrize("command", ["incidents", "tickets"])
def test_a_damaged_file_of_the_journal_is_told(watched: Office, command: str) -> None:
    assert "не учтены" not in run(watched, command).stderr
    damaged = sorted((watched.root / ".data/journal/raw/2026-11-20").glob("*.parquet"))[-1]
    damaged.write_bytes(damaged.read_bytes()[:100])
    told = run(watched, command).stderr
    assert "эти файлы не учтены" in told
    assert f"raw/2026-11-20/{damaged.name} (файл оборван или повреждён)" in told


# --- tickets


def test_without_send_letters_are_only_printed(watched: Office) -> None:
    before = watched.files()
    printed = done(watched, "tickets")
    assert "Кому: support@smev.example" in printed and "От: smev@ca.customs.ru" in printed
    assert "Message-ID: <" in printed and "Сведения <b>ЕГРЮЛ</b>" in printed
    assert done(watched, "tickets") == printed
    assert watched.files() == before, "nothing is written"


@pytest.fixture
def served(watched: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """The environment of a mail server."""

    def told(port: int, trust: str | None) -> None:
        settings = {"HOST": "127.0.0.1", "PORT": str(port), "USER": USER, "PASSWORD": PASSWORD, "TRUST": trust or ""}
        for name, value in settings.items():
            monkeypatch.setenv(f"TKMV_SMTP_{name}", value)

    return told


def test_letters_are_sent_once_and_recovery_is_told_in_the_thread(
    watched: Office, served: Callable[..., object], tmp_path: Path
) -> None:
    with postman(tmp_path) as (man, server):
        served(server.port, server.trust)
        assert "отправлено" in done(watched, "tickets", "--send")
        assert done(watched, "tickets", "--send") == "", "once"
        measured(watched, *[Verdict.UP] * 20, start=START + timedelta(minutes=30))
        assert "отправлено" in done(watched, "tickets", "--send")
    first, second = man.messages
    assert man.recipients == [["support@smev.example"]] * 2
    assert second["In-Reply-To"] == first["Message-ID"]
    assert all(one["Bcc"] is None and one["From"] == "smev@ca.customs.ru" for one in man.messages), (
        "no headers of others"
    )


def test_a_server_that_is_down_loses_nothing(watched: Office, served: Callable[..., object], tmp_path: Path) -> None:
    with postman(tmp_path) as (_, server):
        port, trust = server.port, server.trust
    served(port, trust)
    printed = done(watched, "tickets")
    result = run(watched, "tickets", "--send")
    assert result.exit_code == 1 and "почтовый сервер 127.0.0.1" in result.stderr
    assert "ждут отправки: 1" in result.stderr and letters(watched)
    again = run(watched, "tickets", "--send", at="2026-11-20T10:01Z")
    assert "Новых писем: 0" in again.stderr and "не раньше 20.11.2026 13:05 МСК, сразу — с ключом --now" in again.stderr
    with postman(tmp_path) as (man, server):
        served(server.port, server.trust)
        assert run(watched, "tickets", "--send", "--now", at="2026-11-20T10:02Z").exit_code == 0
    assert len(man.messages) == 1
    assert man.messages[0]["Message-ID"] in printed


def test_a_letter_that_is_refused_waits(watched: Office, served: Callable[..., object], tmp_path: Path) -> None:
    def later(_: EmailMessage) -> str | None:
        return "451 later"

    with postman(tmp_path) as (man, server):
        served(server.port, server.trust)
        man.answer = later
        result = run(watched, "tickets", "--send")
        assert result.exit_code == 1 and PASSWORD not in result.output
        man.answer = lambda _: None
        assert run(watched, "tickets", "--send", at="2026-11-20T12:00Z").exit_code == 0
    assert len(man.messages) == 1


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "TKMV_SMTP_HOST"),
        ({"HOST": "127.0.0.1", "SECURITY": "ssl3"}, "TKMV_SMTP_SECURITY"),
        ({"HOST": "127.0.0.1", "PORT": "70000"}, "TKMV_SMTP_PORT"),
        ({"HOST": "127.0.0.1", "PORT": "²"}, "TKMV_SMTP_PORT"),
        ({"HOST": "127.0.0.1", "TRUST": "no/such.pem"}, "TKMV_SMTP_TRUST"),
        ({"HOST": "127.0.0.1", "TRUST": __file__}, "TKMV_SMTP_TRUST"),
        ({"HOST": "127.0.0.1:25"}, "без порта"),
        ({"HOST": "почта..example"}, "без порта"),
        ({"HOST": "mail.example", "SECURITY": "none"}, "TKMV_SMTP_"),
    ],
)
def test_wrong_settings_are_a_misuse_and_nothing_is_written(
    watched: Office, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], words: str
) -> None:
    for name in ("HOST", "PORT", "SECURITY", "USER", "PASSWORD", "TRUST"):
        monkeypatch.delenv(f"TKMV_SMTP_{name}", raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(f"TKMV_SMTP_{name}", value)
    before = watched.files()
    result = run(watched, "tickets", "--send")
    assert result.exit_code == 2 and words in result.stderr, result.output
    assert watched.files() == before


def test_it_must_be_known_whom_to_write_to(watched: Office) -> None:
    (watched.root / "content" / "monitoring" / "support.yml").unlink()
    result = run(watched, "tickets")
    assert result.exit_code == 1 and "content/monitoring/support.yml" in result.stderr and "п. 30" in result.stderr


def test_nobody_real_is_written_to_about_the_history_of_a_demonstration(
    watched: Office, served: Callable[..., object], tmp_path: Path
) -> None:
    data = watched.root / ".data"
    (data / "journal").rename(data / "demo")
    support = watched.root / "content" / "monitoring" / "support.yml"
    with postman(tmp_path) as (man, server):
        served(server.port, server.trust)
        invented = support.read_text("utf-8")
        support.write_text(invented.replace("support@smev.example", "smev@ca.customs.ru"), "utf-8")
        result = run(watched, "tickets", "--send")
        assert result.exit_code == 1 and "смоделирована" in result.stderr
        assert (man.recipients, letters(watched)) == ([], [])
        assert "Кому: smev@ca.customs.ru" in done(watched, "tickets"), "it may be looked at"
        support.write_text(invented, "utf-8")
        assert "отправлено" in done(watched, "tickets", "--send")


def test_support_is_written_to_though_the_duty_contact_does_not_serve_any_more(
    watched: Office, served: Callable[..., object], tmp_path: Path
) -> None:
    path = watched.root / "content" / "monitoring" / "support.yml"
    path.write_text(SUPPORT.replace("nachalnik-cittu", "nobody"), "utf-8")
    own = TARGET.replace("id: sample", "id: own").replace("kind: service", "kind: component")
    own = own.replace("side: supplier", "side: consumer").replace("owner: fns", "owner: cittu")
    (path.parent / "targets" / "own.yml").write_text(own.replace("service_availability", "own_component"), "utf-8")
    journal = Journal.open(str(watched.root / ".data" / "journal"))
    for number in range(6):
        moment = START + timedelta(minutes=5 * number)
        row = Measurement(int(moment.timestamp()), "own", "wsdl", "ci", Verdict.DOWN, "refused", 40, "")
        journal.append([row], runner="own", started=moment)
    result = run(watched, "tickets")
    assert result.exit_code == 1 and "у дежурного ЦИТТУ нет действующей почты" in result.stderr
    assert "Писем к отправке: 1" in result.stderr and "Кому: support@smev.example" in result.stdout
    with postman(tmp_path) as (man, server):
        served(server.port, server.trust)
        assert run(watched, "tickets", "--send").exit_code == 1
    assert man.recipients == [["support@smev.example"]]


def _contact(office: Office) -> str:
    lines = (office.root / "content/contacts/cittu.yml").read_text("utf-8").splitlines()
    return next(line.split(": ")[1] for line in lines if line.strip().startswith("- id: "))
