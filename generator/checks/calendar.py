"""Rules over the production calendar: without the present year no term can be counted."""

from generator.checks.rule import Fault, Found, content_rule
from generator.checks.scope import Scope

DECEMBER = 12


@content_rule("calendar-year", title="Нет производственного календаря", severity="warning")
def calendar_year(scope: Scope) -> Found:
    """There is a calendar of the present year, and from December on of the next one: terms run into it."""
    years, today = scope.content.calendar, scope.today
    wanted = (today.year, today.year + 1) if today.month == DECEMBER else (today.year,)
    for year in wanted:
        if year not in years:
            last = f"content/calendar/{max(years)}.yml" if years else "content/site.yml"
            message = f"нет производственного календаря на {year} год, сроки этого года посчитать нельзя"
            yield Fault(last, (), message, f"добавьте файл content/calendar/{year}.yml")
