"""Rules over the settings of the portal."""

from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope

PATH = "content/site.yml"


@content_rule("site-missing", title="Нет настроек портала")
def site_missing(scope: Scope) -> Found:
    """The portal says whose it is and whether it is a demonstration."""
    if scope.content.site is None:
        message = "файл настроек портала должен быть и читаться"
        yield Fault(PATH, (), message, "верните content/site.yml или исправьте ошибки в нём")


@content_rule("site-as-of", title="День демонстрационного содержания указан напрасно", severity="warning")
def site_as_of(scope: Scope) -> Found:
    """Only demonstration content lives on a day of its own, and not on a later one than today."""
    site = scope.content.site
    if site is None or site.as_of is None:
        return
    if not site.demonstration:
        hint = "уберите as_of: рабочий портал живёт сегодняшним днём"
        yield wrong(PATH, ("as_of",), "быть только у демонстрационного содержания", site.as_of, hint)
    elif site.as_of > scope.today:
        must = f"быть не позже дня, на который идёт проверка ({scope.today})"
        yield wrong(PATH, ("as_of",), must, site.as_of, "проверьте дату")
