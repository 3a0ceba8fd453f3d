"""Pages of the section, one after another, none kept in memory."""

from collections.abc import Iterator

from generator.portal.monitoring.about import about_page
from generator.portal.monitoring.archive import archive_page
from generator.portal.monitoring.certificates import certificates_page
from generator.portal.monitoring.coverage import coverage_page
from generator.portal.monitoring.incidents import hand_page, incident_page, incidents_page
from generator.portal.monitoring.now import now_page
from generator.portal.monitoring.sight import (
    ABOUT,
    ARCHIVE,
    CERTIFICATES,
    COVERAGE,
    INCIDENTS,
    NOW,
    TARGETS,
    Sight,
)
from generator.portal.monitoring.target import target_page
from generator.portal.page import Crumb, Page
from generator.portal.pages import Printer


def pages(printer: Printer, sight: Sight) -> Iterator[Page]:
    """Every page: sheets, targets, incidents that have one."""
    yield from _sheets(printer, sight)
    for one in sight.inventory.values():
        view = target_page(sight, one)
        yield printer.page(
            "monitoring/target", f"{TARGETS}{one.id}/", view.name, f"{view.kind}: {view.side}", view, wide=True
        )
    above = (Crumb("Инциденты", INCIDENTS),)
    for incident in (one for one in sight.incidents.values() if one.id in sight.with_pages):
        made = incident_page(sight, incident)
        title = f"{made.title}: инцидент {made.start}"
        yield printer.page(
            "monitoring/incident", f"{INCIDENTS}{incident.id}/", title, made.what, made, above, wide=True
        )
    for _, notes in sorted(sight.survey.content.incidents.items()):
        if notes.opened is not None and notes.id not in sight.incidents:
            made = hand_page(sight, notes)
            title = f"{made.title}: инцидент {made.start}"
            yield printer.page(
                "monitoring/incident", f"{INCIDENTS}{notes.id}/", title, made.what, made, above, wide=True
            )


def _sheets(printer: Printer, sight: Sight) -> Iterator[Page]:
    def sheet(name: str, address: str, title: str, description: str, view: object) -> Page:
        return printer.page(f"monitoring/{name}", address, title, description, view, wide=True)

    yield sheet("now", NOW, "Мониторинг", "Что из межведомственного обмена работает сейчас", now_page(sight))
    yield sheet("incidents", INCIDENTS, "Инциденты", "Когда и почему СМЭВ и сервисы не работали", incidents_page(sight))
    yield sheet(
        "certificates", CERTIFICATES, "Сертификаты", "Сроки действия электронных подписей", certificates_page(sight)
    )
    yield sheet(
        "coverage",
        COVERAGE,
        "Охват наблюдением",
        "Какие запросы карт проверяет технический мониторинг",
        coverage_page(sight, sight.survey.procedure),
    )
    yield sheet("archive", ARCHIVE, "Архив", "Доступность и работоспособность по месяцам", archive_page(sight))
    yield sheet(
        "about", ABOUT, "Как устроен мониторинг", "Кто ведёт мониторинг и как получаются выводы", about_page(sight)
    )
