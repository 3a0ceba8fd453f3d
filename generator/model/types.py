"""Constrained types of content fields: text comes in, a typed value or a Russian explanation comes out.

The reading room hands every scalar over as text (a YAML loader would turn `010` into 8 and `no` into False),
so numbers, dates and flags are converted here. Patterns are matched by pydantic itself, which is quick; their
Russian explanation lies in `PATTERNS`, looked up when a match fails.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError


class Strict(BaseModel):
    """Base of everything a content file may say: no unknown fields, no conversions behind the author's back."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)


@dataclass(frozen=True, slots=True)
class Must:
    """What a value must be and the way out, as the tail of «поле X должно …»."""

    text: str
    hint: str


ID = r"^[a-z0-9][a-z0-9-]{0,63}$"
FILE_NAME = r"^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*$"
PLAIN_FILE = r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$"
SHA256 = r"^[0-9a-f]{64}$"
CUSTOMS_CODE = r"^10[0-9]{6}$"
EMAIL = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$"
PHONE = r"^\+7 \([0-9]{3}\) [0-9]{3}-[0-9]{2}-[0-9]{2}(?:, доб\. [0-9]{1,6})?$"
REQUEST_NO = r"^А\.3-[0-9]{1,3}$"
FRGU = r"^[0-9]{10,19}$"
SID = r"^SID[0-9]{7}$"
SMEV2_MNEMONIC = r"^[A-Z0-9]{4}[0-9]{5}$"
SMEV2_VERSION = r"^[0-9]{1,2}\.[0-9]{2}$"
SMEV3_MNEMONIC = r"^[A-Z0-9_]{3,20}$"
SMEV3_NAMESPACE = r"^urn:[!-~]+$"
XML_NAME = r"^[A-Za-z_][A-Za-z0-9_.-]*$"
POINT = r"^(?:р\. [1-5]|[1-9]|[1-4][0-9])$"
URL = r"""^https?://[^\s<>"']+$"""
# Technical monitoring.
SPAN = r"^[1-9][0-9]{0,4}(?:ms|s|m|h|d)$"
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})$"
HOST = r"^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?$"
_PORT = r"(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
HOST_PORT = rf"^(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]{{0,251}}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]):{_PORT}$"
ADDRESS = r"^[0-9A-Fa-f:.]{2,45}$"
NETWORK = r"^[0-9A-Fa-f:.]{2,45}/[0-9]{1,3}$"
INCIDENT_ID = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{4}-[a-z0-9][a-z0-9-]{0,63}$"
CAUSE = r"^[a-z0-9]+(?:_[a-z0-9]+)*$"

PATTERNS: dict[str, Must] = {
    ID: Must(
        "состоять из строчных латинских букв, цифр и дефисов, не длиннее 64 знаков",
        "проверьте, не попали ли в идентификатор русские буквы, похожие на латинские, пробелы или прописные буквы",
    ),
    FILE_NAME: Must(
        "быть относительным путём из латинских букв, цифр, точек, дефисов и подчёркиваний",
        "укажите имя файла внутри папки версии, например files/form.pdf, без «..» и без начальной косой черты",
    ),
    PLAIN_FILE: Must(
        "быть именем файла из латинских букв, цифр, точек, дефисов и подчёркиваний",
        "укажите имя без папок, например gateway.cer",
    ),
    SHA256: Must(
        "быть контрольной суммой SHA-256: 64 строчные шестнадцатеричные цифры",
        "возьмите значение из вывода команды: текста карты — tkmv digest, файла — sha256sum, "
        "описания сервиса — tkmv probe --url АДРЕС --kind wsdl --allow СЕТЬ",
    ),
    CUSTOMS_CODE: Must(
        "быть 8-значным кодом таможенного органа, который начинается с 10",
        "укажите код из классификатора таможенных органов или уберите поле",
    ),
    EMAIL: Must("быть адресом электронной почты", "укажите один адрес вида otdel@organ.example"),
    PHONE: Must(
        "быть телефоном вида +7 (000) 000-00-00 или +7 (000) 000-00-00, доб. 123",
        "запишите номер с кодом города и дефисами",
    ),
    REQUEST_NO: Must("быть номером запроса вида А.3-1 (буква А русская)", "пронумеруйте запросы подряд: А.3-1, А.3-2"),
    FRGU: Must(
        "быть реестровым номером ФРГУ: от 10 до 19 цифр",
        "укажите номер из реестра; пока номер не присвоен, уберите поле",
    ),
    SID: Must(
        "быть идентификатором сервиса СМЭВ 2: SID и 7 цифр",
        "сверьте с паспортом сервиса; если идентификатор не подтверждён, уберите поле",
    ),
    SMEV2_MNEMONIC: Must(
        "быть мнемоникой СМЭВ 2: 4 прописные латинские буквы или цифры и 5 цифр",
        "сверьте с паспортом сервиса; для СМЭВ 3 заполняйте smev3, там вид мнемоники другой",
    ),
    SMEV2_VERSION: Must("быть версией сервиса вида 1.00", "укажите версию из паспорта сервиса"),
    SMEV3_MNEMONIC: Must(
        "быть мнемоникой СМЭВ 3: от 3 до 20 прописных латинских букв, цифр и подчёркиваний",
        "сверьте с паспортом вида сведений",
    ),
    SMEV3_NAMESPACE: Must("быть пространством имён, которое начинается с urn:", "укажите URN вида сведений с версией"),
    XML_NAME: Must("быть именем XML из латинских букв", "укажите имя элемента, как в схеме, например INN"),
    POINT: Must("быть пунктом Порядка от 1 до 49 или пунктом распоряжения «р. 1» … «р. 5»", "проверьте номер пункта"),
    URL: Must("быть адресом http:// или https://", "укажите полный адрес, например https://smev.example/"),
    SPAN: Must(
        "быть промежутком времени: целое число и ms, s, m, h или d",
        "запишите, например, 500ms, 10s, 5m, 2h или 1d (миллисекунды, секунды, минуты, часы, сутки)",
    ),
    MOMENT: Must(
        "быть датой и временем с указанием часового пояса",
        "запишите, например, 2026-11-20T22:00+03:00 (московское время) или 2026-11-20T19:00Z",
    ),
    HOST: Must("быть именем узла", "укажите имя без протокола и порта, например smev.example"),
    HOST_PORT: Must("быть адресом вида узел:порт", "укажите имя или IP-адрес и порт, например 127.151.1.1:7777"),
    ADDRESS: Must("быть IP-адресом", "укажите адрес, например 127.151.1.1"),
    NETWORK: Must("быть сетью вида адрес/длина", "укажите сеть, например 127.151.0.0/16"),
    INCIDENT_ID: Must(
        "состоять из даты, времени (UTC) начала и идентификатора объекта, как 2026-11-20-0935-smev2",
        "возьмите идентификатор из вывода команды tkmv incidents",
    ),
    CAUSE: Must(
        "быть кодом причины из строчных латинских букв и подчёркиваний",
        "возьмите код из перечня причин, например supplier_timeout",
    ),
}

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RUSSIAN_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2099


def _fault(code: str, must: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError(code, "{must}", {"must": must, "hint": hint})


def _to_day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if _ISO_DAY.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise _fault("day", "быть существующей датой", "такого дня нет в календаре, проверьте число") from None
        if EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            return day
        raise _fault("day", f"быть датой с {EARLIEST_YEAR} по {LATEST_YEAR} год", "проверьте год")
    if swapped := _RUSSIAN_DAY.fullmatch(value):
        number, month, year = swapped.groups()
        written = f"{year}-{int(month):02}-{int(number):02}"
        hint = f"запишите {written}" if _exists(written) else f"запишите год, месяц, день; дня {value} нет в календаре"
        raise _fault("day", "быть датой вида ГГГГ-ММ-ДД", hint)
    raise _fault("day", "быть датой вида ГГГГ-ММ-ДД", "запишите, например, 2026-03-02")


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _to_number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.isascii() and value.isdigit() and (value == "0" or value[0] != "0") and len(value) <= 12:
        return int(value)
    raise _fault("number", "быть целым числом без ведущих нулей", "укажите число цифрами, например 5")


def _to_flag(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise _fault("flag", "быть true (да) или false (нет)", "запишите true или false строчными буквами")


def _to_moment(value: Any) -> Any:
    """A moment is kept in UTC; without a zone it would mean another moment in each region."""
    if not isinstance(value, str):
        return value
    must = PATTERNS[MOMENT]
    if not re.fullmatch(MOMENT.strip("^$"), value):
        raise _fault("moment", must.text, must.hint)
    try:
        moment = datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _fault("moment", "быть существующими датой и временем", "проверьте день, часы и пояс") from None
    if EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        return moment
    raise _fault("moment", f"быть временем с {EARLIEST_YEAR} по {LATEST_YEAR} год", "проверьте год")


def _is_address(value: str) -> str:
    try:
        ip_address(value)
    except ValueError:
        raise _fault("address", PATTERNS[ADDRESS].text, PATTERNS[ADDRESS].hint) from None
    return value


def _is_url(value: str) -> str:
    """A host to turn to, and a port where one is written: what no probe could ask for is a slip of the pen."""
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        host = None
    if not host:
        raise _fault("url", PATTERNS[URL].text, PATTERNS[URL].hint)
    try:
        known = parts.port != 0
    except ValueError:
        known = False
    if not known:
        raise _fault("url", "содержать номер порта от 1 до 65535", "исправьте порт или уберите его вместе с двоеточием")
    return value


def _is_network(value: str) -> str:
    try:
        ip_network(value)
    except ValueError:
        try:
            meant = ip_network(value, strict=False)
        except ValueError:
            raise _fault("network", PATTERNS[NETWORK].text, PATTERNS[NETWORK].hint) from None
        raise _fault("network", "быть адресом сети, а не узла в ней", f"запишите {meant}") from None
    return value


_SPAN_UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


def span(text: str) -> timedelta:
    """The length of time that a field of type `Span` says."""
    digits = text.rstrip("mshd")
    return int(digits) * _SPAN_UNITS[text[len(digits) :]]


_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?")


def _to_decimal(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if _DECIMAL.fullmatch(value):
        return float(value)
    raise _fault("decimal", "быть числом с точкой", "укажите число цифрами, например 0.95")


Day = Annotated[date, BeforeValidator(_to_day)]
Moment = Annotated[datetime, BeforeValidator(_to_moment), WithJsonSchema({"type": "string", "pattern": MOMENT})]
Decimal = Annotated[float, BeforeValidator(_to_decimal)]
Number = Annotated[int, BeforeValidator(_to_number), Field(ge=0)]
Positive = Annotated[int, BeforeValidator(_to_number), Field(ge=1)]
Flag = Annotated[bool, BeforeValidator(_to_flag)]

Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
Id = Annotated[str, StringConstraints(pattern=ID)]
FileName = Annotated[str, StringConstraints(pattern=FILE_NAME, max_length=200)]
PlainFile = Annotated[str, StringConstraints(pattern=PLAIN_FILE)]
Sha256 = Annotated[str, StringConstraints(pattern=SHA256)]
CustomsCode = Annotated[str, StringConstraints(pattern=CUSTOMS_CODE)]
Email = Annotated[str, StringConstraints(pattern=EMAIL, max_length=254)]
Phone = Annotated[str, StringConstraints(pattern=PHONE)]
RequestNo = Annotated[str, StringConstraints(pattern=REQUEST_NO)]
Frgu = Annotated[str, StringConstraints(pattern=FRGU)]
PointNo = Annotated[str, StringConstraints(pattern=POINT)]
Url = Annotated[str, StringConstraints(pattern=URL, max_length=500), AfterValidator(_is_url)]
Span = Annotated[str, StringConstraints(pattern=SPAN)]
Host = Annotated[str, StringConstraints(pattern=HOST)]
HostPort = Annotated[str, StringConstraints(pattern=HOST_PORT)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS), AfterValidator(_is_address)]
Network = Annotated[str, StringConstraints(pattern=NETWORK), AfterValidator(_is_network)]
IncidentId = Annotated[str, StringConstraints(pattern=INCIDENT_ID)]
CauseCode = Annotated[str, StringConstraints(pattern=CAUSE)]
