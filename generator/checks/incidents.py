"""Rules over what people write of incidents: whose they are, causes, measures, closure (points 26, 27)."""

from collections.abc import Iterator

from generator.checks import targets
from generator.checks.cards import PARTY
from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope, day
from generator.model.finding import Place
from generator.model.monitoring.incident import IncidentNotes
from probes.model.cause import CAUSES
from probes.model.moscow import MOSCOW


def path(incident: str) -> str:
    """The file of an incident."""
    return f"content/monitoring/incidents/{incident}.yml"


def incidents(scope: Scope) -> Iterator[tuple[str, IncidentNotes]]:
    """Incidents with their files, by identifier."""
    for ident, one in sorted(scope.content.incidents.items()):
        yield path(ident), one


@content_rule("incident-target", title="Объект инцидента не найден", point="26")
def incident_target(scope: Scope) -> Found:
    """An incident concerns a target of the inventory, the one that its identifier names."""
    for file, one in incidents(scope):
        if one.target not in scope.content.targets:
            must, hint = "называть объект из content/monitoring/targets", targets.known(scope.content, one.target)
            yield wrong(file, ("target",), must, one.target, hint)
        elif one.id[16:] != one.target:
            must = f"совпадать с концом идентификатора инцидента ({one.id[16:]})"
            yield wrong(file, ("target",), must, one.target, "исправьте объект или переименуйте файл")


@content_rule("incident-opened", title="Время инцидента, заведённого вручную, неверно", point="26")
def incident_opened(scope: Scope) -> Found:
    """An incident opened by hand is named after its start (UTC), has begun, and ends after it began."""
    for file, one in incidents(scope):
        if one.opened is None:
            continue
        if (stamp := f"{one.opened.since:%Y-%m-%d-%H%M}") != one.id[:15]:
            must = f"совпадать с началом идентификатора ({one.id[:15]}, время UTC)"
            hint = f"исправьте время или назовите файл {stamp}-{one.target}.yml"
            yield wrong(file, ("opened", "since"), must, stamp, hint)
        elif one.opened.since.astimezone(MOSCOW).date() > scope.today:
            must = f"быть не позже сегодняшнего дня ({scope.today})"
            yield wrong(file, ("opened", "since"), must, stamp, "проверьте дату")
        if one.opened.until is not None and one.opened.until <= one.opened.since:
            must = "быть позже начала сбоя"
            yield wrong(
                file, ("opened", "until"), must, f"{one.opened.until:%Y-%m-%d-%H%M}", "исправьте одно из времён"
            )


@content_rule("incident-party", title="Участник, названный в инциденте, неизвестен", point="27")
def incident_party(scope: Scope) -> Found:
    """Who reported, who answers for a measure, who closed: all are parties."""
    for file, one in incidents(scope):
        named: list[tuple[Place, str]] = [(("measures", i, "owner"), each.owner) for i, each in enumerate(one.measures)]
        if one.opened is not None:
            named.insert(0, (("opened", "by"), one.opened.by))
        if one.closed is not None:
            named.append((("closed", "by"), one.closed.by))
        for at, party in named:
            if party not in scope.content.parties:
                yield wrong(file, at, PARTY, party, scope.meant(party))


@content_rule("incident-cause", title="Код причины неизвестен", point="26")
def incident_cause(scope: Scope) -> Found:
    """A cause is one of the taxonomy that measurements and reports use."""
    for file, one in incidents(scope):
        if one.cause_code is not None and one.cause_code not in CAUSES:
            hint = "возьмите код из перечня причин, например supplier_timeout"
            yield wrong(file, ("cause_code",), "быть кодом из перечня причин", one.cause_code, hint)


@content_rule("measure-overdue", title="Мера по инциденту просрочена", point="27", severity="warning")
def measure_overdue(scope: Scope) -> Found:
    """A measure is done by its day."""
    for file, one in incidents(scope):
        for i, measure in enumerate(one.measures):
            if measure.done is None and measure.due < scope.today:
                message = f"мера «{measure.what}» не исполнена, срок истёк {day(measure.due)}"
                hint = f"исполните и укажите done или согласуйте новый срок; отвечает {scope.name(measure.owner)}"
                yield Fault(file, ("measures", i), message, hint)


@content_rule("measure-done", title="Дата исполнения меры невозможна", point="27")
def measure_done(scope: Scope) -> Found:
    """A measure is done not later than today."""
    for file, one in incidents(scope):
        for i, measure in enumerate(one.measures):
            if measure.done is not None and measure.done > scope.today:
                must = f"быть не позже сегодняшнего дня ({scope.today})"
                yield wrong(file, ("measures", i, "done"), must, measure.done, "впишите дату, когда мера исполнена")


@content_rule("incident-closed", title="Инцидент закрыт раньше времени", point="27")
def incident_closed(scope: Scope) -> Found:
    """An incident is closed once its cause is known, its measures are done and its fault is over."""
    for file, one in incidents(scope):
        if one.closed is None:
            continue
        if one.closed.date > scope.today:
            must = f"быть не позже сегодняшнего дня ({scope.today})"
            yield wrong(file, ("closed", "date"), must, one.closed.date, "проверьте дату закрытия")
        lacking = [
            *(["причина (cause)"] if one.cause is None else []),
            *(["окончание сбоя (opened.until)"] if one.opened is not None and one.opened.until is None else []),
            *(f"исполнение меры «{each.what}»" for each in one.measures if each.done is None),
        ]
        if lacking:
            message = f"инцидент закрыт, а в нём не указано: {', '.join(lacking)}"
            yield Fault(file, ("closed",), message, "допишите недостающее или уберите closed")
