"""Certificates of files, of TLS endpoints and of signed answers, as one outcome: the worst, with its evidence."""

import asyncio
import shutil
import ssl
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from probes.kinds.run import run
from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Purpose
from tests.probes.certificates.known import FILES, NOW, utc
from tests.probes.kinds.serving import http, means, outcome, served
from tests.probes.reach import gost


def watched(
    folder: Path, address: str, *names: str, now: datetime = NOW, replacement: datetime | None = None
) -> Outcome:
    reach = means(folder, now)
    (folder / "content" / "certs").mkdir(exist_ok=True)
    for name in names:
        shutil.copy(FILES / name, folder / "content" / "certs" / name)
    check = Check("sign", "certificate", Purpose.SIGNATURE_EXPIRY, address, replacement=replacement)
    return outcome(check, reach)


@pytest.mark.parametrize(
    ("name", "verdict", "cause", "words"),
    [
        ("plain.cer", "up", None, "Сервис деклараций (демонстрация) № 256002 срок действия истекает 01.01.2028"),
        ("gost-2012-256.cer", "degraded", "cert_expiring", "осталось 11 дней (порог 14 дней)"),
        ("gost-2001.cer", "down", "cert_expired", "истёк 01.01.2019 00:00 МСК"),
        ("future.cer", "down", "cert_not_yet_valid", "начнётся 01.01.2027"),
        ("signature-cms.p7s", "degraded", "cert_expiring", "Адаптер СМЭВ"),
        ("stale.crl", "degraded", "crl_stale", "ожидался 31.12.2018"),
        ("signature-without-certificate.p7s", "not_measured", "cert_unreadable", "без сертификата"),
    ],
)  # fmt: skip
def test_a_file_is_judged(name: str, verdict: str, cause: str | None, words: str, tmp_path: Path) -> None:
    found = watched(tmp_path, f"certs/{name}", name)
    assert (found.verdict, found.cause) == (verdict, cause)
    assert words in found.evidence


def test_of_a_folder_the_worst_is_the_outcome_and_the_sound_are_not_listed(tmp_path: Path) -> None:
    found = watched(tmp_path, "certs", "plain.cer", "gost-2012-256.cer", "expired.cer")
    assert (found.verdict, found.cause) == ("down", "cert_expired")
    assert [line.partition(":")[0] for line in found.evidence.splitlines()] == ["expired.cer", "gost-2012-256.cer"]


def test_an_unreadable_file_is_not_hidden_by_sound_ones(tmp_path: Path) -> None:
    found = watched(tmp_path, "certs", "plain.cer", "signature-without-certificate.p7s")
    assert (found.verdict, found.cause) == ("not_measured", "cert_unreadable")


def test_lists_beside_a_single_file_count_for_it(tmp_path: Path) -> None:
    found = watched(tmp_path, "certs/revoked.cer", "revoked.cer", "ca-2012-256.crl", "stale.crl")
    assert (found.verdict, found.cause) == ("down", "cert_revoked")
    assert "stale.crl" not in found.evidence
    found = watched(tmp_path, "certs/plain.cer", "plain.cer", now=utc(2026, 12, 2))
    assert (found.verdict, found.cause) == ("degraded", "crl_stale")


def test_a_planned_replacement_silences_until_its_day(tmp_path: Path) -> None:
    name = "gost-2012-256.cer"
    found = watched(tmp_path, f"certs/{name}", name, replacement=utc(2026, 11, 28))
    assert (found.verdict, found.cause) == ("up", None)
    assert "замена запланирована на 28.11.2026" in found.evidence
    found = watched(tmp_path, f"certs/{name}", name, replacement=utc(2026, 11, 28), now=utc(2026, 11, 28))
    assert (found.verdict, found.cause) == ("degraded", "cert_expiring")


def test_a_private_key_is_not_read(tmp_path: Path) -> None:
    means(tmp_path)
    (tmp_path / "content" / "header.key").write_bytes(b"anything")
    found = watched(tmp_path, "header.key")
    assert (found.verdict, found.cause) == ("not_measured", "cert_unreadable")
    assert "отказано: в файле контейнер закрытого ключа" in found.evidence


def test_a_missing_file_an_empty_folder_and_a_way_out_measure_nothing(tmp_path: Path) -> None:
    assert watched(tmp_path, "certs/none.cer").cause == "cert_unreadable"
    assert watched(tmp_path, "certs").cause == "cert_unreadable"
    assert watched(tmp_path, "../certs/none.cer").cause == "not_configured"
    assert {watched(tmp_path, one).verdict for one in ("certs/none.cer", "certs", "../x")} == {"not_measured"}


def test_files_of_the_machine_data_are_found_too(tmp_path: Path) -> None:
    means(tmp_path)
    shutil.copy(FILES / "plain.cer", tmp_path / "data" / "pushed.cer")
    assert watched(tmp_path, "pushed.cer").verdict == "up"


# --- signed answers


def test_the_token_of_an_answer_is_judged(tmp_path: Path) -> None:
    check = Check("sign", "certificate", Purpose.SIGNATURE_EXPIRY, "http://127.0.0.1:0/gateway", deadline=5.0)
    body = (FILES / "answer.xml").read_bytes()
    found, asked = served(check, means(tmp_path, NOW), http(body, "500 Internal Server Error"))
    assert (found.verdict, found.cause) == ("degraded", "cert_expiring")
    assert "Адаптер СМЭВ (демонстрация) № 0A256001" in found.evidence
    assert asked.startswith(b"GET /gateway ")
    found, _ = served(check, means(tmp_path, NOW), http(b"<a/>"))
    assert (found.verdict, found.cause) == ("down", "answer_unexpected")


def test_an_example_is_sent_only_where_that_is_permitted(tmp_path: Path) -> None:
    reach = means(tmp_path, NOW)
    (tmp_path / "content" / "example.xml").write_text("<example/>", "utf-8")
    address = "http://127.0.0.1:0/gateway"
    for permitted in (False, True):
        check = Check(
            "sign", "certificate", Purpose.SIGNATURE_EXPIRY, address, request="example.xml", permitted=permitted
        )  # fmt: skip
        found, asked = served(check, reach, http((FILES / "answer.xml").read_bytes()))
        assert bool(asked) is permitted
        assert (found.cause == "not_configured") is not permitted
    assert asked.startswith(b"POST /gateway ")


# --- TLS endpoints


def endpoint(folder: Path, days: int) -> ssl.SSLContext:
    """A server with an own authority and a certificate that ends so many days after the moment of the tests."""
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in ("Own authority", "node.fts.example")]
    chain = [
        x509.CertificateBuilder()
        .subject_name(names[at]).issuer_name(names[0]).public_key(keys[at].public_key()).serial_number(at + 1)
        .not_valid_before(utc(2020, 1, 1)).not_valid_after(NOW + timedelta(days=3_650 if at == 0 else days))
        .sign(keys[0], SHA256())
        for at in (0, 1)
    ]  # fmt: skip
    path = folder / "chain.pem"
    path.write_bytes(
        chain[1].public_bytes(Encoding.PEM)
        + chain[0].public_bytes(Encoding.PEM)
        + keys[1].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


@pytest.mark.parametrize(
    ("days", "verdict", "cause"), [(400, "up", None), (20, "degraded", "cert_expiring"), (-1, "down", "cert_expired")]
)
def test_the_whole_chain_of_an_endpoint_is_judged(days: int, verdict: str, cause: str | None, tmp_path: Path) -> None:
    check = Check("sign", "certificate", Purpose.SIGNATURE_EXPIRY, "tls://127.0.0.1:0", deadline=5.0)
    found, asked = served(check, means(tmp_path, NOW), b"", endpoint(tmp_path, days))
    assert (found.verdict, found.cause) == (verdict, cause)
    assert "node.fts.example № 02" in found.evidence
    assert ("Own authority № 01" in found.evidence) is (days == 400)
    assert asked == b"", "nothing is sent on a connection that nobody verified"


def test_an_endpoint_without_tls_is_told(tmp_path: Path) -> None:
    check = Check("sign", "certificate", Purpose.SIGNATURE_EXPIRY, "tls://127.0.0.1:0", deadline=5.0)
    found, _ = served(check, means(tmp_path, NOW), http(b"plain"))
    assert (found.verdict, found.cause) in {("down", "tls_failure"), ("down", "reset"), ("down", "timeout")}


@pytest.mark.parametrize("shows", [True, False])
def test_the_chain_of_a_node_that_speaks_only_gost_is_read_without_gost(shows: bool, tmp_path: Path) -> None:
    chain = [(FILES / "gost-2012-512.der").read_bytes()] if shows else []
    reach = means(tmp_path, NOW)

    async def both() -> Outcome:
        server = await asyncio.start_server(lambda *ends: gost.serve(*ends, *chain), "127.0.0.1", 0)
        async with server:
            address = f"tls://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            return await run(Check("sign", "certificate", Purpose.SIGNATURE_EXPIRY, address, deadline=5.0), reach)

    found = asyncio.run(both())
    assert (found.verdict, found.cause) == (("up", None) if shows else ("not_measured", "tls_gost_only"))
    assert ("СМЭВ 3. Транспорт" in found.evidence) is shows
