"""Descriptions of services (WSDL 1.1) as SMEV 2 and SMEV 3 publish them, cut down to what a check reads.

A description depends on the path alone, never on the host or the clock: the digest of an agreed contract holds on every
machine. Real ones name hosts of a closed network, here a fictitious one stands.
"""

import re
from xml.sax.saxutils import escape

NODE = "smev.example"
# A service behind the gateway of SMEV 2, by its SID or, where none is published, by a word.
GATEWAY = re.compile(r"/gateway/services/(?P<name>[\w-]+)(?:/(?P<version>\d{1,2}\.\d{2}))?(?=[/?]|$)")
SMEV3 = re.compile(r"/(?:smev/v(?P<version>1\.\d)/)?ws(?=\?|$)")
TRANSPORT = "urn://x-artefacts-smev-gov-ru/services/message-exchange"
# The operations of a consumer and of a supplier of SMEV 3.
EXCHANGE = (
    "SendRequest",
    "GetResponse",
    "GetRequest",
    "SendResponse",
    "Ack",
    "GetStatus",
    "GetIncomingQueueStatistics",
)

_DESCRIPTION = """\
<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="{name}" targetNamespace="{space}" xmlns:tns="{space}"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <wsdl:types>
    <xs:schema targetNamespace="{space}" elementFormDefault="qualified">
{elements}    </xs:schema>
  </wsdl:types>
{messages}  <wsdl:portType name="{name}PortType">
{operations}  </wsdl:portType>
  <wsdl:binding name="{name}Binding" type="tns:{name}PortType">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
{bindings}  </wsdl:binding>
  <wsdl:service name="{name}">
    <wsdl:port name="{name}Port" binding="tns:{name}Binding">
      <soap:address location="http://{node}{path}"/>
    </wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"""
_ELEMENT = '      <xs:element name="{name}" type="xs:anyType"/>\n'
_MESSAGE = '  <wsdl:message name="{name}">\n    <wsdl:part name="body" element="tns:{name}"/>\n  </wsdl:message>\n'
_OPERATION = (
    '    <wsdl:operation name="{name}">\n      <wsdl:input message="tns:{name}Request"/>\n'
    '      <wsdl:output message="tns:{name}Response"/>\n    </wsdl:operation>\n'
)
_BINDING = (
    '    <wsdl:operation name="{name}">\n      <soap:operation soapAction="urn:{name}"/>\n'
    '      <wsdl:input><soap:body use="literal"/></wsdl:input>\n'
    '      <wsdl:output><soap:body use="literal"/></wsdl:output>\n    </wsdl:operation>\n'
)


def description(path: str, *, changed: bool = False) -> bytes:
    """The WSDL at a path; changed, it has an operation that nobody agreed to."""
    place = path.partition("?")[0].removesuffix("/wsdl")
    name = _word(place.strip("/").rpartition("/")[2])
    space = ""
    operations: tuple[str, ...] = ("GetData",)
    if match := GATEWAY.match(place):
        name, operations = _word(match["name"]), ("GetData", "GetResult")
    elif match := SMEV3.match(place):
        name, space, operations = "SMEVMessageExchangeService", f"{TRANSPORT}/{match['version'] or '1.1'}", EXCHANGE
    space = space or f"http://{NODE}/services/{name}"
    if changed:
        operations = (*operations, "Unagreed")
    messages = [f"{operation}{way}" for operation in operations for way in ("Request", "Response")]
    text = _DESCRIPTION.format(
        name=name,
        space=space,
        node=NODE,
        path=escape(place, {'"': "&quot;"}),
        elements="".join(_ELEMENT.format(name=message) for message in messages),
        messages="".join(_MESSAGE.format(name=message) for message in messages),
        operations="".join(_OPERATION.format(name=operation) for operation in operations),
        bindings="".join(_BINDING.format(name=operation) for operation in operations),
    )
    return text.encode()


def _word(text: str) -> str:
    """A name as XML may hold it (NCName)."""
    return re.sub(r"\W", "", text.replace("-", "_")).lstrip("0123456789") or "Service"
