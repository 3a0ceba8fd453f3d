"""Rules over what of the exchange is watched: everything in force that goes through SMEV (points 25, 29)."""

from collections.abc import Iterator

from generator.checks.rule import Fault, Found, content_rule
from generator.checks.scope import Scope
from generator.checks.targets import path, targets
from generator.model.monitoring.target import WATCHES
from generator.monitoring.coverage import KINDS, Coverage, coverage


def _rows(scope: Scope) -> Iterator[Coverage]:
    if scope.procedure is not None:
        yield from coverage(scope.procedure)


@content_rule("inventory-missing", title="Объектов наблюдения нет", point="25", severity="warning")
def inventory_missing(scope: Scope) -> Found:
    """Where cards in force exchange through SMEV, its infrastructure is listed."""
    if not scope.content.targets and any(True for _ in _rows(scope)):
        message = "карты в силе ведут обмен через СМЭВ, а объектов наблюдения в content/monitoring/targets нет"
        yield Fault("content/monitoring/targets", (), message, "заведите объекты: tkmv new target ID --card CARD")


@content_rule("request-unwatched", title="Запрос через СМЭВ не наблюдается", point="29", severity="warning")
def request_unwatched(scope: Scope) -> Found:
    """Of every request in force through SMEV availability and health are watched, or it is said why not."""
    if not scope.content.targets:
        return
    for row in _rows(scope):
        gaps = row.gaps()
        if not gaps:
            continue
        what = " и ".join(WATCHES[one] for one in gaps)
        at = ("requests", row.version.card.requests.index(row.request))
        verb = "наблюдаются" if len(gaps) > 1 else "наблюдается"
        message = f"у запроса {row.request.no} «{row.request.name}» не {verb} {what} сервиса"
        if row.targets:
            where = ", ".join(path(one) for one in row.targets)
            hint = f"добавьте проверку или причину в not_watched: {where}"
        else:
            hint = f"заведите объект: tkmv new target {row.request.service} --card {row.version.id}"
        yield Fault(row.version.path, at, message, hint)


@content_rule("reason-needless", title="Причина больше не нужна", point="29")
def reason_needless(scope: Scope) -> Found:
    """A reason why something is not watched is taken back once it is watched, or is given once."""
    for file, one in targets(scope):
        kinds = {check.kind for check in one.checks}
        seen: set[str] = set()
        for i, each in enumerate(one.not_watched):
            if each.watch in seen:
                message = f"причина, по которой не наблюдается {WATCHES[each.watch]}, должна быть названа один раз"
                yield Fault(file, ("not_watched", i), message, "уберите повтор")
            elif kinds & KINDS[each.watch]:
                message = f"{WATCHES[each.watch]} наблюдается, причина в not_watched больше не нужна: «{each.reason}»"
                yield Fault(file, ("not_watched", i), message, "уберите запись")
            seen.add(each.watch)
