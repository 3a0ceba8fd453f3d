"""A certificate is named after what it serves; nobody's name, surname or СНИЛС is ever shown."""

import pytest

from probes.certificates.names import COMMON, NAMELESS, OFFICIAL, ORGANISATION, UNSTRUCTURED, component
from tests.probes.certificates.known import reading

SURNAME, GIVEN, SNILS = "2.5.4.4", "2.5.4.42", "1.2.643.100.3"
BODY = (ORGANISATION, "ФТС России")


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        (((COMMON, "ФТС России"), (UNSTRUCTURED, "ИС ФТС России")), "ИС ФТС России"),
        (((COMMON, "ИС ФТС России"), BODY), "ИС ФТС России"),
        ((BODY,), "ФТС России"),
        ((), NAMELESS),
        (((COMMON, "Фамилия Имя"), (SURNAME, "Фамилия"), (GIVEN, "Имя"), BODY), f"{OFFICIAL} (ФТС России)"),
        (((COMMON, "ФАМИЛИЯ И."), (SURNAME, "Фамилия"), BODY), f"{OFFICIAL} (ФТС России)"),
        (((COMMON, "Имя Отчествович"), (SNILS, "00000000000")), OFFICIAL),
        (((COMMON, "И.О. Фамилия"), BODY), f"{OFFICIAL} (ФТС России)"),
        (((COMMON, "Familia Imya Otchestvovich"), BODY), f"{OFFICIAL} (ФТС России)"),
        (((UNSTRUCTURED, "ИС, ответственный Фамилия"), (SURNAME, "Фамилия"), (COMMON, "Шлюз")), "Шлюз"),
        (((COMMON, "Шлюз 000-000-000 00"),), "Шлюз …"),
        (((COMMON, "Шлюз\n\x1b[31m\u202eСМЭВ"),), "Шлюз [31m СМЭВ"),
        (((COMMON, "Ш" * 500),), "Ш" * 159 + "…"),
    ],
)
def test_a_component_is_named_and_a_person_is_not(subject: tuple[tuple[str, str], ...], name: str) -> None:
    assert component(subject) == name


def test_a_host_stands_in_for_a_missing_name() -> None:
    assert component((), ("portal.fts.example",)) == "portal.fts.example"


def test_the_certificate_of_an_official_tells_only_that_it_is_one() -> None:
    (one,) = reading("official.cer").certificates
    assert one.component == f"{OFFICIAL} (ФТС России (демонстрация))"
    assert not any(word in str(one.component) for word in ("Фамилия", "Имя", "00000000000", "Инспектор"))
