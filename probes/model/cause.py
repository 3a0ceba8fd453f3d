"""The one taxonomy of causes (п. 26): a code, its Russian name and the side where it arises.

Probes, the journal, incidents, tickets, pages and reports name causes by these codes and by no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from probes.model.verdict import Side


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of errors; without a side of its own it lies on the side of what is probed.

    `technical` tells an error of the exchange from an outcome of business ("no such record") and from a limit of the
    probe itself: only technical ones count as errors and as downtime.
    """

    title: str
    side: Side | None = None
    technical: bool = True


_LIMIT = Side.UNKNOWN

CAUSES: Mapping[str, Cause] = {
    # The way to the endpoint.
    "dns_name_unknown": Cause("имя узла не найдено в DNS"),
    "dns_failure": Cause("служба DNS не ответила"),
    "dns_wrong_answer": Cause("в DNS записан другой адрес"),
    "net_unreachable": Cause("нет соединения с узлом"),
    "refused": Cause("узел отклоняет соединения"),
    "reset": Cause("соединение оборвано"),
    "timeout": Cause("нет ответа в отведённое время"),
    "slow": Cause("ответ медленнее допустимого"),
    "unstable": Cause("отвечает не на каждую попытку"),
    # TLS.
    "tls_failure": Cause("защищённое соединение не устанавливается"),
    "tls_untrusted": Cause("сертификат узла выдан не доверенным центром"),
    "tls_wrong_name": Cause("сертификат выдан на другое имя"),
    "tls_expired": Cause("срок действия сертификата узла истёк"),
    "tls_not_yet_valid": Cause("срок действия сертификата узла ещё не начался"),
    # HTTP and content.
    "http_status": Cause("код ответа не тот, который ожидался"),
    "http_malformed": Cause("ответ не соответствует протоколу HTTP"),
    "redirect": Cause("перенаправление на другой адрес"),
    "too_large": Cause("ответ больше допустимого"),
    "not_xml": Cause("ответ не является документом XML"),
    "dtd": Cause("в ответе запрещённое объявление DOCTYPE"),
    "not_wsdl": Cause("вместо описания WSDL получен другой документ"),
    "contract_changed": Cause("описание сервиса отличается от согласованного"),
    "assertion_failed": Cause("ответ не соответствует контрольному примеру"),
    "answer_unexpected": Cause("содержание ответа не то, которое ожидалось"),
    # SMEV: the bus and the services behind it.
    "timeout_gateway": Cause("шлюз СМЭВ не ответил", Side.SMEV),
    "bus_failure": Cause("сбой СМЭВ", Side.SMEV),
    "routing": Cause("сервис не зарегистрирован или маршрут не найден", Side.SMEV),
    "supplier_timeout": Cause("поставщик не ответил СМЭВ", Side.SUPPLIER),
    "supplier_unavailable": Cause("сервис поставщика недоступен", Side.SUPPLIER),
    "queue_overflow": Cause("очередь получателя переполнена", Side.SUPPLIER),
    "queue_stuck": Cause("очередь ответов не разбирается", Side.CONSUMER),
    "schema": Cause("запрос не соответствует схеме", Side.CONSUMER),
    "schema_response": Cause("ответ не соответствует схеме", Side.SUPPLIER),
    "flk": Cause("запрос не прошёл форматно-логический контроль", Side.CONSUMER),
    "signature_request": Cause("подпись запроса не принята", Side.CONSUMER),
    "signature_response": Cause("подпись ответа не прошла проверку", Side.SUPPLIER),
    "cert_expired_own": Cause("срок действия сертификата подписи ФТС России истёк", Side.CONSUMER),
    "cert_expired_other": Cause("срок действия сертификата подписи поставщика истёк", Side.SUPPLIER),
    "access_denied": Cause("нет прав на вызов сервиса", Side.CONSUMER),
    "message_id": Cause("не принят идентификатор или время сообщения", Side.CONSUMER),
    "attachment_quota": Cause("вложения или квота превышены", Side.CONSUMER),
    "fault_unknown": Cause("сервис вернул неизвестную ошибку"),
    "overdue": Cause("ответ позже установленного срока", Side.SUPPLIER, technical=False),
    "rejected": Cause("мотивированный отказ", Side.SUPPLIER, technical=False),
    "no_data": Cause("сведения не найдены", Side.SUPPLIER, technical=False),
    "data_quality": Cause("сведения недостоверны или неполны", Side.SUPPLIER, technical=False),
    "eais_defect": Cause("ошибка программного средства ЕАИС ТО", Side.CONSUMER),
    # Own components and signatures.
    "heartbeat_missing": Cause("компонент ни разу не сообщил о себе"),
    "heartbeat_stale": Cause("компонент давно не сообщал о себе"),
    "heartbeat_reports_fault": Cause("компонент сообщил о неисправности"),
    "metric_out_of_bounds": Cause("показатель вне допустимых границ"),
    "metric_missing": Cause("показатель отсутствует"),
    "cert_expiring": Cause("срок действия сертификата подходит к концу"),
    "cert_expired": Cause("срок действия сертификата истёк"),
    "cert_not_yet_valid": Cause("срок действия сертификата ещё не начался"),
    "cert_revoked": Cause("сертификат отозван"),
    "crl_stale": Cause("список отозванных сертификатов просрочен"),
    # Limits of the probe: nothing was measured.
    "tls_gost_only": Cause("узел принимает только ГОСТ TLS, отсюда не проверяется", _LIMIT, technical=False),
    "runner_no_route": Cause("с узла наблюдения нет пути в сеть", _LIMIT, technical=False),
    "policy_refused": Cause("адрес не разрешён администраторами", _LIMIT, technical=False),
    "reported_missing": Cause("результат с подписывающего узла не поступил", _LIMIT, technical=False),
    "heartbeat_invalid": Cause("сообщение компонента о себе повреждено или из будущего", _LIMIT, technical=False),
    "cert_unreadable": Cause("файл сертификата не читается", _LIMIT, technical=False),
    "no_time": Cause("обход закончился раньше, чем дошёл до проверки", _LIMIT, technical=False),
    "probe_failure": Cause("ошибка самой проверки", _LIMIT, technical=False),
    "not_configured": Cause("проверка не настроена на этом узле", _LIMIT, technical=False),
}


def side_of(cause: str | None, probed: Side) -> Side:
    """Where a fault arises: where its cause says, else on the side of what was probed (п. 26)."""
    found = CAUSES.get(cause or "")
    return (found.side if found else None) or probed
