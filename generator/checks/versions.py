"""Rules over versions of one card: numbers, route, what changed, when a new one may begin (point 41)."""

import json

from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope
from generator.model.content import CardVersion
from generator.model.finding import Severity

CLOSED = frozenset({"in_force", "in_operation", "superseded", "withdrawn"})


@content_rule("version-gap", title="Версии карты идут не подряд", point="41")
def version_gap(scope: Scope) -> Found:
    """Versions of a card are v1, v2, v3 without gaps."""
    for card, versions in scope.content.cards.items():
        if max(versions) != len(versions):
            for expected, number in enumerate(sorted(versions), 1):
                if number != expected:
                    hint = f"переименуйте папку версии в v{expected} или верните пропавшую"
                    message = (
                        f"поле version должно быть {expected}: версии карты {card} идут подряд, получено '{number}'"
                    )
                    yield Fault(versions[number].path, ("version",), message, hint)
                    break


@content_rule("version-premature", title="Новая версия заведена, пока не закончена прежняя", point="41")
def version_premature(scope: Scope) -> Found:
    """A new version is begun when the former one is in force or withdrawn; until then the former is amended."""
    if scope.procedure is None:
        return
    for card, versions in scope.content.cards.items():
        if len(versions) == 1:
            continue
        for number, version in versions.items():
            former = scope.procedure.card(card).get(number - 1)
            if former is not None and former.stage not in CLOSED:
                title = _stage(former.version, former.stage, scope)
                message = (
                    f"версия {number} должна начинаться, когда версия {number - 1} вступила в силу или отозвана: "
                    f"её стадия «{title}»"
                )
                hint = f"внесите изменения в версию {number - 1} или отзовите её"
                yield Fault(version.path, ("version",), message, hint)


@content_rule("version-route", title="Новая версия идёт другим маршрутом", point="41")
def version_route(scope: Scope) -> Found:
    """All versions of a card go the same route."""
    for versions in scope.content.cards.values():
        if len(versions) == 1:
            continue
        for number, version in versions.items():
            former = versions.get(number - 1)
            if former is not None and former.card.route != version.card.route:
                must = f"быть {former.card.route}, как в версии {former.number}"
                hint = "верните маршрут или заведите отдельную карту"
                yield wrong(version.path, ("route",), must, version.card.route, hint)


@content_rule("version-same", title="Новая версия ничем не отличается от прежней", point="41")
def version_same(scope: Scope) -> Found:
    """A new version differs from the former one in something besides its number; a fresh copy is work to do."""
    for versions in scope.content.cards.values():
        if len(versions) == 1:
            continue
        for number, version in versions.items():
            former = versions.get(number - 1)
            if former is not None and _body(former) == _body(version):
                message = f"текст версии {number} должен отличаться от версии {number - 1}, тексты одинаковы"
                severity: Severity = "error" if version.records else "warning"
                hint = "внесите изменения или удалите лишнюю версию"
                yield Fault(version.path, ("version",), message, hint, severity=severity)


def _body(version: CardVersion) -> object:
    tree = json.loads(version.text)
    tree.pop("version", None)
    return tree


def _stage(version: CardVersion, stage: str, scope: Scope) -> str:
    order = scope.content.order
    stages = order.route(version.card.route).stages if order else ()
    return next((one.title for one in stages if one.stage == stage), stage)
