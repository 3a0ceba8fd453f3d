"""Rules over people of monitoring: the working group (point 31), the duty contact and SMEV support (point 30)."""

from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope, day
from generator.monitoring.people import State, duty, find, seats, state

GROUP = "content/monitoring/group.yml"
SUPPORT = "content/monitoring/support.yml"
UNITS = ("guit", "cittu")
RESERVED = (".example", ".test", ".invalid")  # RFC 2606: mail goes nowhere

_WHY: dict[State, str] = {
    "unknown": "называть запись из content/contacts/{party}.yml",
    "ended": "называть того, кто отвечает сейчас: полномочия окончены",
    "future": "называть того, кто отвечает сейчас: полномочия ещё не начались",
}


@content_rule("group-member", title="Член рабочей группы не найден или больше не отвечает", point="31")
def group_member(scope: Scope) -> Found:
    """Members of the working group exist in the contact lists and answer today."""
    for i, seat in enumerate(seats(scope.content, scope.today)):
        if not seat.current:
            must = _WHY[seat.state].format(party=seat.member.party)
            known = ", ".join(scope.officials.get(seat.member.party, ())) or "контактов нет"
            hint = f"замените члена группы; у участника {scope.name(seat.member.party)} есть: {known}"
            yield wrong(GROUP, ("members", i, "contact"), must, seat.member.contact, hint)


@content_rule("group-unit", title="Рабочая группа не из ГУИТ и ЦИТТУ", point="31")
def group_unit(scope: Scope) -> Found:
    """The working group consists of officials of GUIT and CITTU, of both."""
    if scope.content.group is None:
        return
    parties = {role: party.id for role in UNITS if (party := scope.content.role(role)) is not None}
    for i, one in enumerate(scope.content.group.members):
        if parties and one.party not in parties.values():
            must = f"быть одним из: {', '.join(parties.values())}"
            hint = "в рабочую группу входят должностные лица ГУИТ и ЦИТТУ"
            yield wrong(GROUP, ("members", i, "party"), must, one.party, hint)
    for unit in parties.values():
        if unit not in {one.party for one in scope.content.group.members}:
            message = f"в рабочей группе должны быть должностные лица участника {scope.name(unit)}"
            yield Fault(GROUP, ("members",), message, "добавьте члена группы")


@content_rule("group-twice", title="Член рабочей группы назван дважды", point="31")
def group_twice(scope: Scope) -> Found:
    """An official is a member once, and the group has one head at most."""
    seen: set[tuple[str, str]] = set()
    heads = 0
    for i, one in enumerate(scope.content.group.members if scope.content.group else ()):
        if (one.party, one.contact) in seen:
            at = ("members", i, "contact")
            yield wrong(GROUP, at, "встречаться в группе один раз", one.contact, "уберите повтор")
        heads += one.role == "head"
        if one.role == "head" and heads > 1:
            yield wrong(GROUP, ("members", i, "role"), "быть head у одного члена группы", one.role, "исправьте роль")
        seen.add((one.party, one.contact))


@content_rule("group-access", title="Член рабочей группы без доступа", point="31", severity="warning")
def group_access(scope: Scope) -> Found:
    """Every member of the working group has access to the software of monitoring."""
    for i, one in enumerate(scope.content.group.members if scope.content.group else ()):
        if one.access is None or one.access > scope.today:
            since = f" до {day(one.access)}" if one.access else ""
            message = (
                f"у члена группы {one.contact} ({scope.name(one.party)}) нет доступа к средствам мониторинга{since}"
            )
            yield Fault(GROUP, ("members", i), message, "обеспечьте доступ и укажите access")


@content_rule("support-duty", title="Дежурный ЦИТТУ не найден или больше не отвечает", point="30")
def support_duty(scope: Scope) -> Found:
    """The duty contact is an official who answers today and has a mailbox."""
    support = scope.content.support
    if support is None:
        return
    official = find(scope.content, support.duty.party, support.duty.contact)
    at = ("duty", "contact")
    if (how := state(official, scope.today)) != "current":
        must = _WHY[how].format(party=support.duty.party)
        yield wrong(SUPPORT, at, must, support.duty.contact, "укажите другую запись из списка контактов")
    elif (found := duty(scope.content)) is not None and found.email is None:
        must = "называть того, у кого есть электронная почта"
        yield wrong(SUPPORT, at, must, support.duty.contact, "внесите email в список контактов")


@content_rule("support-demonstration", title="Демонстрация направит заявки по настоящему адресу", point="30")
def support_demonstration(scope: Scope) -> Found:
    """A demonstration writes to reserved addresses only."""
    site, support = scope.content.site, scope.content.support
    if site is not None and site.demonstration and support is not None and not support.addressee.endswith(RESERVED):
        must = "кончаться на .example, так как портал демонстрационный"
        hint = "укажите вымышленный адрес, например support@smev.example"
        yield wrong(SUPPORT, ("addressee",), must, support.addressee, hint)
