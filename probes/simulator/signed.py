"""An answer that carries the certificate of its signature, as WS-Security has it; the signature itself is left out."""

from base64 import b64encode
from datetime import datetime
from ssl import PEM_cert_to_DER_cert

from probes.simulator.certificates import certificate

_WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
_ANSWER = """<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsse="{wss}-wssecurity-secext-1.0.xsd">
<soap:Header><wsse:Security><wsse:BinarySecurityToken ValueType="{wss}-x509-token-profile-1.0#X509v3" \
EncodingType="{wss}-soap-message-security-1.0#Base64Binary">{token}</wsse:BinarySecurityToken></wsse:Security></soap:Header>
<soap:Body><Answered at="{moment}"/></soap:Body>
</soap:Envelope>
"""


def signed(moment: datetime) -> bytes:
    """A SOAP answer with the certificate of the simulator's authority as BinarySecurityToken."""
    token = b64encode(PEM_cert_to_DER_cert(certificate().decode())).decode()
    return _ANSWER.format(wss=_WSS, token=token, moment=f"{moment:%Y-%m-%dT%H:%M:%SZ}").encode()
