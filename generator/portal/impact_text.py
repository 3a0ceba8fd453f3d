"""What a change does, in Russian lines for whoever has to agree with it."""

from collections.abc import Iterable, Iterator

from generator.model.record import KINDS
from generator.portal.impact import CardImpact, DutyImpact, FileImpact, Impact
from generator.portal.russian import short_day
from generator.portal.views.names import Names
from generator.procedure.duties import Duty
from generator.procedure.explain import change_text

NOTHING = "Содержание не изменено.\n"
_VERSIONS = {"new": "новая", "gone": "удалена", "changed": "изменена"}
_FILES = {"new": "новый файл", "gone": "файл удалён", "changed": "изменено"}


def impact_text(impact: Impact, names: Names) -> str:
    """Cards one after another, then duties of sittings, then other files."""
    parts = [_lines(_card(one, names)) for one in impact.cards]
    if impact.proposals:
        parts.append(_lines(("Заседания экспертной группы", *_duties(impact.proposals, names))))
    if impact.files:
        parts.append(_lines(("Другие файлы", *_files(impact.files))))
    return "\n".join(parts) or NOTHING


def _lines(lines: Iterable[str]) -> str:
    """Indents stay; line breaks that texts of the content bring along do not."""
    return "".join(f"{' ' * (len(line) - len(line.lstrip(' ')))}{' '.join(line.split())}\n" for line in lines)


def _card(one: CardImpact, names: Names) -> Iterator[str]:
    version = one.version
    yield f"«{version.card.title}» ({version.id}, версия {version.number}): {_VERSIONS[one.what]}"
    before, after = one.stage
    if before != after and one.what != "gone":
        yield f"  стадия: {f'{before} → ' if before else ''}{after}"
    if one.text:
        yield "  текст:"
        yield from (f"    {change_text(change)}" for change in one.text)
    yield from _records(one, names)
    if one.agreements:
        yield "  согласования:"
        yield from (f"    {told}" for told in one.agreements)
    yield from _duties(one.duties, names)


def _records(one: CardImpact, names: Names) -> Iterator[str]:
    for title, records in (
        ("новые записи", one.added),
        ("изменённые записи (записи не правят: ошибочную заменяет новая с полем corrects)", one.rewritten),
        ("удалённые записи (записи не удаляют: ошибочную заменяет новая с полем corrects)", one.removed),
    ):
        if records:
            yield f"  {title}:"
        for filed in records:
            record = filed.record
            to = f" → {names.short(to)}" if (to := filed.get("to")) else ""
            yield f"    {short_day(record.date)} {KINDS[record.kind]}: {names.short(record.author)}{to} ({filed.name})"


def _duties(found: tuple[DutyImpact, ...], names: Names) -> Iterator[str]:
    if found:
        yield "  обязанности:"
    for one in found:
        duty = one.duty
        to = f" → {names.short(duty.addressee)}" if duty.addressee else ""
        service = f", сервис {duty.service}" if duty.service else ""
        what = f"{names.short(duty.bearer)}{to}: {duty.title}{service}"
        yield f"    {_course(one)}: п. {duty.point}, {what}"


def _course(one: DutyImpact) -> str:
    before, after = one.before, one.after
    if after is None:
        return "больше нет"
    if after.done:
        late = " с опозданием" if after.status == "done_late" else ""
        return f"исполнена {short_day(after.done)}{late}"
    if before is None:
        return f"новая, {_term(after)}"
    if before.done:
        return f"снова не исполнена, {_term(after)}"
    return f"{_term(after)}, был {_term(before).removeprefix('срок ')}"


def _term(duty: Duty) -> str:
    if duty.due:
        return f"срок {short_day(duty.due)}"
    return f"срок не вычислен, нет календаря на {duty.gap} год" if duty.gap else "срок не установлен"


def _files(found: tuple[FileImpact, ...]) -> Iterator[str]:
    for one in found:
        yield f"  {one.kind}{f' {one.ident}' if one.ident else ''}: {_FILES[one.what]}"
