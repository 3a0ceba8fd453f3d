"""`tkmv new target`: valid at once, held to the address policy, never over what is there."""

import json

import pytest

from generator.model.words import FILL
from tests.cli.office import Office

NETWORKS = """\
networks:
  - network: 127.152.0.0/16
    reason: Узел наблюдения
    approved:
      party: cittu
"""
SERVICE = "content/monitoring/targets/extract.yml"


def found(office: Office, severity: str) -> list[str]:
    told = json.loads(office.run("check", "--format", "json").stdout)
    return [one["code"] for one in told if one["severity"] == severity and one["path"].startswith("content/monitoring")]


@pytest.fixture
def watching(office: Office) -> Office:
    """An office whose administrators have allowed a network."""
    folder = office.root / "content/monitoring"
    folder.mkdir(exist_ok=True)
    (folder / "networks.yml").write_text(NETWORKS, "utf-8")
    return office


def test_a_service_of_a_card_takes_name_and_owner_from_it(office: Office) -> None:
    assert office.done("new", "target", "extract", "--card", "tkmv-service") == f"{SERVICE}\n"
    text = (office.root / SERVICE).read_text("utf-8")
    assert "\nowner: fns\n" in text and "\nkind: service\n" in text
    assert "  - card: tkmv-service\n" in text and "    service: extract\n" in text
    assert text.count(f"reason: {json.dumps(FILL)[1:-1]}") + text.count(f'reason: "{FILL}') == 2
    assert found(office, "error") == []
    assert set(found(office, "warning")) == {"target-blank", "control-missing"}


@pytest.mark.parametrize(
    ("kind", "option", "value", "check"),
    [
        ("component", "--url", "http://127.152.3.1:8080/health", "http"),
        ("component", "--address", "127.152.3.1:8080", "tcp"),
        ("smev", "--url", "http://127.152.1.1:7500/ws?wsdl", "wsdl"),
    ],
)
def test_the_first_check_goes_into_an_allowed_network(
    kind: str, option: str, value: str, check: str, watching: Office
) -> None:
    watching.done("new", "target", "fresh", "--kind", kind, "--owner", "cittu", "--name", "Узел", option, value)
    text = (watching.root / "content/monitoring/targets/fresh.yml").read_text("utf-8")
    assert f"    kind: {check}\n" in text
    assert FILL not in text.partition("\nid: ")[2]
    assert found(watching, "error") == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--url", "http://10.0.0.1/"], "п. 25: поле url проверки http должно вести в сеть, разрешённую"),
        (["--url", "http://name.example/"], "п. 25: поле url проверки http должно вести к узлу из списка hosts"),
        (["--owner", "fns"], "п. 25: поле owner должно называть подразделение ФТС России"),
    ],
)
def test_what_a_rule_forbids_is_refused_with_its_point(words: list[str], why: str, watching: Office) -> None:
    before = watching.files()
    result = watching.run("new", "target", "fresh", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert why in result.stderr
    assert watching.files() == before


def test_a_target_is_never_overwritten(office: Office) -> None:
    office.done("new", "target", "extract", "--card", "tkmv-service")
    before = office.files()
    result = office.run("new", "target", "extract", "--card", "tkmv-service")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"объект extract уже есть: {SERVICE}" in result.stderr
    assert office.files() == before


@pytest.mark.parametrize(
    "words",
    [
        ["UPPER"],
        ["fresh", "--url", "nowhere"],
        ["fresh", "--address", "127.152.1.1"],
        ["fresh", "--kind", "service"],
        ["fresh", "--owner", "nosuch"],
        ["fresh", "--behind", "nosuch"],
        ["fresh", "--card", "nosuch"],
        ["fresh", "--card", "tkmv-service", "--service", "nosuch"],
    ],
)
def test_misuse_is_one_line_why_and_exit_code_2(words: list[str], office: Office) -> None:
    before = office.files()
    result = office.run("new", "target", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert office.files() == before
