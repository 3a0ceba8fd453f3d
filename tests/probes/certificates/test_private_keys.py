"""Whatever holds a private key is refused unread; public certificates and signatures are not."""

import base64

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
)

from probes.certificates.reading import read
from probes.model.private_key import private_key
from tests.probes.certificates.known import FILES

RSA, CURVE = rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())
OPEN, LOCKED = NoEncryption(), BestAvailableEncryption(b"password")
# The halves are joined here alone: a whole label would be a private key in the repository.
LABEL = "-----BEGIN %s" + "PRIVATE KEY-----"


def sequence(*parts: bytes) -> bytes:
    body = b"".join(parts)
    return b"\x30\x81" + bytes([len(body)]) + body


# PKCS #8 of a GOST key, which no library here builds: version, algorithm with its parameters, key.
GOST = sequence(
    b"\x02\x01\x00",
    sequence(bytes.fromhex("06082a85030701010101"), sequence(bytes.fromhex("06072a850302022301"))),
    b"\x04\x20" + bytes(range(32)),
)

BAG = pkcs12.serialize_key_and_certificates(b"bag", RSA, None, None, LOCKED)


def armoured(der: bytes, label: str) -> bytes:
    """PEM under any label."""
    return b"-----BEGIN %s-----\n%s-----END %s-----\n" % (label.encode(), base64.encodebytes(der), label.encode())


KEYS = {
    "pkcs8.pem": RSA.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, OPEN),
    "pkcs8-locked.pem": RSA.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, LOCKED),
    "rsa.pem": RSA.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, OPEN),
    "ssh": CURVE.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, OPEN),
    "pkcs8.der": RSA.private_bytes(Encoding.DER, PrivateFormat.PKCS8, OPEN),
    "pkcs8-locked.der": RSA.private_bytes(Encoding.DER, PrivateFormat.PKCS8, LOCKED),
    "rsa.der": RSA.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, OPEN),
    "ec.der": CURVE.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, OPEN),
    "dsa.der": dsa.generate_private_key(1024).private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, OPEN),
    "ed25519.der": ed25519.Ed25519PrivateKey.generate().private_bytes(Encoding.DER, PrivateFormat.PKCS8, OPEN),
    "bag.cer": BAG,
    "gost.der": GOST,
    "bare.cer": base64.encodebytes(GOST),
    "utf16.pem": (LABEL % "").encode("utf-16"),
    "lower.pem": (LABEL % "EC ").lower().encode(),
    "beside.pem": (FILES / "plain.cer").read_bytes() + (LABEL % "ENCRYPTED ").encode(),
    "label.pem": armoured(GOST, "CERTIFICATE"),
    "bag.pem": (FILES / "plain.cer").read_bytes() + armoured(BAG, "PKCS12"),
    "after.der": (FILES / "gost-2012-512.der").read_bytes() + GOST,
    "after-bare.cer": base64.b64encode((FILES / "gost-2012-512.der").read_bytes() + GOST),
    "marked.cer": b"\xef\xbb\xbf" + base64.b64encode(GOST),
    "utf16.cer": base64.b64encode(GOST).decode().encode("utf-16"),
    "unpadded.cer": base64.b64encode(GOST).rstrip(b"="),
    "token.xml": b"<X509Certificate>" + base64.b64encode(GOST) + b"</X509Certificate>",
    "microsoft": b"\x1e\xf1\xb5\xb0\0\0\0\0",
    "java.cer": b"\xfe\xed\xfe\xed\0\0\0\2",
    "putty": b"PuTTY-User-Key-File-3: ssh-ed25519",
}


@pytest.mark.parametrize("name", KEYS)
def test_a_private_key_is_recognised_by_its_bytes(name: str) -> None:
    assert private_key("x.cer", KEYS[name])
    found = read("x.cer", KEYS[name])
    assert found.secret and not found.certificates and not found.faults


@pytest.mark.parametrize(
    "name", ["header.key", "primary.key", "MASKS2.KEY", "name.key", "x.pfx", "x.P12", "x.jks", "x.keystore"]
)
def test_a_container_is_recognised_by_its_name(name: str) -> None:
    assert private_key(name, b"")


def test_what_is_public_is_not_taken_for_a_key() -> None:
    for path in sorted(FILES.iterdir()):
        assert private_key(path.name, path.read_bytes()) is None, path.name
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(CURVE, SHA256())
    for form in (Encoding.DER, Encoding.PEM):
        assert private_key("x.csr", request.public_bytes(form)) is None
        assert private_key("x.pem", RSA.public_key().public_bytes(form, PublicFormat.SubjectPublicKeyInfo)) is None
        assert private_key("x.pem", RSA.public_key().public_bytes(form, PublicFormat.PKCS1)) is None
    assert private_key("x.der", bytes.fromhex("3003020105")) is None
