"""Rules over checks of targets: what they are for, how often they run, where they go (points 25, 29)."""

from collections.abc import Iterator
from datetime import timedelta

from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope
from generator.checks.targets import targets
from generator.model.finding import Place
from generator.model.monitoring.check import (
    PURPOSES,
    CertificateCheck,
    Check,
    HeartbeatCheck,
    Probe,
    PrometheusCheck,
    Purpose,
    ReportedCheck,
    SoapCheck,
)
from generator.model.monitoring.target import TARGET_KINDS, Target
from generator.model.types import span
from generator.monitoring import addresses
from generator.monitoring.coverage import KINDS

REACH = KINDS["availability"]
# Which kinds of checks can tell what a kind of monitoring asks for (п. 29): reachable is not healthy.
FITTING: dict[Purpose, frozenset[str]] = {
    "smev_availability": REACH | {"soap", "reported"},
    "service_availability": REACH,
    "service_health": frozenset({"soap", "reported"}),
    "own_component": REACH | {"soap", "reported", "prometheus", "heartbeat"},
    "signature_expiry": frozenset({"certificate"}),
}
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=1)


def checks(scope: Scope) -> Iterator[tuple[str, Target, int, Check]]:
    """Checks with their files, targets and places."""
    for file, one in targets(scope):
        for i, check in enumerate(one.checks):
            yield file, one, i, check


def purposes(target: Target, scope: Scope) -> tuple[Purpose, ...]:
    """Kinds of monitoring that concern a target."""
    if target.kind == "smev":
        return ("smev_availability",)
    if target.kind == "component":
        return ("own_component", "signature_expiry")
    if target.owner in scope.fts:
        return ("own_component",)
    return ("service_availability", "service_health")


@content_rule("check-twice", title="Идентификатор проверки повторяется", point="29")
def check_twice(scope: Scope) -> Found:
    """Checks of a target have different identifiers: measurements are kept by them."""
    for file, one in targets(scope):
        seen: set[str] = set()
        for i, check in enumerate(one.checks):
            if check.id in seen:
                hint = "дайте проверке свой идентификатор: по нему хранятся измерения"
                yield wrong(file, ("checks", i, "id"), "встречаться у объекта один раз", check.id, hint)
            seen.add(check.id)


@content_rule("check-kind", title="Проверка не говорит о том, для чего служит", point="29")
def check_kind(scope: Scope) -> Found:
    """A kind of check can tell what its purpose asks for: that something answers does not mean that it works."""
    for file, _, i, check in checks(scope):
        if check.kind not in FITTING[check.purpose]:
            must = (
                f"быть одним из: {', '.join(sorted(FITTING[check.purpose]))}, так как цель — {PURPOSES[check.purpose]}"
            )
            hint = "выберите другой вид проверки или другую цель (purpose)"
            yield wrong(file, ("checks", i, "kind"), must, check.kind, hint, of=f"проверки {check.id}")


@content_rule("check-purpose", title="Цель проверки не соответствует объекту", point="29")
def check_purpose(scope: Scope) -> Found:
    """The purpose of a check fits its target: SMEV, a counterparty's service, an own component or service."""
    for file, one, i, check in checks(scope):
        fitting = purposes(one, scope)
        if check.purpose not in fitting:
            whose = "свой сервис ФТС России" if fitting == ("own_component",) else TARGET_KINDS[one.kind]
            must = f"быть одним из: {', '.join(fitting)}, так как объект — {whose}"
            hint = "исправьте цель проверки или вид объекта"
            yield wrong(file, ("checks", i, "purpose"), must, check.purpose, hint, of=f"проверки {check.id}")


@content_rule("check-schedule", title="Расписание проверки невыполнимо", point="28")
def check_schedule(scope: Scope) -> Found:
    """A check runs once a minute to once a day, and all its attempts fit between two runs."""
    for file, _, i, check in checks(scope):
        every = span(check.every)
        if not SHORTEST <= every <= LONGEST or every % SHORTEST:
            must = "быть целым числом минут от 1m до 1d"
            yield wrong(file, ("checks", i, "every"), must, check.every, "укажите, например, 5m", of=_of(check))
        elif isinstance(check, Probe) and span(check.deadline) * check.attempts >= every:
            must = f"быть таким, чтобы все попытки ({check.attempts}) заняли меньше {check.every}"
            hint = "уменьшите deadline или attempts либо проверяйте реже"
            yield wrong(file, ("checks", i, "deadline"), must, check.deadline, hint, of=_of(check))


@content_rule("check-limits", title="Пороги проверки противоречат друг другу", point="29")
def check_limits(scope: Scope) -> Found:
    """Thresholds of a check agree: slow before deadline, low below high, confirmations among attempts, days down."""
    for file, _, i, check in checks(scope):
        if isinstance(check, PrometheusCheck) and check.low is None and check.high is None:
            message = f"у проверки {check.id} должна быть граница low или high"
            yield Fault(file, ("checks", i), message, "укажите границу, за которой показатель плох")
        for at, must, got, hint in _limits(check):
            yield wrong(file, ("checks", i, *at), must, got, hint, of=_of(check))


def _limits(check: Check) -> Iterator[tuple[Place, str, object, str]]:
    if isinstance(check, Probe):
        if check.slow is not None and span(check.slow) >= span(check.deadline):
            hint = "ответ дольше deadline и так считается недоступностью"
            yield ("slow",), f"быть меньше deadline ({check.deadline})", check.slow, hint
        if check.confirmations > check.attempts:
            hint = "столько неудач не набрать: исправьте одно из чисел"
            yield ("confirmations",), f"быть не больше attempts ({check.attempts})", check.confirmations, hint
    if isinstance(check, PrometheusCheck):
        low, high = check.low, check.high
        if low is not None and high is not None and low > high:
            yield ("high",), f"быть не меньше low ({low:g})", f"{high:g}", "исправьте одну из границ"
    if isinstance(check, HeartbeatCheck | ReportedCheck) and span(check.max_age) < span(check.every):
        hint = "иначе исправный компонент будет считаться неисправным"
        yield ("max_age",), f"быть не меньше every ({check.every})", check.max_age, hint
    if isinstance(check, CertificateCheck) and list(check.warn_days) != sorted(set(check.warn_days), reverse=True):
        days = ", ".join(map(str, check.warn_days))
        yield ("warn_days",), "перечислять дни по убыванию без повторов", days, "запишите, например, 60, 30, 14, 7"


@content_rule("check-address", title="Адрес проверки не разрешён", point="25")
def check_address(scope: Scope) -> Found:
    """A check goes into an allowed network, or to a host that the list of networks names."""
    networks = addresses.networks(scope.content)
    named = {one.host.lower() for one in scope.content.networks.hosts} if scope.content.networks else set()
    for file, _, i, check in checks(scope):
        for host in addresses.hosts(check):
            at = ("checks", i, *host.at)
            if host.address is None and host.name.lower() not in named:
                must = "вести к узлу из списка hosts файла content/monitoring/networks.yml"
                yield wrong(file, at, must, host.name, "согласуйте узел с администраторами", of=_of(check))
            elif host.address is not None and not addresses.allowed(host.address, networks):
                must = "вести в сеть, разрешённую в content/monitoring/networks.yml"
                yield wrong(file, at, must, host.name, "согласуйте сеть с администраторами", of=_of(check))


@content_rule("check-credentials", title="В адресе проверки записан пароль", point="25")
def check_credentials(scope: Scope) -> Found:
    """No address holds a name or a password: the inventory is read by everybody, and pages show it."""
    for file, _, i, check in checks(scope):
        if addresses.has_credentials(check):
            message = f"поле url проверки {check.id} не должно содержать имени и пароля"
            hint = "уберите их и смените пароль: он уже в истории; проверке доступен только открытый адрес"
            yield Fault(file, ("checks", i, "url"), message, hint)


@content_rule("certificate-source", title="Неясно, откуда берётся сертификат", point="29")
def certificate_source(scope: Scope) -> Found:
    """A check of a certificate reads it from one place; what is sent belongs to an address that answers."""
    for file, _, i, check in checks(scope):
        if not isinstance(check, CertificateCheck):
            continue
        named = [name for name in ("file", "address", "url") if getattr(check, name) is not None]
        if len(named) != 1:
            message = f"проверка {check.id} должна называть ровно одно: file, address или url"
            got = f", названо: {', '.join(named)}" if named else ", не названо ничего"
            yield Fault(file, ("checks", i), message + got, "оставьте то место, где сертификат виден")
        for name in ("example", "action", "permitted"):
            if getattr(check, name) is not None and check.url is None:
                message = f"поле {name} проверки {check.id} должно стоять только рядом с url"
                yield Fault(
                    file, ("checks", i, name), message, "уберите его или укажите url: запрос посылают по адресу"
                )


@content_rule("soap-permission", title="Контрольный пример направляется без разрешения", point="29")
def soap_permission(scope: Scope) -> Found:
    """A scripted example is sent only where the owner of the service has permitted it in writing."""
    for file, one, i, check in checks(scope):
        if not isinstance(check, SoapCheck | CertificateCheck):
            continue
        if check.example is not None and check.permitted is None and one.owner not in scope.fts:
            message = f"поле permitted проверки {check.id} должно называть письмо, которым разрешён контрольный пример"
            hint = f"укажите письмо или уберите проверку: владелец {scope.name(one.owner)} её не разрешал"
            yield Fault(file, ("checks", i), message, hint)
        elif check.permitted is not None and check.permitted.date > scope.today:
            must = f"быть не позже сегодняшнего дня ({scope.today})"
            at = ("checks", i, "permitted", "date")
            yield wrong(file, at, must, check.permitted.date, "проверьте дату письма", of=_of(check))


def _of(check: Check) -> str:
    return f"проверки {check.id}"
