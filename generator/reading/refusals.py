"""What a content file must not use of YAML: each refusal in the words of an official, at its line and column."""

from yaml.events import AliasEvent, CollectionStartEvent, DocumentStartEvent, Event, ScalarEvent

from generator.model.finding import Finding, Place
from generator.reading.characters import Flaw
from generator.reading.positions import MAX_DEPTH, positions_of, spot
from generator.reading.words import must, quoted

MAX_NODES = 50_000


class Refusals:
    """Collects the faults of one file; nothing here runs while a file is sound."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.findings: list[Finding] = []

    def add(self, event: Event | None, place: Place, code: str, message: str, hint: str) -> None:
        """One more fault, at the event, or at the start of the file."""
        line, column = spot(event) if event else (1, 1)
        self.findings.append(Finding(self.path, place, code, "error", None, message, hint, line, column))

    def empty_file(self) -> None:
        """A file says something."""
        self.add(None, (), "yaml-empty", "файл не должен быть пустым", "заполните его или удалите")

    def root(self, event: Event) -> None:
        """A file is a mapping of fields."""
        message = "файл должен состоять из строк «поле: значение»"
        hint = "начните его с полей, как в соседних файлах, после двоеточия ставьте пробел"
        self.add(event, (), "yaml-root", message, hint)

    def second_document(self, event: Event) -> None:
        """One file is one subject."""
        message = "в файле должна быть одна запись, здесь «---» начинает вторую"
        self.add(event, (), "yaml-documents", message, "перенесите её в отдельный файл")

    def directives(self, event: DocumentStartEvent) -> None:
        """No %YAML and no %TAG before the document."""
        message = "файл должен быть без директив YAML (%YAML, %TAG)"
        self.add(event, (), "yaml-directive", message, "удалите строку, которая начинается с «%»")

    def marks(self, event: ScalarEvent | CollectionStartEvent, place: Place) -> None:
        """No anchors and no tags: a file says what it says, in plain text."""
        if event.anchor is not None:
            message = f"значение должно стоять без метки YAML, получено {quoted('&' + event.anchor)}"
            hint = "уберите её и повторите значение целиком; если это текст, возьмите его в кавычки"
            self.add(event, place, "yaml-anchor", message, hint)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")  # libyaml spells `!!int` out
            message = f"значение должно стоять без тега YAML, получено {quoted(tag)}"
            self.add(event, place, "yaml-tag", message, "уберите его; если это текст, возьмите его в кавычки")

    def alias(self, event: AliasEvent, place: Place) -> None:
        """No aliases: nothing is copied from elsewhere."""
        message = f"значение должно быть написано само, без ссылки YAML, получено {quoted('*' + str(event.anchor))}"
        hint = "впишите значение, на которое ведёт ссылка; если это текст, возьмите его в кавычки"
        self.add(event, place, "yaml-alias", message, hint)

    def key(self, key: str, event: ScalarEvent, place: Place) -> None:
        """A field has a name, stands once, and is no merge key."""
        if not key:
            message, hint = "у поля должно быть имя, получено пустое", "впишите имя перед двоеточием"
            self.add(event, place, "yaml-key", message, hint)
        elif key == "<<":
            message, hint = "поля должны быть перечислены здесь сами, получено слияние '<<'", "впишите их вместо него"
            self.add(event, place, "yaml-merge", message, hint)
        else:
            first, second = positions_of(self.text).of_key(place)[0], spot(event)[0]
            message = f"поле {key} должно стоять один раз, первое стоит в строке {first}, второе в строке {second}"
            self.add(event, place, "yaml-duplicate-key", message, "оставьте одно из них")

    def complex_key(self, event: Event, place: Place) -> None:
        """A key is a word, not a list, a mapping or an alias."""
        message = "имя поля должно быть одним словом, получены скобки, «?» или ссылка"
        hint = "запишите «поле: значение»; если значение начинается со скобки, возьмите его в кавычки"
        self.add(event, place, "yaml-key", message, hint)

    def null(self, event: ScalarEvent, place: Place) -> None:
        """`null` and `~` say neither a value nor its absence (procedure.md, Digest); nor does an empty list entry."""
        if event.value:
            message = f"{must(place)} иметь значение, получено {quoted(event.value)}"
            hint = "если значения нет, уберите строку; если это текст, возьмите его в кавычки"
            self.add(event, place, "yaml-null", message, hint)
        else:
            message = f"{must(place)} иметь значение, получена пустая строка"
            self.add(event, place, "yaml-empty-entry", message, "впишите значение или уберите строку с дефисом")

    def empty_block(self, event: ScalarEvent, place: Place) -> None:
        """`limit: >5` is an empty block for YAML: what the author wrote would be lost without a word."""
        message = f"{must(place)} содержать текст под строкой с «|» или «>», получено пустое место"
        hint = "впишите его с отступом; если это знак самого текста, возьмите значение в кавычки"
        self.add(event, place, "yaml-empty-block", message, hint)

    def escaped(self, event: ScalarEvent, place: Place, flaws: list[Flaw]) -> None:
        """An escape brings in nothing that the file itself may not hold."""
        for flaw in flaws:
            message = f"{flaw.message}, записан через обратную косую черту"
            self.add(event, place, flaw.code, message, "уберите эту запись")

    def too_deep(self, event: Event, place: Place) -> None:
        """Cap on depth."""
        message = f"вложенность должна быть не глубже {MAX_DEPTH} уровней"
        hint = "проверьте отступы и скобки: полей такой глубины нет ни в одном файле"
        self.add(event, place, "yaml-depth", message, hint)

    def too_many(self) -> None:
        """Cap on nodes."""
        message = f"в файле должно быть не больше {MAX_NODES} значений"
        self.add(None, (), "yaml-nodes", message, "разделите его на несколько файлов")
