"""Rules over the inventory of monitoring: whose a target is, what it stands behind, what stands on it (point 25)."""

from collections.abc import Iterator
from difflib import get_close_matches

from generator.checks.cards import PARTY
from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope
from generator.model.card import Request
from generator.model.content import Content
from generator.model.finding import Place
from generator.model.monitoring.target import TARGET_KINDS, WATCHES, Target
from generator.model.words import FILL
from generator.monitoring.coverage import meets

SIDES = {"smev": ("smev",), "component": ("consumer",), "service": ("supplier", "consumer")}


def path(target: str) -> str:
    """The file of a target."""
    return f"content/monitoring/targets/{target}.yml"


def targets(scope: Scope) -> Iterator[tuple[str, Target]]:
    """Targets with their files, by identifier."""
    for ident, one in sorted(scope.content.targets.items()):
        yield path(ident), one


def known(content: Content, target: str) -> str:
    """The hint for a target that does not exist."""
    near = get_close_matches(target, content.targets, n=1, cutoff=0.6)
    hint = f"похож {near[0]}" if near else f"или заведите объект: tkmv new target {target}"
    return f"проверьте идентификатор: {hint}" if near else f"проверьте идентификатор {hint}"


def requests(content: Content, card: str) -> Iterator[tuple[int, Request]]:
    """Requests of all versions of a card, with the number of the version."""
    for number, version in content.cards.get(card, {}).items():
        for request in version.card.requests:
            yield number, request


@content_rule("target-owner", title="Владелец объекта наблюдения неизвестен", point="25")
def target_owner(scope: Scope) -> Found:
    """The owner of a target is a party; components belong to FTS."""
    for file, one in targets(scope):
        if one.owner not in scope.content.parties:
            yield wrong(file, ("owner",), PARTY, one.owner, scope.meant(one.owner))
        elif one.kind == "component" and one.owner not in scope.fts:
            must = f"называть подразделение ФТС России, так как объект — {TARGET_KINDS['component']}"
            yield wrong(file, ("owner",), must, one.owner, "исправьте владельца или вид объекта (kind)")


@content_rule("target-side", title="Сторона объекта не соответствует его виду", point="26")
def target_side(scope: Scope) -> Found:
    """A node of SMEV lies on the side of SMEV, a component of FTS on its own, a service on a counterparty's."""
    for file, one in targets(scope):
        if one.side not in SIDES[one.kind]:
            must = f"быть {' или '.join(SIDES[one.kind])}, так как объект — {TARGET_KINDS[one.kind]}"
            yield wrong(file, ("side",), must, one.side, "исправьте сторону или вид объекта (kind)")


@content_rule("target-behind", title="Объект, за которым стоит другой, не найден", point="25")
def target_behind(scope: Scope) -> Found:
    """A target stands behind other targets of the inventory."""
    for file, one in targets(scope):
        for i, other in enumerate(one.behind):
            if other not in scope.content.targets:
                hint = known(scope.content, other)
                yield wrong(file, ("behind", i), "называть объект из content/monitoring/targets", other, hint)


@content_rule("target-cycle", title="Объекты стоят друг за другом по кругу", point="25")
def target_cycle(scope: Scope) -> Found:
    """No target stands behind itself, directly or through others."""
    for file, one in targets(scope):
        way = _way_back(scope.content, one.id)
        if way and one.id == min(way):  # told once, of the first of the circle
            message = f"объект не должен стоять сам за собой, получилось: {' → '.join((*way, one.id))}"
            yield Fault(file, ("behind",), message, "уберите из behind лишнюю зависимость")


def _way_back(content: Content, start: str) -> tuple[str, ...]:
    """The way from a target back to itself; empty where there is none."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    queue = [start]
    while queue:
        one = queue.pop(0)
        target = content.targets.get(one)
        for other in target.behind if target else ():
            if other == start:
                return ways[one]
            if other not in ways:
                ways[other] = (*ways[one], other)
                queue.append(other)
    return ()


@content_rule("target-card", title="Карта, которой служит объект, не найдена", point="25")
def target_card(scope: Scope) -> Found:
    """A target serves cards that exist."""
    for file, one in targets(scope):
        for i, serves in enumerate(one.serves):
            if serves.card not in scope.content.cards:
                at = ("serves", i, "card")
                yield wrong(file, at, "называть карту из content/cards", serves.card, "проверьте идентификатор карты")


@content_rule("target-request", title="Запроса или сервиса, которым служит объект, в карте нет", point="25")
def target_request(scope: Scope) -> Found:
    """Requests and services that a target serves are in some version of the card."""
    for file, one in targets(scope):
        for i, serves in enumerate(one.serves):
            versions = scope.content.cards.get(serves.card)
            if not versions:
                continue
            numbers = {request.no for _, request in requests(scope.content, serves.card)}
            services = {service.id for version in versions.values() for service in version.card.services}
            if serves.service is not None and serves.service not in services:
                hint = f"в карте есть: {', '.join(sorted(services)) or 'сервисов нет'}"
                yield wrong(
                    file, ("serves", i, "service"), f"называть сервис карты {serves.card}", serves.service, hint
                )
            for j, number in enumerate(serves.requests):
                if number not in numbers:
                    hint = f"в карте есть: {', '.join(sorted(numbers))}"
                    at = ("serves", i, "requests", j)
                    yield wrong(file, at, f"называть запрос карты {serves.card}", number, hint)


@content_rule("target-idle", title="Сервис не служит ни одной карте", point="25", severity="warning")
def target_idle(scope: Scope) -> Found:
    """An e-service of the inventory serves a card; what serves nobody need not be watched."""
    for file, one in targets(scope):
        if one.kind == "service" and not one.serves and (one.until is None or one.until >= scope.today):
            message = "поле serves должно называть карты, которым служит сервис"
            yield Fault(file, (), message, "добавьте serves или укажите until, если сервис больше не нужен")


@content_rule("target-stranger", title="Сервис принадлежит не участнику карты", point="25")
def target_stranger(scope: Scope) -> Found:
    """A service belongs to who owns the service of the card, or to a party of its request."""
    for file, one in targets(scope):
        if one.kind != "service" or one.owner not in scope.content.parties:
            continue
        for i, serves in enumerate(one.serves):
            owners = set(_owners(scope.content, one, i))
            ours = one.owner in scope.fts and owners & scope.fts
            if owners and one.owner not in owners and not ours:
                must = f"называть того, чей сервис нужен карте {serves.card}: {scope.names(tuple(sorted(owners)))}"
                yield wrong(file, ("owner",), must, one.owner, "исправьте владельца или запись serves")


def _owners(content: Content, target: Target, index: int) -> Iterator[str]:
    serves = target.serves[index]
    for version in content.cards.get(serves.card, {}).values():
        for request in version.card.requests:
            if meets(serves, version.card, request):
                yield request.supplier
                yield from (one.owner for one in version.card.services if one.id == request.service)


@content_rule("target-blank", title="Поле объекта наблюдения не заполнено", point="25", severity="warning")
def target_blank(scope: Scope) -> Found:
    """No field of a target still says «Заполните»."""
    for file, one in targets(scope):
        texts: list[tuple[Place, str | None]] = [(("name",), one.name), (("description",), one.description)]
        texts += [(("not_watched", i, "reason"), each.reason) for i, each in enumerate(one.not_watched)]
        for at, value in texts:
            if value is not None and value.startswith(FILL):
                hint = f"напишите вместо подсказки {value.removeprefix(FILL)}"
                yield wrong(file, at, "быть заполнено", value, hint)


@content_rule("target-unwatched", title="Объект не наблюдается, и не сказано почему", point="29")
def target_unwatched(scope: Scope) -> Found:
    """A target has a check, or reasons why neither its availability nor its health is watched."""
    for file, one in targets(scope):
        missing = [told for watch, told in WATCHES.items() if watch not in {each.watch for each in one.not_watched}]
        if not one.checks and missing:
            message = f"объект должен иметь проверки или причины в not_watched, не сказано: {', '.join(missing)}"
            yield Fault(file, (), message, "добавьте checks или запишите причину в not_watched")


@content_rule("control-missing", title="Нет контрольного объекта", point="29", severity="warning")
def control_missing(scope: Scope) -> Found:
    """An inventory has a control, which tells a fault of the own network from faults of everybody else."""
    if scope.content.targets and not any(one.control and one.checks for one in scope.content.targets.values()):
        message = "среди объектов должен быть контрольный (control: true) с проверкой, его нет"
        hint = "заведите объект в своей сети, без которого остальные измерения ничего не значат"
        yield Fault("content/monitoring/targets", (), message, hint)
