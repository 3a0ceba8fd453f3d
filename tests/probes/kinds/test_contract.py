"""The digest of a contract: what changes it and what does not."""

import pytest

from probes.kinds.wsdl import contract
from probes.reach.xml import read_xml

BASE = (
    b'<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" name="A" targetNamespace="urn:a">'
    b"<w:types/></w:definitions>"
)


def digest(document: bytes) -> str:
    return contract(read_xml(document))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<w:types/>", b"<w:types></w:types>"),
        (b"<w:types/>", b"<w:types  />"),
        (b"<w:types/>", b"<w:types/><!-- generated -->"),
        (b'name="A" targetNamespace="urn:a"', b"targetNamespace='urn:a'\n name='A'"),
        (b'name="A"', b'xmlns:unused="urn:unused" name="A"'),
        (b"<w:definitions", b'<?xml version="1.0"?>\n<w:definitions'),
    ],
)
def test_another_hand_writes_the_same_contract(old: bytes, new: bytes) -> None:
    assert digest(BASE.replace(old, new)) == digest(BASE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'name="A"', b'name="B"'),
        (b"<w:types/>", b"<w:types/><w:types/>"),
        (b"<w:types/>", b"<w:types>text</w:types>"),
        (b"urn:a", b"urn:b"),
        (b"<w:types/>", b" <w:types/>"),
    ],
)
def test_another_contract_has_another_digest(old: bytes, new: bytes) -> None:
    assert digest(BASE.replace(old, new)) != digest(BASE)


def test_encodings_of_one_contract_are_one() -> None:
    text = BASE.decode().replace('name="A"', 'name="Реестр"')
    forms = [f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(name) for name in ("utf-8", "utf-16", "cp1251")]
    assert len({digest(form.replace(b"cp1251", b"windows-1251")) for form in forms}) == 1
