"""Checks of a target (point 29): one model a kind, each with what an official has to know to fill it in."""

from typing import Annotated, Literal

from pydantic import Field

from generator.model.record import DocumentRef
from generator.model.types import (
    SHA256,
    Address,
    Day,
    Decimal,
    Host,
    HostPort,
    Id,
    Line,
    PlainFile,
    Positive,
    Span,
    Strict,
    Url,
)

Purpose = Literal["smev_availability", "service_availability", "service_health", "own_component", "signature_expiry"]
PURPOSES: dict[Purpose, str] = {
    "smev_availability": "доступность СМЭВ",
    "service_availability": "доступность электронных сервисов Поставщиков данных",
    "service_health": "работоспособность электронных сервисов Поставщиков данных",
    "own_component": "работоспособность компонентов информационных систем таможенных органов",
    "signature_expiry": "сроки действия электронных подписей на компонентах СМЭВ",
}


class AnyCheck(Strict):
    """What every check says."""

    id: Id = Field(description="Идентификатор проверки внутри объекта")
    purpose: Purpose = Field(description="Вид технического мониторинга (п. 29), для которого служит проверка")
    every: Span = Field("5m", description="Как часто проверять: 5m значит каждые пять минут")
    since: Day | None = Field(None, description="С какого дня проверять, если позже, чем наблюдается объект")
    note: Line | None = Field(None, description="Примечание")


class Probe(AnyCheck):
    """What every check over the network says."""

    deadline: Span = Field("10s", description="Сколько всего ждать ответа")
    slow: Span | None = Field(None, description="Ответ дольше этого времени считается медленным")
    attempts: Positive = Field(3, description="Сколько попыток делать за одну проверку")
    confirmations: Positive = Field(2, description="Сколько неудачных попыток подтверждают недоступность")


class Secured(Probe):
    """What every check that may go over TLS says."""

    server_name: Host | None = Field(None, description="Имя узла в сертификате, если в адресе другое")
    trust: PlainFile | None = Field(
        None, description="Сертификаты своих удостоверяющих центров: файл PEM из content/monitoring/trust"
    )


class DnsCheck(Probe):
    """The name of a host is known to DNS."""

    kind: Literal["dns"] = Field(description="Имя узла находится в DNS")
    name: Host = Field(description="Имя узла")
    record: Literal["A", "AAAA", "CNAME", "SRV"] = Field("A", description="Вид записи DNS")
    server: HostPort | None = Field(None, description="Сервер DNS, если спрашивать нужно именно его")
    answers: tuple[Address, ...] = Field((), description="Адреса, которые должны быть в ответе; пусто: любые")


class TcpCheck(Probe):
    """A port takes connections."""

    kind: Literal["tcp"] = Field(description="Узел принимает соединения")
    address: HostPort = Field(description="Узел и порт")


class TlsCheck(Secured):
    """A protected connection comes about, and its certificate is in order."""

    kind: Literal["tls"] = Field(description="Защищённое соединение устанавливается")
    address: HostPort = Field(description="Узел и порт")


class HttpCheck(Secured):
    """An address answers."""

    kind: Literal["http"] = Field(description="Адрес отвечает по HTTP")
    url: Url = Field(description="Адрес")
    statuses: tuple[Positive, ...] = Field((200,), min_length=1, description="Правильные коды ответа")
    contains: Line | None = Field(None, description="Текст, который должен быть в ответе")


class WsdlCheck(Secured):
    """The description of a service can be had and is the agreed one."""

    kind: Literal["wsdl"] = Field(description="Описание сервиса WSDL доступно и соответствует согласованному")
    url: Url = Field(description="Адрес описания")
    contract: str | None = Field(
        None, pattern=SHA256, description="Контрольная сумма согласованного описания в канонической форме"
    )


class Namespace(Strict):
    """A prefix of XPath expressions."""

    prefix: Id = Field(description="Приставка в выражениях xpath")
    uri: Line = Field(description="Пространство имён")


class Assertion(Strict):
    """What an answer must hold."""

    xpath: Line = Field(description="Место в ответе: выражение XPath")
    equals: Line | None = Field(None, description="Текст в этом месте; пусто: достаточно, что место есть")


class SoapCheck(Secured):
    """A service answers a scripted example rightly; sent only with its owner's permission."""

    kind: Literal["soap"] = Field(description="Сервис правильно отвечает на контрольный пример")
    url: Url = Field(description="Адрес сервиса")
    example: PlainFile = Field(description="Запрос контрольного примера: файл из content/monitoring/examples")
    action: Line | None = Field(None, description="Заголовок SOAPAction")
    namespaces: tuple[Namespace, ...] = Field((), description="Приставки пространств имён для xpath")
    assertions: tuple[Assertion, ...] = Field(min_length=1, description="Что должно быть в ответе")
    permitted: DocumentRef | None = Field(
        None, description="Письмо, которым владелец разрешил направлять контрольный пример; своему сервису не нужно"
    )


class PrometheusCheck(Secured):
    """A figure of a component is within its bounds."""

    kind: Literal["prometheus"] = Field(description="Показатель Prometheus в допустимых границах")
    url: Url = Field(description="Адрес Prometheus")
    query: Line = Field(description="Запрос PromQL с одним числом в ответе")
    low: Decimal | None = Field(None, description="Нижняя граница; пусто: не ограничено")
    high: Decimal | None = Field(None, description="Верхняя граница; пусто: не ограничено")


class HeartbeatCheck(AnyCheck):
    """A component tells of itself."""

    kind: Literal["heartbeat"] = Field(description="Компонент сам сообщает о себе")
    file: PlainFile = Field(description="Файл сообщений в папке heartbeats машинных данных")
    max_age: Span = Field("15m", description="Более старое сообщение означает, что компонент не работает")


class CertificateCheck(Secured):
    """The certificate of an electronic signature lasts: one that is kept here, or one that a component shows."""

    kind: Literal["certificate"] = Field(description="Срок действия сертификата электронной подписи")
    every: Span = Field("1d", description="Как часто проверять: 1d значит раз в сутки")
    file: PlainFile | None = Field(None, description="Сертификат: файл из content/monitoring/certificates")
    address: HostPort | None = Field(None, description="Узел и порт, который предъявляет сертификаты по TLS")
    url: Url | None = Field(
        None, description="Адрес, ответ которого подписан: сертификат читается из BinarySecurityToken"
    )
    example: PlainFile | None = Field(
        None, description="Запрос, на который приходит подписанный ответ: файл из content/monitoring/examples"
    )
    action: Line | None = Field(None, description="Заголовок SOAPAction")
    permitted: DocumentRef | None = Field(
        None, description="Письмо, которым владелец разрешил направлять запрос; своему сервису не нужно"
    )
    warn_days: tuple[Positive, ...] = Field(
        (60, 30, 14, 7), min_length=1, description="За сколько дней предупреждать, по убыванию"
    )
    replacement: Day | None = Field(None, description="День плановой замены; до него не предупреждать")


class ReportedCheck(AnyCheck):
    """What a signing host found out; nothing but it can sign a scripted example."""

    kind: Literal["reported"] = Field(description="Результат, который сообщает подписывающий узел ЦИТТУ")
    file: PlainFile = Field(description="Файл .json, .jsonl или .csv в папке reported машинных данных")
    service: Id | None = Field(None, description="О каком сервисе строка файла, если файл один на несколько сервисов")
    max_age: Span = Field("1h", description="Более старый результат не учитывается")


Check = Annotated[
    DnsCheck
    | TcpCheck
    | TlsCheck
    | HttpCheck
    | WsdlCheck
    | SoapCheck
    | PrometheusCheck
    | HeartbeatCheck
    | CertificateCheck
    | ReportedCheck,
    Field(discriminator="kind"),
]
