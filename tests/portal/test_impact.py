"""What a change does to duties, told for the small complete world; cards and files: tests/cli/test_changes.py."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generator.model.content import CardVersion, Content
from generator.portal.impact import DutyImpact, Impact, impact
from generator.portal.impact_text import NOTHING, impact_text
from generator.portal.views.names import Names
from generator.procedure.differences import spoken
from tests.portal.worlds import small_world

CARD = "tkmv-svc-sklady"
HEAD = "«Ведение реестра владельцев таможенных складов» (tkmv-svc-sklady, версия 1): изменена\n"
HANDED = "2026-06-10-hand_over-guit.yml"
PROTOCOL, PUBLISHED = "2026-06-10-protocol_at_consumer-uts.yml", "2026-06-11-publication-uts.yml"


def edited(change: Callable[[CardVersion], CardVersion]) -> Callable[[Content], Content]:
    """The world with the card changed."""

    def edit(content: Content) -> Content:
        return replace(content, cards={**content.cards, CARD: {1: change(content.cards[CARD][1])}})

    return edit


def without(*names: str) -> Callable[[Content], Content]:
    """The world without some records of the card."""
    return edited(lambda one: replace(one, records=tuple(filed for filed in one.records if filed.name not in names)))


def later(name: str, day: int) -> Callable[[Content], Content]:
    """The world with a record of the card on another day of its month."""

    def move(one: CardVersion) -> CardVersion:
        moved = {
            filed.name: filed.record.model_copy(update={"date": filed.record.date.replace(day=day)})
            for filed in one.records
            if filed.name == name
        }
        return replace(one, records=tuple(replace(at, record=moved.get(at.name, at.record)) for at in one.records))

    return edited(move)


def same(content: Content) -> Content:
    return content


def told(folder: Path, before: Callable[[Content], Content], after: Callable[[Content], Content]) -> list[str]:
    """What is said of a change, after the line that names the card."""
    world = small_world(folder)
    was, now = world.changed(before).procedure, world.changed(after).procedure
    names = Names(now.content, world.today, {})
    head, *lines = impact_text(impact(was, now, spoken(names.short)), names).splitlines(keepends=True)
    assert head in (HEAD, NOTHING)
    return lines


def test_nothing_is_told_where_nothing_changes(tmp_path: Path) -> None:
    assert told(tmp_path, same, same) == []


def test_a_dispatch_fulfils_a_duty(tmp_path: Path) -> None:
    assert told(tmp_path, without(HANDED), same) == [
        "  новые записи:\n",
        "    10.06.2026 Передача документов: ГУИТ → УТС (2026-06-10-hand_over-guit.yml)\n",
        "  обязанности:\n",
        "    исполнена 10.06.2026: п. 18, ГУИТ → УТС: направить копию протокола об одобрении ТКМВ на Подкомиссии\n",
    ]


def test_a_dispatch_that_is_taken_away_leaves_the_duty_open_again(tmp_path: Path) -> None:
    assert told(tmp_path, same, without(HANDED))[-1] == (
        "    снова не исполнена, срок 16.06.2026: п. 18, ГУИТ → УТС:"
        " направить копию протокола об одобрении ТКМВ на Подкомиссии\n"
    )


def test_a_protocol_brings_duties_with_their_terms_and_takes_them_along(tmp_path: Path) -> None:
    lines = told(tmp_path / "comes", without(PROTOCOL, PUBLISHED), without(PUBLISHED))
    assert [line.split(", УТС")[0].strip() for line in lines[3:]] == [
        "новая, срок не установлен: п. 19",
        "новая, срок 22.06.2026: п. 19",
        "новая, срок 22.06.2026: п. 19",
        "новая, срок не установлен: п. 20",
        "новая, срок не установлен: п. 21",
    ]
    assert "    новая, срок 22.06.2026: п. 19, УТС → УД: передать ТКМВ и оригиналы листов утверждения\n" in lines
    gone = told(tmp_path / "goes", without(PUBLISHED), without(PROTOCOL, PUBLISHED))
    assert [line.split(": ")[0].strip() for line in gone[3:]] == ["больше нет"] * 5


def test_an_event_on_another_day_moves_the_terms(tmp_path: Path) -> None:
    assert told(tmp_path, same, later(PROTOCOL, 11))[2:] == [
        "  обязанности:\n",
        "    срок 23.06.2026, был 22.06.2026: п. 19, УТС → УД: передать ТКМВ и оригиналы листов утверждения\n",
        "    срок 23.06.2026, был 22.06.2026: п. 19, УТС → АУ:"
        " передать электронную копию ТКМВ, копии листов утверждения и копию протокола\n",
    ]


def test_a_term_that_runs_into_a_year_without_a_calendar_is_said_to_do_so(tmp_path: Path) -> None:
    world = small_world(tmp_path).procedure
    duty = next(one for one in world.duties() if one.status == "open" and one.due)
    unknown = replace(duty, due=None, gap=2027)
    text = impact_text(
        Impact((), (), (DutyImpact(duty, unknown), DutyImpact(unknown, duty))), Names(world.content, world.today, {})
    )
    assert "    срок не вычислен, нет календаря на 2027 год, был " in text
    assert ", был не вычислен, нет календаря на 2027 год: п. " in text
    assert text.startswith("Заседания экспертной группы\n")
