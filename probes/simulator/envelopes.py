"""Answers of SMEV 2 and SMEV 3: messages, faults and refusals in the envelopes of the field."""

import uuid
from datetime import datetime
from xml.sax.saxutils import escape

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
REVISION = "http://smev.gosuslugi.ru/rev120315"
TRANSPORT = "urn://x-artefacts-smev-gov-ru/services/message-exchange/types"
EXAMPLE = "http://smev.example/example"
BUS = "SMEV"
# A node with the bit of groups set: nobody's card (RFC 9562, 6.10).
NOBODY = 0x01_00_00_00_00_00

_ENVELOPE = """\
<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="{soap}"><soap:Header>{header}</soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>"""

_MESSAGE2 = """\
<ex:Response xmlns:ex="{example}" xmlns:smev="{revision}"><smev:Message>\
<smev:Sender><smev:Code>{sender}</smev:Code><smev:Name>{sender}</smev:Name></smev:Sender>\
<smev:Recipient><smev:Code>{recipient}</smev:Code><smev:Name>{recipient}</smev:Name></smev:Recipient>\
<smev:Service><smev:Mnemonic>{service}</smev:Mnemonic><smev:Version>1.00</smev:Version></smev:Service>\
<smev:TypeCode>GFNC</smev:TypeCode><smev:Status>{status}</smev:Status><smev:Date>{moment}</smev:Date>\
<smev:ExchangeType>2</smev:ExchangeType><smev:TestMsg>TEST</smev:TestMsg></smev:Message>\
<smev:MessageData><smev:AppData>{data}</smev:AppData></smev:MessageData></ex:Response>"""

_HEADER2 = """\
<smev:Header xmlns:smev="{revision}"><smev:NodeId>{bus}</smev:NodeId><smev:MessageId>{ident}</smev:MessageId>\
<smev:TimeStamp>{moment}</smev:TimeStamp><smev:MessageClass>RESPONSE</smev:MessageClass></smev:Header>"""

_METADATA3 = """\
<t:MessageMetadata Id="SIGNED_BY_SMEV"><t:MessageId>{ident}</t:MessageId><t:MessageType>{kind}</t:MessageType>\
<t:Sender><t:Mnemonic>{sender}</t:Mnemonic><t:HumanReadableName>{sender}</t:HumanReadableName></t:Sender>\
<t:SendingTimestamp>{moment}</t:SendingTimestamp><t:Status>{status}</t:Status></t:MessageMetadata>"""

_SENT3 = '<t:SendRequestResponse xmlns:t="{types}">{metadata}</t:SendRequestResponse>'

_GOT3 = """\
<t:GetResponseResponse xmlns:t="{types}" xmlns:b="{basic}"><t:ResponseMessage><t:Response Id="SIGNED_BY_SMEV">\
<t:OriginalMessageId>{original}</t:OriginalMessageId>\
<t:SenderProvidedResponseData Id="SIGNED_BY_CALLER"><t:MessageID>{answered}</t:MessageID><t:To>{recipient}</t:To>\
{content}</t:SenderProvidedResponseData>{metadata}</t:Response></t:ResponseMessage></t:GetResponseResponse>"""

_QUEUE3 = """\
<t:GetIncomingQueueStatisticsResponse xmlns:t="{types}" xmlns:b="{basic}">\
<t:QueueStatistics queueName="requests"><b:pendingMessageNumber>0</b:pendingMessageNumber></t:QueueStatistics>\
</t:GetIncomingQueueStatisticsResponse>"""

_FAULT = "<soap:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring>{detail}</soap:Fault>"


def envelope(body: str, header: str = "") -> bytes:
    """A SOAP 1.1 envelope around what is already XML."""
    return _ENVELOPE.format(soap=SOAP, header=header, body=body).encode()


def message2(moment: datetime, service: str, *, status: str = "RESULT", data: str = "<ex:Result/>") -> bytes:
    """A message of SMEV 2 (rev120315) with its status; a test message, as the answer to a scripted example is."""
    when = moment.isoformat(timespec="seconds")
    header = _HEADER2.format(revision=REVISION, bus=BUS, ident=uuid.uuid4(), moment=when)
    body = _MESSAGE2.format(
        example=EXAMPLE,
        revision=REVISION,
        sender="SUPP01001",
        recipient="CONS01001",
        service=escape(service),
        status=status,
        moment=when,
        data=data,
    )
    return envelope(body, header)


def sent3(moment: datetime, version: str) -> bytes:
    """SMEV 3 has put a request into the queue of its addressee."""
    metadata = _metadata(moment, "REQUEST", "requestIsQueued")
    return envelope(_SENT3.format(types=f"{TRANSPORT}/{version}", metadata=metadata))


def got3(moment: datetime, version: str, content: str) -> bytes:
    """SMEV 3 hands over the answer to an earlier request: its content, or a refusal."""
    body = _GOT3.format(
        types=f"{TRANSPORT}/{version}",
        basic=f"{TRANSPORT}/basic/{version}",
        original=_time_uuid(),
        answered=_time_uuid(),
        recipient="CONS01",
        content=content,
        metadata=_metadata(moment, "RESPONSE", "responseIsDelivered"),
    )
    return envelope(body)


def content3() -> str:
    """The content of an answer that went well."""
    return f'<b:MessagePrimaryContent><ex:Response xmlns:ex="{EXAMPLE}"/></b:MessagePrimaryContent>'


def refusal3(reason: str, text: str) -> str:
    """A refusal of the supplier in place of the content."""
    return (
        f"<t:RequestRejected><t:RejectionReasonCode>{escape(reason)}</t:RejectionReasonCode>"
        f"<t:RejectionReasonDescription>{escape(text)}</t:RejectionReasonDescription></t:RequestRejected>"
    )


def queue3(version: str) -> bytes:
    """The queue of answers of SMEV 3 is empty."""
    return envelope(_QUEUE3.format(types=f"{TRANSPORT}/{version}", basic=f"{TRANSPORT}/basic/{version}"))


def fault(code: str, text: str, detail: str = "") -> bytes:
    """A SOAP 1.1 fault."""
    inner = f"<detail>{detail}</detail>" if detail else ""
    return envelope(_FAULT.format(code=escape(code), text=escape(text), detail=inner))


def _time_uuid() -> uuid.UUID:
    """SMEV 3 takes UUIDs of version 1 alone; the real ones name a network card, these name none."""
    return uuid.uuid1(node=NOBODY)


def _metadata(moment: datetime, kind: str, status: str) -> str:
    when = moment.isoformat(timespec="seconds")
    return _METADATA3.format(ident=_time_uuid(), kind=kind, sender="SUPP01", moment=when, status=status)
