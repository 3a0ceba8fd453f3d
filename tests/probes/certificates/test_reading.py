"""Every way in which certificates lie in files, GOST 2001 and 2012 among them; dates and serials are exact."""

import base64
import codecs
from datetime import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from probes.certificates.certificate import Certificate
from probes.certificates.reading import MAX_BYTES, read
from tests.probes.certificates.known import FILES, reading, utc

G2001, G256, G512 = "ГОСТ Р 34.10-2001", "ГОСТ Р 34.10-2012 (256 бит)", "ГОСТ Р 34.10-2012 (512 бит)"
PLAIN = "Сервис деклараций (демонстрация)"

SINGLE = {
    "gost-2001.cer": ("ИС ФТС России (демонстрация)", "2001", G2001, utc(2017, 12, 31, 21), utc(2018, 12, 31, 21)),
    "gost-2012-256.cer": ("Адаптер СМЭВ (демонстрация)", "0A256001", G256, utc(2025, 12, 1), utc(2026, 12, 1, 0, 10)),
    "gost-2012-512.der": (
        "СМЭВ 3. Транспорт (демонстрация)", "51200000000000000001", G512, utc(2026, 1, 1), utc(2031, 1, 1),
    ),
    "ca-2001.cer": ("Удостоверяющий центр ГОСТ 2001 (демонстрация)", "20", G2001, utc(2010, 1, 1), utc(2025, 1, 1)),
    "ca-2012-256.cer": ("Удостоверяющий центр 256 (демонстрация)", "30", G256, utc(2020, 1, 1), utc(2035, 1, 1)),
    "ca-2012-512.cer": ("Удостоверяющий центр 512 (демонстрация)", "40", G512, utc(2020, 1, 1), utc(2035, 1, 1)),
    "plain.cer": (PLAIN, "256002", G256, utc(2026, 1, 1), utc(2028, 1, 1)),
    "bare.cer": (PLAIN, "256002", G256, utc(2026, 1, 1), utc(2028, 1, 1)),
    "bare-one-line.crt": (PLAIN, "256002", G256, utc(2026, 1, 1), utc(2028, 1, 1)),
    "year1970.cer": ("Начало времён (демонстрация)", "256008", G256, utc(1970, 1, 1), utc(1970, 1, 1, 0, 0, 1)),
    "year9999.cer": ("Бессрочный (демонстрация)", "256007", G256, utc(2026, 1, 1), utc(9999, 12, 31, 23, 59, 59)),
    "rsa.cer": ("RSA (demo)", "600002", "RSA", utc(2026, 1, 1), utc(2027, 1, 1)),
}  # fmt: skip

SEVERAL = {
    "two.der": ["0A256001", "256002"],
    "tls-chain.pem": ["600001", "50"],
    "chain.p7b": ["0A256001", "30"],
    "chain-der.p7b": ["51200000000000000001", "40"],
    "signature-cms.p7s": ["0A256001"],
    "signature-der.p7s": ["0A256001"],
    "signature-streamed.p7s": ["0A256001"],
    "signature-pkcs7.p7s": ["51200000000000000001"],
    "answer.xml": ["0A256001", "51200000000000000001"],
}


def serials(found: tuple[Certificate, ...]) -> list[str | None]:
    return [one.serial for one in found]


@pytest.mark.parametrize(("name", "told"), SINGLE.items(), ids=SINGLE.keys())
def test_one_certificate_is_read_exactly(name: str, told: tuple[str, str, str, datetime, datetime]) -> None:
    found = reading(name)
    (one,) = found.certificates
    assert (one.component, one.serial, one.algorithm, one.not_before, one.not_after) == told
    assert (found.lists, found.faults, found.secret, one.notes) == ((), (), None, ())


@pytest.mark.parametrize(("name", "numbers"), SEVERAL.items(), ids=SEVERAL.keys())
def test_several_certificates_in_a_file_keep_their_order(name: str, numbers: list[str]) -> None:
    found = reading(name)
    assert serials(found.certificates) == numbers
    assert found.faults == ()


def test_of_signatures_it_is_told_that_nobody_verified_them() -> None:
    told = {name: {one.notes for one in reading(name).certificates} for name in SEVERAL}
    signed = {name for name, notes in told.items() if notes == {("подпись не проверялась",)}}
    assert signed == {name for name in SEVERAL if name.startswith("signature") or name == "answer.xml"}
    assert all(notes == {()} for name, notes in told.items() if name not in signed)


def test_it_ends_when_the_private_key_may_no_longer_sign() -> None:
    (near,), (far,) = reading("gost-2012-256.cer").certificates, reading("gost-2012-512.der").certificates
    assert (near.key_not_after, near.ends) == (utc(2026, 12, 1), utc(2026, 12, 1))
    assert (far.key_not_after, far.ends) == (utc(2027, 4, 1), utc(2027, 4, 1))
    (plain,) = reading("plain.cer").certificates
    assert (plain.key_not_after, plain.ends) == (None, utc(2028, 1, 1))


def test_the_end_of_the_key_is_found_though_another_extension_is_damaged() -> None:
    """A damaged extension hides all of them from the library; then the period is looked for by hand."""
    der = (FILES / "gost-2012-512.der").read_bytes()
    usage = bytes.fromhex("0603551d0f0101ff04040302")
    assert der.count(usage) == 1
    (one,) = read("x.der", der.replace(usage, usage[:-1] + b"\x07")).certificates
    assert one.ends == utc(2027, 4, 1)


def test_lists_of_revoked_certificates_even_an_empty_one() -> None:
    (full,), (empty,), (stale,) = (reading(name).lists for name in ("ca-2012-256.crl", "empty.crl", "stale.crl"))
    assert full.revoked == {"256005": utc(2026, 10, 15, 12)}
    assert (full.component, full.algorithm) == ("Удостоверяющий центр 256 (демонстрация)", G256)
    assert (empty.revoked, empty.this_update, empty.next_update) == ({}, utc(2026, 11, 1), utc(2026, 12, 1))
    assert stale.next_update == utc(2018, 12, 31)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "файл пуст"),
        (b" \r\n", "файл пуст"),
        ("Сертификат сдан в архив".encode(), "это не сертификат и не подпись"),
        (b"<html>404</html>", "это не сертификат и не подпись"),
        (b"-----BEGIN CERTIFICATE-----\nMIIB", "запись PEM оборвана"),
        (b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n", "запись base64 повреждена"),
        (b"\x30\x82\x05\x00\x30", "файл повреждён или оборван"),
        (b"\x30\x03\x02\x01\x05", "сертификат повреждён: не прочитать даже срок его действия"),
        (b"AAAA", "файл повреждён или оборван"),
        (b"\x30\x80\x00\x00", "сертификат повреждён: не прочитать даже срок его действия"),
    ],
)
def test_what_is_no_certificate_is_told_why(data: bytes, fault: str) -> None:
    found = read("x.cer", data)
    assert (found.certificates, found.faults) == ((), (fault,))


def test_a_signature_without_certificates_is_told() -> None:
    assert reading("signature-without-certificate.p7s").faults == ("подпись повреждена или без сертификата",)


def test_a_file_beyond_the_cap_is_not_read() -> None:
    assert read("x.cer", b"\x30" + bytes(MAX_BYTES)).faults == ("файл больше допустимого",)


@pytest.mark.parametrize(
    "data",
    [
        b"\x30\x00" * 20_000,
        b"-----BEGIN X-----\nMAAwADAA\n-----END X-----\n" * 20_000,
        b"<X509Certificate>QUFB</X509Certificate>" * 20_000,
    ],
    ids=["der", "pem", "tokens"],
)
def test_a_file_made_to_keep_the_reader_busy_is_left(data: bytes) -> None:
    found = read("x.cer", data)
    assert not found.certificates
    assert "записей больше допустимого, прочитаны не все" in found.faults


def test_what_follows_a_certificate_does_not_hide_it() -> None:
    der = (FILES / "gost-2012-512.der").read_bytes()
    assert read("x.der", der + b"\r\n\0").faults == ()
    found = read("x.der", der + b"more")
    assert (serials(found.certificates), found.faults) == (
        ["51200000000000000001"], ("после сертификата лежат другие данные",),
    )  # fmt: skip


def test_editors_marks_headers_and_neighbours_of_pem_do_no_harm() -> None:
    pem = (FILES / "plain.cer").read_bytes()
    body = base64.b64encode(b"neighbour")
    public = b"-----BEGIN PUBLIC KEY-----\n" + body + b"\n-----END PUBLIC KEY-----\n"
    texts = (
        codecs.BOM_UTF8 + pem,
        pem.decode().encode("utf-16"),
        b"Bag Attributes: none\nsubject=CN\n" + public + pem.replace(b"\n", b"\r\n"),
        pem.replace(b"-----\nM", b"-----\nProc-Type: 4\n\nM", 1),
    )
    for text in texts:
        found = read("x.pem", text)
        assert (serials(found.certificates), found.faults) == (["256002"], ())


def test_a_request_or_a_public_key_alone_is_no_certificate() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, SHA256())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert read("x.der", request.public_bytes(Encoding.DER)).faults == (
        "это запрос на сертификат, а не сам сертификат",
    )
    assert read("x.pem", request.public_bytes(Encoding.PEM)).faults == ("сертификата в файле нет",)
    assert read("x.pem", public).faults == ("сертификата в файле нет",)


def test_what_openssl_adds_to_a_trusted_certificate_is_passed_by() -> None:
    der = (FILES / "gost-2012-512.der").read_bytes() + bytes.fromhex("300c300a06082b06010505070301")
    text = base64.encodebytes(der).decode()
    found = read("x.pem", f"-----BEGIN TRUSTED CERTIFICATE-----\n{text}-----END TRUSTED CERTIFICATE-----\n".encode())
    assert (serials(found.certificates), found.faults) == (["51200000000000000001"], ())


def test_the_same_certificate_twice_in_a_file_is_told_once() -> None:
    pem = (FILES / "plain.cer").read_bytes()
    assert serials(read("x.pem", pem + pem).certificates) == ["256002"]
