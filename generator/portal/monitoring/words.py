"""How verdicts, sides, purposes and times are said on pages; never by colour alone."""

from collections.abc import Mapping
from datetime import UTC, datetime

from generator.portal.russian import NO_BREAK
from probes.model.cause import CAUSES
from probes.model.moscow import MOSCOW
from probes.model.verdict import Purpose, Side, Verdict

# Days and hours on pages are Moscow's; the files for programs say UTC.

SIDES: Mapping[Side, str] = {
    Side.SMEV: "СМЭВ",
    Side.SUPPLIER: "Поставщики данных",
    Side.CONSUMER: "ФТС России",
    Side.UNKNOWN: "Сторона не установлена",
}
AT_SIDE: Mapping[Side, str] = {
    Side.SMEV: "на стороне СМЭВ",
    Side.SUPPLIER: "на стороне поставщика данных",
    Side.CONSUMER: "на стороне ФТС России",
    Side.UNKNOWN: "сторона не установлена",
}
WHOSE: Mapping[Side, str] = {
    Side.SMEV: "СМЭВ",
    Side.SUPPLIER: "поставщик данных",
    Side.CONSUMER: "ФТС России",
    Side.UNKNOWN: "не установлена",
}
PURPOSES: Mapping[Purpose, str] = {
    Purpose.SMEV_AVAILABILITY: "Доступность СМЭВ",
    Purpose.SERVICE_AVAILABILITY: "Доступность сервисов поставщиков",
    Purpose.SERVICE_HEALTH: "Работоспособность сервисов поставщиков",
    Purpose.OWN_COMPONENT: "Работоспособность собственных компонентов",
    Purpose.SIGNATURE_EXPIRY: "Сроки действия электронных подписей",
}
KINDS: Mapping[str, str] = {
    "dns": "имя в DNS",
    "tcp": "соединение TCP",
    "tls": "защищённое соединение TLS",
    "http": "ответ HTTP",
    "wsdl": "описание сервиса WSDL",
    "soap": "контрольный пример",
    "prometheus": "показатель Prometheus",
    "heartbeat": "сообщения компонента о себе",
    "certificate": "сертификат",
    "reported": "по данным подписывающего узла ЦИТТУ",
}
# What a mark looks like (status--…) for each verdict, no data included.
MARKS: Mapping[Verdict | None, str] = {
    Verdict.UP: "ok",
    Verdict.DEGRADED: "wait",
    Verdict.DOWN: "late",
    Verdict.NOT_MEASURED: "none",
    None: "none",
}
STATES = ("up", "degraded", "down", "not_measured", "missing")
STATE_WORDS: Mapping[str, str] = {
    "up": "работал",
    "degraded": "с замечаниями",
    "down": "не работал",
    "not_measured": "измерить не удалось",
    "missing": "нет данных",
}
_REACHED: Mapping[Verdict | None, str] = {
    Verdict.UP: "доступен",
    Verdict.DEGRADED: "доступен с замечаниями",
    Verdict.DOWN: "недоступен",
    Verdict.NOT_MEASURED: "не измерено",
    None: "нет данных",
}
_WORKS: Mapping[Verdict | None, str] = {
    **_REACHED,
    Verdict.UP: "работоспособен",
    Verdict.DEGRADED: "работоспособен с замечаниями",
    Verdict.DOWN: "неработоспособен",
}
_VALID: Mapping[Verdict | None, str] = {
    **_REACHED,
    Verdict.UP: "действует",
    Verdict.DEGRADED: "скоро истекает",
    Verdict.DOWN: "не действует",
}


def said(verdict: Verdict | None, purpose: Purpose = Purpose.SERVICE_AVAILABILITY) -> str:
    """A verdict in words: reachable and healthy are different things, and so are the words."""
    if purpose is Purpose.SIGNATURE_EXPIRY:
        return _VALID[verdict]
    return (_WORKS if purpose in (Purpose.SERVICE_HEALTH, Purpose.OWN_COMPONENT) else _REACHED)[verdict]


def cause(code: str | None) -> str:
    """A cause by its Russian name."""
    known = CAUSES.get(code or "")
    return known.title if known else (code or "")


def moscow(moment: float) -> datetime:
    """A moment (seconds since 1970) in Moscow."""
    return datetime.fromtimestamp(moment, UTC).astimezone(MOSCOW)


def at(moment: float) -> str:
    """22.11.2026, 21:35 МСК"""
    return f"{moscow(moment):%d.%m.%Y, %H:%M}{NO_BREAK}МСК"


def lasted(seconds: float) -> str:
    """How long, in the two largest units: 2 ч 15 мин."""
    minutes = max(1, round(seconds / 60))
    parts = ((minutes // 1440, "сут."), (minutes % 1440 // 60, "ч"), (minutes % 60, "мин"))
    return " ".join(f"{number}{NO_BREAK}{unit}" for number, unit in [one for one in parts if one[0]][:2])


_OFTEN = {60: "каждую минуту", 3_600: "каждый час", 86_400: "раз в сутки", 604_800: "раз в неделю"}


def every(seconds: int) -> str:
    """How often: каждые 5 мин."""
    return _OFTEN.get(seconds) or f"каждые {lasted(seconds)}"


def percent(value: float | None) -> str:
    """99,95 %, rounded down so that an outage never reads as 100 %."""
    if value is None:
        return "нет данных"
    hundredths = int(value * 10_000 + 1e-9)
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02}{NO_BREAK}%" if rest else f"{whole}{NO_BREAK}%"
