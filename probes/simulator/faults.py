"""Faults and refusals by code, in the words of SMEV 2 and SMEV 3.

Codes that no table here knows are answered as a fault with that very code: the field has such, too.
"""

from collections.abc import Mapping
from datetime import datetime
from xml.sax.saxutils import escape

from probes.simulator.envelopes import TRANSPORT, fault, got3, message2, refusal3

# Codes that both generations have, by the cause they stand for.
NO_SUPPLIER, NO_POLICY, OVERFLOW, REJECTED, UNSIGNED = (
    "supplier_unavailable",
    "routing",
    "queue_overflow",
    "rejected",
    "unsigned",
)
CODES: Mapping[str, tuple[str, str]] = {
    NO_SUPPLIER: ("no-supplier", "FAILURE"),
    NO_POLICY: ("no-policy", "RecipientIsNotFound"),
    OVERFLOW: ("FAILURE", "DestinationOverflow"),
    REJECTED: ("REJECT", "NO_DATA"),
    UNSIGNED: ("SMEV-100008", "NoSignatureFound"),
    "bus_failure": ("SMEV-101005", "SMEVFailure"),
    "cert_expired_own": ("SMEV-100005", "CertificateIsExpired"),
    "signature_request": ("SMEV-100003", "SignatureIsInvalid"),
    "flk": ("INVALID", "InvalidContent"),
    "schema": ("INVALID", "InvalidContent"),
    "access_denied": ("REJECT", "AccessDenied"),
}
# The part of SMEV 3 that speaks.
PLACE = "tsmev3:PRODUCTION_AREA:SIMULATOR : TR:SYNC:SPS:4"

# SMEV 2: the code of a fault and its words.
FAULTS2: Mapping[str, str] = {
    "SMEV-100003": "Неверная ЭП сообщения",
    "SMEV-100004": "Сертификат не найден",
    "SMEV-100005": "Срок действия сертификата истёк",
    "SMEV-100008": "В сообщении не найдена ЭП",
    "SMEV-100010": "Invalid configuration",
    "SMEV-101005": "СМЭВ недоступен",
}
# SMEV 2: statuses of a message that is not the result asked for.
STATUSES2 = ("REJECT", "INVALID", "FAILURE", "PING", "PROCESS", "NOTIFY", "CANCEL", "ACCEPT")

# SMEV 3: the element in the detail of a fault, what stands around it, and its words.
FAULTS3: Mapping[str, tuple[str, str]] = {
    "NoSignatureFound": ("SignatureVerificationFault", "SMEV-100:Отсутствует ЭП-ОВ"),
    "SignatureIsInvalid": ("SignatureVerificationFault", "SMEV-100:ЭП-ОВ не прошла проверку"),
    "PoorSOAPEnvelopeFormat": ("SignatureVerificationFault", "SMEV-100:Ошибка в структуре конверта"),
    "IncorrectSignatureTarget": ("SignatureVerificationFault", "SMEV-100:Подписан не тот элемент"),
    "CertificateIsNotFound": ("SignatureVerificationFault", "SMEV-100:Сертификат ЭП-ОВ не найден"),
    "CertificateIsExpired": ("SignatureVerificationFault", "SMEV-100:Срок действия сертификата ЭП-ОВ истёк"),
    "BusinessDataTypeIsNotSupported": ("", "Вид сведений не зарегистрирован"),
    "TransactionCodeInvalid": ("", "Неверный код транзакции"),
    "InvalidContent": ("", "Содержимое не соответствует схеме вида сведений"),
    "AttachmentContentMiscoordination": ("", "Вложения не соответствуют описанию"),
    "AttachmentSizeLimitExceeded": ("", "Превышен размер вложений"),
    "QuoteLimitExceeded": ("", "Превышена квота"),
    "AccessDenied": ("", "Доступ к виду сведений запрещён"),
    "SenderIsNotRegistered": ("", "Отправитель не зарегистрирован"),
    "RecipientIsNotFound": ("", "Получатель не найден"),
    "DestinationOverflow": ("", "Очередь получателя переполнена"),
    "SMEVFailure": ("", "Внутренняя ошибка СМЭВ"),
    "MessageIsAlreadySent": ("", "Сообщение с таким идентификатором уже отправлено"),
    "InvalidMessageIdFormat": ("", "Идентификатор сообщения не является UUID версии 1"),
    "StaleMessageId": ("", "Идентификатор сообщения устарел"),
    "EndOfLife": ("", "Срок жизни сообщения истёк"),
}
# SMEV 3: reasons of a refusal by the supplier.
REFUSALS3: Mapping[str, str] = {
    "ACCESS_DENIED": "Доступ запрещён",
    "NO_DATA": "Сведения не найдены",
    "UNKNOWN_REQUEST_DESCRIPTION": "Неизвестный вид запроса",
    "FAILURE": "Сбой в системе поставщика",
}


def fault2(code: str, moment: datetime, service: str) -> tuple[int, bytes]:
    """Status and body by which SMEV 2 tells a code or a cause: a fault, or a message whose status says it."""
    code = CODES.get(code, (code, code))[0]
    if code == "no-policy":
        return 500, fault("soap:Server", f'No policies found for service "{service}"')
    if code == "no-supplier":
        return 500, fault("soap:Server", "Cannot perform client request")
    if code in STATUSES2:
        return 200, message2(moment, service, status=code, data="")
    if code == "NO_DATA":
        return 200, message2(moment, service, data="")
    return 500, fault(code, FAULTS2.get(code, "Ошибка обработки сообщения"))


def fault3(code: str, moment: datetime, version: str) -> tuple[int, bytes]:
    """Status and body by which SMEV 3 tells a code or a cause: a fault, or a refusal in place of the content."""
    code = CODES.get(code, (code, code))[1]
    if code in REFUSALS3:
        return 200, got3(moment, version, refusal3(code, REFUSALS3[code]))
    around, words = FAULTS3.get(code, ("", "Ошибка обработки сообщения"))
    space = f"{TRANSPORT}/faults/{version}"
    told = f"<f:Code>{PLACE}</f:Code><f:Description>{escape(words)}</f:Description>"
    if around:
        told = f"<f:{code}/>{told}"
    return 500, fault("soap:Server", words, f'<f:{around or code} xmlns:f="{space}">{told}</f:{around or code}>')
