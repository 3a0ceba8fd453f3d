"""Names of files and folders say the same as what is written inside; lines are looked up when findings are told."""

from collections.abc import Iterator
from typing import Any

from generator.digest import digest_of_text
from generator.model.finding import Finding
from generator.reading.places import CARD, KINDS, TEXT
from generator.reading.trees import Source
from generator.reading.words import quoted


def faults_of_identity(source: Source, model: Any) -> Iterator[Finding]:
    """Identifiers in the path equal the fields that repeat them: file name and id, folders and card, version."""
    for group, field in KINDS[source.kind].identity:
        expected, got = source.ids[group], str(getattr(model, field))
        if expected != got:
            where = "именем папки" if source.kind == CARD else "именем файла"
            shown = f"v{expected}" if group == "version" else expected
            message = f"поле {field} должно совпадать с {where} {quoted(shown)}, получено {quoted(got)}"
            hint = "исправьте поле или переименуйте, если верно оно"
            yield Finding(source.path, (field,), f"name-{field}", "error", None, message, hint)


def faults_of_record_name(source: Source, model: Any) -> Iterator[Finding]:
    """A record is named after its day, kind and author; the second of a day ends with -2."""
    stem = source.ids["name"].removesuffix(".yml")
    start = f"{model.date.isoformat()}-{model.kind}-{model.author}"
    rest = stem.removeprefix(start)
    if not stem.startswith(start) or (rest and not (rest[0] == "-" and rest[1:].isdigit() and int(rest[1:]) > 1)):
        message = f"имя файла должно повторять дату, вид и автора записи, получено {quoted(stem + '.yml')}"
        hint = f"назовите файл {start}.yml или исправьте запись; для второй такой записи {start}-2.yml"
        yield Finding(source.path, (), "name-record", "error", None, message, hint)


def faults_of_text(source: Source, text: bytes) -> Iterator[Finding]:
    """A kept text is named by its digest; else nobody can tell what was approved."""
    if digest_of_text(text) != source.ids["digest"]:
        message = "имя файла должно быть контрольной суммой его содержания, получена другая сумма"
        hint = "верните файл из истории; согласованные тексты не правят, их записывает tkmv approve"
        yield Finding(source.path, (), f"name-{TEXT.name}", "error", "14", message, hint)
