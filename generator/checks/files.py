"""Rules over annexes of a card, scans of records, and the attachments that lie in the folder of a version."""

from generator.checks.rule import Fault, Found, records_rule, text_rule, wrong
from generator.checks.scope import CardText, Scope
from generator.model.content import CardVersion
from generator.model.finding import Place


def _present(version: CardVersion, path: str, at: Place, file: str) -> Found:
    if file not in version.files:
        if file.startswith("files/"):
            must, hint = f"называть файл из {version.folder}/files", "положите файл в папку files или исправьте имя"
        else:
            must, hint = "начинаться с files/", f"положите файл в {version.folder}/files и укажите files/…"
        yield wrong(path, (*at, "file"), must, file, hint)


def _same(version: CardVersion, path: str, at: Place, file: str, sha256: str) -> Found:
    if (actual := version.files.get(file, sha256)) != sha256:
        must = f"быть суммой файла {file}: {actual}"
        hint = "файл изменён или сумма списана с другого: проверьте, тот ли это файл"
        yield wrong(path, (*at, "sha256"), must, sha256, hint)


@text_rule("annex-file", title="Файла приложения нет", point="7")
def annex_file(_: Scope, text: CardText) -> Found:
    """An annex of the agreed text lies in the folder files of the version."""
    for i, one in enumerate(text.card.annexes):
        yield from _present(text.version, text.path, ("annexes", i), one.file)


@text_rule("annex-sha256", title="Приложение не то, которое согласуется", point="7")
def annex_sha256(_: Scope, text: CardText) -> Found:
    """An annex has the checksum that the agreed text names."""
    for i, one in enumerate(text.card.annexes):
        yield from _same(text.version, text.path, ("annexes", i), one.file, one.sha256)


@records_rule("scan-file", title="Файла скана нет")
def scan_file(_: Scope, version: CardVersion) -> Found:
    """A scan of a record lies in the folder files of the version."""
    for filed in version.records:
        for i, one in enumerate(filed.record.scans):
            yield from _present(version, version.record_path(filed.name), ("scans", i), one.file)


@records_rule("scan-sha256", title="Скан не тот, который внесён")
def scan_sha256(_: Scope, version: CardVersion) -> Found:
    """A scan has the checksum that its record names."""
    for filed in version.records:
        for i, one in enumerate(filed.record.scans):
            yield from _same(version, version.record_path(filed.name), ("scans", i), one.file, one.sha256)


@text_rule("file-idle", title="Вложение никем не названо", severity="warning")
def file_idle(_: Scope, text: CardText) -> Found:
    """An attachment is an annex of the card or a scan of a record."""
    version = text.version
    if not version.files:
        return
    named = {one.file for one in text.card.annexes}
    named.update(one.file for filed in version.records for one in filed.record.scans)
    for file in version.files:
        if file not in named:
            message = f"вложение {file} должно быть названо в annexes карты или в scans записи, его не называет никто"
            yield Fault(f"{version.folder}/{file}", (), message, "укажите файл или удалите его")
