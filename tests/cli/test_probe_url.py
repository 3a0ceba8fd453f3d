"""`tkmv probe --url`: one check by hand, against real servers of the loopback."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.probes.misbehaviour.papers import NAME, Papers
from tests.probes.misbehaviour.scenes.contracts import DIGEST, WSDL
from tests.probes.misbehaviour.scenes.examples import RESULT, enveloped
from tests.probes.misbehaviour.stage import Stage, answer, mute, opened, says
from tests.probes.misbehaviour.zone import Zone

OWN = ("--allow", "127.0.0.0/8")


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with opened() as stage:
        yield stage


def probe(*words: str) -> Result:
    return CliRunner().invoke(main, ["probe", *words])


def told(result: Result) -> dict[str, Any]:
    """The one line of the answer."""
    assert result.stdout.count("\n") == 1
    found: dict[str, Any] = json.loads(result.stdout)
    assert list(found) == ["verdict", "cause", "phases", "evidence", "elapsed_s"]
    return found


def test_an_answer_is_one_line_of_json_with_its_phases(stage: Stage) -> None:
    result = probe("--url", f"http://127.0.0.1:{stage.serve(says(answer(b'ok')))}/", "--kind", "http", *OWN)
    found = told(result)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (found["verdict"], found["cause"]) == ("up", None)
    assert list(found["phases"]) == ["connect", "head", "body"]
    assert sum(found["phases"].values()) <= found["elapsed_s"] * 1_000 + 0.1


def test_nothing_is_recorded(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert probe("--url", f"tcp://127.0.0.1:{stage.serve(mute)}", "--kind", "tcp", *OWN).exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_up_is_exit_code_1(stage: Stage) -> None:
    busy = f"http://127.0.0.1:{stage.serve(says(answer(b'', '503 Busy')))}/"
    late = f"http://127.0.0.1:{stage.serve(says(b'', answer(b'ok'), pause=0.1))}/"
    for words, verdict, cause in (
        (("http", busy), "down", "http_status"),
        (("tcp", f"tcp://127.0.0.1:{stage.unused()}"), "down", "refused"),
        (("http", f"http://127.0.0.1:{stage.serve(mute)}/", "--deadline", "0.3"), "down", "timeout"),
        (("http", late, "--slow-ms", "20"), "degraded", "slow"),
    ):
        kind, url, *more = words
        result = probe("--url", url, "--kind", kind, *more, *OWN)
        assert (result.exit_code, told(result)["verdict"], told(result)["cause"]) == (1, verdict, cause)


@pytest.mark.parametrize("allowed", [(), ("--allow", "10.0.0.0/8"), ("--allow", "0.0.0.0/0")])
def test_an_address_that_is_not_allowed_is_refused_with_exit_code_2(stage: Stage, allowed: tuple[str, ...]) -> None:
    port = stage.serve(says(answer(b"secret")))
    result = probe("--url", f"http://127.0.0.1:{port}/", "--kind", "http", *allowed)
    assert (result.exit_code, told(result)["cause"]) == (2, "policy_refused")
    assert "127.0.0.1: адрес не входит в разрешённые сети" in result.stderr
    assert stage.calls[port] == 0


@pytest.mark.parametrize(
    "form", ["tcp://127.0.0.1:{}", "127.0.0.1:{}", "http://127.0.0.1:{}/page?x", "https://127.0.0.1:{}"]
)
def test_a_connection_is_tried_to_an_address_in_any_form(form: str, stage: Stage) -> None:
    assert probe("--url", form.format(stage.serve(mute)), "--kind", "tcp", *OWN).exit_code == 0


@pytest.mark.parametrize("form", ["tcp://127.0.0.1", "127.0.0.1", "udp://127.0.0.1:1", "http://127.0.0.1:x/", "tcp://"])
def test_a_form_that_names_no_port_is_misuse(form: str) -> None:
    assert probe("--url", form, "--kind", "tcp", *OWN).exit_code == 2


def test_metadata_is_refused_whatever_is_allowed() -> None:
    result = probe("--url", "http://169.254.169.254/latest/", "--kind", "http", "--allow", "0.0.0.0/0")
    assert (result.exit_code, told(result)["cause"]) == (2, "policy_refused")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("--url http://127.0.0.1/", "нужен --kind"),
        ("--kind http", "только вместе с --url"),
        ("--url http://127.0.0.1/ --kind ftp", "--kind"),
        ("--url http://127.0.0.1/ --kind http --allow nonsense", "нужна сеть"),
        ("--url http://127.0.0.1/ --kind http --allow 10.0.0.1/8", "нужна сеть"),
        ("--url http://127.0.0.1/ --kind http --deadline 0", "--deadline"),
        ("--url http://127.0.0.1/ --kind http --journal x", "--journal вместе с --url не действует"),
        ("--url http://127.0.0.1/ --kind http --nameserver dns.test", "--nameserver"),
        ("--url http://127.0.0.1/ --kind soap --namespace x", "ИМЯ=ЗНАЧЕНИЕ"),
        ("--url http://127.0.0.1/ --kind wsdl --contract 6721a2b6", "нужна контрольная сумма SHA-256"),
        ("--contains x", "действует только вместе с --url"),
        ("--url ftp://127.0.0.1/ --kind http --allow 127.0.0.1", "схема адреса"),
        ("--url http://a:b@127.0.0.1/ --kind http --allow 127.0.0.1", "пароль"),
        ("--url http://127.0.0.1/ --kind soap --allow 127.0.0.1 --request absent.xml", "файла"),
        ("--url http://127.0.0.1/ --kind soap --allow 127.0.0.1 --assert //[", "XPath"),
    ],
)
def test_misuse_is_one_line_why_and_exit_code_2(words: str, why: str) -> None:
    result = probe(*words.split())
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert why in result.stderr


def test_options_reach_the_check(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of TLS, authorities, contracts, examples and assertions, each by its own flag; files from anywhere."""
    monkeypatch.chdir(tmp_path)
    papers = Papers(tmp_path, datetime.now(UTC))
    page = stage.serve(says(answer(b"ready")), papers.context("node"))
    wsdl = stage.serve(says(answer(WSDL)))
    soap = stage.serve(says(answer(enveloped(RESULT))))
    zone = stage.answer(Zone().reply)
    (tmp_path / "example.xml").write_bytes(enveloped("<a/>"))
    named = ("--trust", str(tmp_path / "ca.pem"), "--server-name", NAME)
    asserting = ("--request", "example.xml", "--action", "urn:ask", "--namespace", "e=urn:example")
    for kind, url, more, cause in (
        ("http", f"https://127.0.0.1:{page}/", (*named, "--contains", "ready"), None),
        ("http", f"https://127.0.0.1:{page}/", (*named, "--contains", "steady"), "answer_unexpected"),
        ("http", f"https://127.0.0.1:{page}/", ("--trust", "ca.pem"), "tls_wrong_name"),
        ("tls", f"tls://127.0.0.1:{page}", (), "tls_untrusted"),
        ("wsdl", f"http://127.0.0.1:{wsdl}/?wsdl", ("--contract", DIGEST.upper()), None),
        ("wsdl", f"http://127.0.0.1:{wsdl}/?wsdl", ("--contract", "0" * 64), "contract_changed"),
        ("soap", f"http://127.0.0.1:{soap}/", (*asserting, "--assert", "//e:Status=RESULT"), None),
        ("soap", f"http://127.0.0.1:{soap}/", (*asserting, "--assert", "//e:Absent"), "assertion_failed"),
        ("dns", "dns://good.test", ("--nameserver", f"127.0.0.1:{zone}"), None),
        ("http", f"http://good.test:{wsdl}/", ("--nameserver", f"127.0.0.1:{zone}"), None),
    ):
        result = probe("--url", url, "--kind", kind, *more, *OWN)
        assert told(result)["cause"] == cause, (url, more, result.output)
        assert result.exit_code == (0 if cause is None else 1)


def test_an_equals_sign_within_brackets_belongs_to_the_path(stage: Stage) -> None:
    message = enveloped('<a b="1">text</a>')
    url = f"http://127.0.0.1:{stage.serve(says(answer(message)))}/"
    for asserted, exit_code in (("//a[@b='1']=text", 0), ("//a[@b='1']", 0), ("//a[@b='2']", 1), ("count(//a)=1", 0)):
        assert probe("--url", url, "--kind", "soap", "--assert", asserted, *OWN).exit_code == exit_code, asserted
