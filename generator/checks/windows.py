"""Rules over times of the inventory: how long a target is watched, announced works, silences (points 25, 29)."""

from datetime import datetime, timedelta

from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope
from generator.checks.targets import targets
from generator.monitoring.plan import midnight
from probes.model.moscow import MOSCOW

LONG = timedelta(days=31)


def told(moment: datetime) -> str:
    """A moment as officials write it."""
    return f"{moment.astimezone(MOSCOW):%d.%m.%Y %H:%M} (московское время)"


@content_rule("target-period", title="Наблюдение окончено раньше, чем начато", point="25")
def target_period(scope: Scope) -> Found:
    """A target is watched since a day not later than the last one; a check not since before its target."""
    for file, one in targets(scope):
        if one.until is not None and one.until < one.since:
            yield wrong(file, ("until",), f"быть не раньше since ({one.since})", one.until, "исправьте одну из дат")
        for i, check in enumerate(one.checks):
            if check.since is not None and check.since < one.since:
                must = f"быть не раньше начала наблюдения объекта ({one.since})"
                yield wrong(file, ("checks", i, "since"), must, check.since, "уберите поле или исправьте дату")


@content_rule("maintenance-order", title="Плановые работы записаны не по порядку", point="29")
def maintenance_order(scope: Scope) -> Found:
    """Announced works end after they begin, and do not overlap with those before."""
    for file, one in targets(scope):
        last = None
        for i, works in enumerate(one.maintenance):
            at = ("maintenance", i, "until" if works.until <= works.since else "since")
            if works.until <= works.since:
                hint = "исправьте время начала или окончания работ"
                yield wrong(file, at, f"быть позже начала работ: {told(works.since)}", told(works.until), hint)
            elif last is not None and works.since < last:
                hint = "расположите работы по времени, пересекающиеся объедините"
                yield wrong(file, at, f"быть не раньше окончания прежних работ: {told(last)}", told(works.since), hint)
            last = works.until


@content_rule("maintenance-letter", title="Письмо о работах датировано позже их начала", point="29")
def maintenance_letter(scope: Scope) -> Found:
    """Works are announced before they begin: an outage explained afterwards stays an outage."""
    for file, one in targets(scope):
        for i, works in enumerate(one.maintenance):
            start = works.since.astimezone(MOSCOW).date()
            if works.letter.date > start:
                hint = "сбой, объяснённый задним числом, плановыми работами не становится: уберите запись"
                at = ("maintenance", i, "letter", "date")
                yield wrong(file, at, f"быть не позже дня начала работ ({start})", works.letter.date, hint)


@content_rule("silence-order", title="Тишина окончена раньше, чем начата", point="29")
def silence_order(scope: Scope) -> Found:
    """A silence ends after it begins."""
    for file, one in targets(scope):
        for i, silence in enumerate(one.silences):
            if silence.until <= silence.since:
                must = f"быть позже начала тишины: {told(silence.since)}"
                yield wrong(file, ("silences", i, "until"), must, told(silence.until), "исправьте одно из времён")


@content_rule("silence-ended", title="Тишина больше не нужна", point="29", severity="warning")
def silence_ended(scope: Scope) -> Found:
    """A silence that has ended is taken out of the inventory."""
    for file, one in targets(scope):
        for i, silence in enumerate(one.silences):
            if silence.since < silence.until <= midnight(scope.today):
                message = f"тишина окончена {told(silence.until)} и больше не нужна: «{silence.reason}»"
                yield Fault(file, ("silences", i), message, "уберите запись")


@content_rule("silence-long", title="Тишина слишком долгая", point="29", severity="warning")
def silence_long(scope: Scope) -> Found:
    """A silence lasts a month at most; then it is agreed upon anew."""
    for file, one in targets(scope):
        for i, silence in enumerate(one.silences):
            if silence.until - silence.since > LONG:
                must = f"быть не позже чем через {LONG.days} день после начала"
                hint = "укажите ближайший срок и продлите его, если понадобится"
                yield wrong(file, ("silences", i, "until"), must, told(silence.until), hint)
