"""Models onto shelves, by kind and, for cards, by version; from the shelves, one Content."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.digest import digest_of_text
from generator.model.content import CardVersion, Content, FiledRecord
from generator.model.finding import Finding
from generator.reading.filing import faults_of_identity, faults_of_record_name, faults_of_text
from generator.reading.models import ReadFile, model_of
from generator.reading.places import ATTACHMENT, CARD, KEPT, RECORD, TEXT
from generator.reading.trees import Source

# Kinds of which there are many, each in the field of Content that holds them; of other kinds there is one file.
MANY = {
    "party": "parties",
    "passport": "passports",
    "contacts": "contacts",
    "calendar": "calendar",
    "target": "targets",
    "incident": "incidents",
}
_KEPT = frozenset(kind.name for kind in KEPT)


@dataclass(slots=True)
class _Version:
    """A folder of a card version while it is being filled."""

    has_card: bool = False
    card: Any = None
    text: bytes = b""
    records: list[FiledRecord] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def bound(self) -> CardVersion:
        records = sorted(self.records, key=lambda filed: filed.order)
        digest = digest_of_text(self.text)
        if digest in self.texts:
            self.texts[digest] = self.text  # the same bytes, held once
        return CardVersion(self.card, self.text, digest, tuple(records), self.texts, self.files)


class Shelves:
    """Collects sources one by one; what is at fault stays off the shelves and among the findings."""

    def __init__(self, read: ReadFile) -> None:
        self.read = read
        self.findings: list[Finding] = []
        self.shelves: dict[str, Any] = {shelf: {} for shelf in (*MANY.values(), "kept")}
        self.versions: dict[tuple[str, int], _Version] = {}

    def put(self, source: Source) -> None:
        """Put one source where its path says."""
        if "version" in source.ids:
            version = self.versions.setdefault((source.ids["card"], int(source.ids["version"])), _Version())
            self._put_into_version(version, source)
            return
        if source.kind in _KEPT:
            if source.text is not None:
                self.shelves["kept"][source.ids["name"]] = source.text
            return
        model = self._model(source)
        if model is None:
            return
        if shelf := MANY.get(source.kind):
            name = source.ids.get("id") or int(source.ids["year"])
            self.shelves[shelf][name] = model
        else:
            self.shelves[source.kind] = model

    def _put_into_version(self, version: _Version, source: Source) -> None:
        if source.kind == CARD:
            version.has_card = True
            version.card = self._model(source)
            version.text = source.text or b""
        elif source.kind == RECORD:
            if (record := self._model(source)) is not None:
                version.records.append(FiledRecord(source.ids["name"], record))
                self.findings += faults_of_record_name(source, record)
        elif source.kind == TEXT.name and source.text is not None:
            faults = list(faults_of_text(source, source.text))
            self.findings += faults
            if not faults:
                version.texts[source.ids["digest"]] = source.text
        elif source.kind == ATTACHMENT.name and source.text is not None:
            version.files[source.ids["name"]] = source.text.decode()

    def _model(self, source: Source) -> Any:
        """The model of a source whose path and contents agree on its identity."""
        model, findings = model_of(source, self.read)
        if model is not None:
            findings = list(faults_of_identity(source, model))
        self.findings += findings
        return None if findings else model

    def content(self) -> Content:
        """Everything on the shelves."""
        self.findings += self._lonely()
        cards: dict[str, dict[int, CardVersion]] = {}
        for (card, number), version in sorted(self.versions.items()):
            if version.card is not None:
                cards.setdefault(card, {})[number] = version.bound()
        return Content(**self.shelves, cards=cards)

    def _lonely(self) -> Iterator[Finding]:
        """A folder of a version holds the card itself."""
        for (card, number), version in self.versions.items():
            if not version.has_card:
                path = f"content/cards/{card}/v{number}/card.yml"
                message = "в папке версии должен лежать файл card.yml с текстом ТКМВ, его нет"
                hint = "верните его или удалите папку"
                yield Finding(path, (), "name-card-missing", "error", "7", message, hint, 1, 1)
