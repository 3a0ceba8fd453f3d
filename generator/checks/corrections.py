"""Rules over records that replace or annul others: a record is never edited, a mistake is corrected by a new one."""

from collections.abc import Iterator

from generator.checks.rule import Fault, Found, records_rule, wrong
from generator.checks.scope import Scope
from generator.model.content import CardVersion, FiledRecord
from generator.model.record import KINDS


def corrections(version: CardVersion) -> Iterator[tuple[FiledRecord, FiledRecord | None]]:
    """Records that correct another one, each with that one where it exists."""
    correctors = [one for one in version.records if one.record.corrects is not None]
    if correctors:
        named = {one.name: one for one in version.records}
        yield from ((one, named.get(one.record.corrects or "")) for one in correctors)


@records_rule("correction-target", title="Исправляемая запись не найдена")
def correction_target(_: Scope, version: CardVersion) -> Found:
    """A correction names another record of the same folder."""
    for filed, target in corrections(version):
        if target is None or target is filed:
            must = "называть файл другой записи из этой же папки"
            hint = "скопируйте имя файла исправляемой записи"
            yield wrong(version.record_path(filed.name), ("corrects",), must, filed.record.corrects, hint)


@records_rule("correction-kind", title="Запись исправлена записью другого вида")
def correction_kind(_: Scope, version: CardVersion) -> Found:
    """A record is replaced by one of the same kind, or annulled by a correction."""
    for filed, target in corrections(version):
        if target is None or filed.record.kind in ("correction", target.record.kind):
            continue
        must = f"быть {target.record.kind} («{KINDS[target.record.kind]}»), как у исправляемой записи"
        hint = "замените запись записью того же вида или аннулируйте её записью correction"
        yield wrong(version.record_path(filed.name), ("kind",), must, filed.record.kind, hint)


@records_rule("correction-author", title="Запись исправил не её автор")
def correction_author(scope: Scope, version: CardVersion) -> Found:
    """Only the author of a record corrects it."""
    for filed, target in corrections(version):
        if target is not None and filed.record.author != target.record.author:
            must = f"называть автора исправляемой записи: {scope.name(target.record.author)}"
            hint = "попросите автора исправить свою запись"
            yield wrong(version.record_path(filed.name), ("author",), must, filed.record.author, hint)


@records_rule("corrected-twice", title="Одна запись исправлена двумя")
def corrected_twice(_: Scope, version: CardVersion) -> Found:
    """A record is corrected once; a second correction corrects the first one."""
    first: dict[str, FiledRecord] = {}
    for filed, target in corrections(version):
        if target is not None and (other := first.setdefault(target.name, filed)) is not filed:
            must = f"называть запись, которую ещё никто не исправил: её уже исправляет {other.name}"
            hint = f"укажите corrects: {other.name}"
            yield wrong(version.record_path(filed.name), ("corrects",), must, filed.record.corrects, hint)


@records_rule("correction-cycle", title="Записи исправляют друг друга по кругу")
def correction_cycle(_: Scope, version: CardVersion) -> Found:
    """Corrections do not run in a circle: the last one stands."""
    targets = {filed.name: target.name for filed, target in corrections(version) if target is not None}
    for name in targets:
        way, at = [name], targets[name]
        while at in targets and at not in way:
            way.append(at)
            at = targets[at]
        if at == name and len(way) > 1 and name == min(way):
            message = f"поле corrects не должно замыкать круг: {' → '.join((*way, at))}"
            yield Fault(version.record_path(name), ("corrects",), message, "уберите corrects у более ранней записи")
