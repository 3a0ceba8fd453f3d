"""The table of faults: every row has a source and is reached, what no source explains stays unknown."""

import re

import pytest
from lxml import etree

from probes.kinds import faults
from probes.kinds.faults import REJECTIONS, SIGNS, STATUSES, Sign, sign_of, trouble_of
from probes.model.cause import CAUSES

# A text that each expression of the table is meant for.
TEXTS = {
    "No policies found": 'No policies found for service "SID0003663"',
    "Cannot perform client request": "Cannot perform client request",
    "SMEV-10000[34]": "SMEV-100004: сертификат не найден",
    "SMEV-100\\b": "SMEV-100:Отсутствует ЭП-ОВ",
    "Срок действия": "SMEV-100:Срок действия сертификата ЭП-ОВ истёк. Обратитесь в удостоверяющий центр",
}


def fault(text: str = "", name: str = "Detail", value: str = "") -> etree._Element:
    return etree.fromstring(
        f"<Fault><faultstring>{text}</faultstring><d:{name} xmlns:d='urn:d'>{value}</d:{name}></Fault>"
    )


def shown(sign: Sign) -> etree._Element:
    """A fault that shows this very sign and no other."""
    if sign.name is not None:
        return fault(name=sign.name)
    expression = sign.text or ""
    text = next((text for start, text in TEXTS.items() if start in expression), None)
    return fault(text or re.sub(r"\\b", "", expression))


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: str(sign.name or sign.text))
def test_every_row_has_a_source_and_is_the_first_to_see_its_fault(sign: Sign) -> None:
    assert sign.source in re.findall(r"\[[A-Z]+\]", str(faults.__doc__))
    assert sign.cause is None or sign.cause in CAUSES
    assert (sign.text is None) != (sign.name is None)
    assert sign_of(shown(sign)) is sign


@pytest.mark.parametrize("code", [100001, 100002, 100006, 100007, 100009, 101004, 1000031, 10000])
def test_a_code_that_no_source_explains_stays_unknown(code: int) -> None:
    assert sign_of(fault(f"SMEV-{code}: нечто")) is None


@pytest.mark.parametrize("text", ["", "NoSignatureFound is not meant by this", "AccessDenied!", "smev", "SMEV-100"])
def test_a_name_counts_only_as_the_name_of_an_element_or_as_a_whole_value(text: str) -> None:
    assert sign_of(fault(text)) is None


def test_a_value_counts_like_the_name_of_an_element() -> None:
    found = sign_of(fault(name="Code", value=" CertificateIsExpired "))
    assert found is not None
    assert found.cause == "cert_expired_own"


def test_what_lacks_a_signature_goes_before_what_has_a_wrong_one() -> None:
    found = sign_of(fault(name="SignatureVerificationFault", value="<Code>NoSignatureFound</Code>"))
    assert found is not None
    assert found.cause is None


def test_comments_and_instructions_have_no_say() -> None:
    assert sign_of(etree.fromstring("<Fault><!-- SMEV-101005 --><?smev SMEV-101005?><a/></Fault>")) is None


def test_a_status_counts_only_in_the_namespaces_of_smev() -> None:
    for namespace, cause in (
        ("http://smev.gosuslugi.ru/rev120315", "flk"),
        ("http://smev.gosuslugi.ru/rev111111", "flk"),
        ("urn:example", None),
    ):
        found = trouble_of(etree.fromstring(f"<a><m:Status xmlns:m='{namespace}'>INVALID</m:Status></a>"))
        assert (found and found[0]) == cause


def test_words_of_answers_are_of_the_taxonomy() -> None:
    assert {cause for table in (REJECTIONS, STATUSES) for cause in table.values() if cause} <= CAUSES.keys()
    for business in ("NO_DATA", "UNKNOWN_REQUEST_DESCRIPTION"):
        assert REJECTIONS[business] is None
