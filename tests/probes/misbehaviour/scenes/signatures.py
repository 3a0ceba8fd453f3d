"""Certificates in files, handshakes and answers: in force, soon over, over, revoked, unreadable."""

import base64
from datetime import timedelta
from functools import partial

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from probes.model.verdict import Purpose
from tests.probes.certificates.known import FILES
from tests.probes.misbehaviour.papers import day
from tests.probes.misbehaviour.scene import Scene, Setting, World, degraded, down, unmeasured, up
from tests.probes.misbehaviour.stage import answer, says
from tests.probes.reach import gost

KIND, WATCHED = "certificate", {"purpose": Purpose.SIGNATURE_EXPIRY}
DAY = timedelta(days=1)
LASTING = (FILES / "year9999.cer").read_bytes()
DER = x509.load_pem_x509_certificate(LASTING).public_bytes(Encoding.DER)
TOKEN = b"<wsse:BinarySecurityToken>" + base64.b64encode(DER) + b"</wsse:BinarySecurityToken>"


def kept(name: str, data: bytes = b"") -> Setting:
    """A file of the test files, or with these bytes, in a folder of its own."""

    def set_up(world: World) -> str:
        return filed(world, name, data or (FILES / name).read_bytes())

    return set_up


def filed(world: World, name: str, data: bytes) -> str:
    folder = world.root / f"files-{len(list(world.root.iterdir()))}"
    folder.mkdir()
    (folder / name).write_bytes(data)
    return f"{folder.name}/{name}"


def made(
    since: int, until: int, key_until: int | None = None, revoked: int | None = None, stale: bool = False
) -> Setting:
    """A certificate that lasts from one day to another, counted from now, with a list of its authority beside it."""

    def set_up(world: World) -> str:
        papers, now = world.papers, world.now
        builder = x509.CertificateBuilder(
            papers.subject, papers.subject, papers.key.public_key(), 77, now + since * DAY, now + until * DAY
        )
        if key_until is not None:
            period = x509.PrivateKeyUsagePeriod(None, (now + key_until * DAY).replace(tzinfo=None))
            builder = builder.add_extension(period, critical=False)
        path = filed(world, "c.pem", builder.sign(papers.key, hashes.SHA256()).public_bytes(Encoding.PEM))
        issued = x509.CertificateRevocationListBuilder(papers.subject, now - 9 * DAY, now + (-1 if stale else 9) * DAY)
        if revoked is not None:
            entry = x509.RevokedCertificateBuilder(77, now + revoked * DAY)
            issued = issued.add_revoked_certificate(entry.build())
        crl = issued.sign(papers.key, hashes.SHA256()).public_bytes(Encoding.DER)
        (world.root / path).with_name("authority.crl").write_bytes(crl)
        return path

    return set_up


def replaced(year: int) -> dict[str, object]:
    """A check whose certificate is to be replaced in a year that was long ago or never comes."""
    return {**WATCHED, "replacement": day(year)}


def endpoint(*chain: bytes) -> Setting:
    return lambda world: f"tls://127.0.0.1:{world.stage.serve(partial(_gost, chain))}"


async def _gost(chain: tuple[bytes, ...], *ends: object) -> None:
    await gost.serve(*ends, *chain)  # type: ignore[arg-type]


def signed(body: bytes) -> Setting:
    return lambda world: f"http://127.0.0.1:{world.stage.serve(says(answer(body)))}/"


SIGNATURES: tuple[Scene, ...] = (
    up("sign-force", KIND, "a certificate in force", kept("year9999.cer"), **WATCHED),
    up("sign-list", KIND, "in force, by the list of its authority too", made(-9, 900), **WATCHED),
    degraded("sign-soon", KIND, "ends within a threshold", made(-9, 20), "cert_expiring", said="порог 30", **WATCHED),
    degraded("sign-late", KIND, "ends within a threshold, the day of its replacement has passed", made(-9, 20),
             "cert_expiring", said="прошёл", **replaced(2000)),
    degraded("sign-too-late", KIND, "ends within a threshold, its replacement is planned for later", made(-9, 20),
             "cert_expiring", said="позже окончания", **replaced(9998)),
    degraded("sign-stale", KIND, "in force, the list of its authority is overdue", made(-9, 900, stale=True),
             "crl_stale", **WATCHED),
    down("sign-ended", KIND, "has ended", kept("gost-2001.cer"), "cert_expired", **WATCHED),
    down("sign-key", KIND, "lasts, its private key has ended", made(-9, 900, key_until=-1), "cert_expired",
         said="срок закрытого ключа истёк", **WATCHED),
    down("sign-future", KIND, "has not begun", made(5, 900), "cert_not_yet_valid", **WATCHED),
    down("sign-revoked", KIND, "is revoked by the list of its authority", made(-9, 900, revoked=-2), "cert_revoked",
         **WATCHED),
    up("sign-to-be-revoked", KIND, "is revoked from a later day on", made(-9, 900, revoked=2), **WATCHED),
    unmeasured("sign-none", KIND, "a signature without its certificate", kept("signature-without-certificate.p7s"),
               "cert_unreadable", **WATCHED),
    unmeasured("sign-broken", KIND, "a damaged file", kept("c.cer", DER[:200]), "cert_unreadable", **WATCHED),
    unmeasured("sign-key-file", KIND, "a file with a private key", kept("header.key", b"key"), "cert_unreadable",
               said="отказано", **WATCHED),
    unmeasured("sign-missing", KIND, "no such file", lambda _: "none.cer", "cert_unreadable", **WATCHED),
    unmeasured("sign-outside", KIND, "a path out of the content", lambda _: "../none.cer", "not_configured", **WATCHED),
    up("sign-gost", KIND, "an endpoint that speaks only GOST: its chain in plain text", endpoint(DER), **WATCHED),
    unmeasured("sign-gost-mute", KIND, "an endpoint that refuses every suite but, perhaps, GOST", endpoint(),
               "tls_gost_only", **WATCHED),
    up("sign-token", KIND, "the token of an answer", signed(TOKEN), **WATCHED),
    down("sign-no-token", KIND, "an answer without a token", signed(b"<a/>"), "answer_unexpected", **WATCHED),
    unmeasured("sign-forbidden", KIND, "an example is to be sent, and sending is not permitted", signed(TOKEN),
               "not_configured", request="example.xml", **WATCHED),
)  # fmt: skip
