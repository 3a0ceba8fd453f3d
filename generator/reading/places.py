"""Where each file of content/ belongs, and what to tell of one that lies elsewhere."""

import re
from difflib import get_close_matches
from typing import NamedTuple

from generator.model.kinds import FILE_KINDS, FileKind
from generator.model.types import ID
from generator.reading.words import quoted

CARD, RECORD = "card", "record"  # kinds that live in the folder of a version

_VERSION = rf"cards/(?P<card>{ID.strip('^$')})/v(?P<version>[1-9][0-9]*)"
_KEPT = frozenset({".gitkeep", "README.md"})
_LITTER = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*|.*~|\..*\.sw[a-p]|.*\.(?:bak|tmp|orig)")
_PAPERS = re.compile(r"(?i).*\.(?:docx?|xlsx?|odt|ods|rtf|pdf|jpe?g|png|tiff?|zip)")


class Spot(NamedTuple):
    """What a path says: the kind of the file and the identifiers in its name."""

    kind: str
    ids: dict[str, str]


TEXT = FileKind("text", "Согласованный текст", re.compile(_VERSION + r"/texts/(?P<digest>[0-9a-f]{64})\.json"),
                "content/cards/tkmv-fn-example/v1/texts/<сумма>.json", "")  # fmt: skip
ATTACHMENT = FileKind("attachment", "Вложение", re.compile(_VERSION + r"/(?P<name>files/.+)"),
                      "content/cards/tkmv-fn-example/v1/files/form.pdf", "")  # fmt: skip
_KEYS = r".+\.(?:key|pfx|p12|jks|keystore)"  # refused by a rule
# Files of monitoring that are no YAML; their name is the path below content/monitoring.
KEPT = (
    FileKind("certificate", "Сертификат",
             re.compile(rf"monitoring/(?P<name>certificates/(?:[^/]+\.(?:cer|crt|der|pem|p7b|p7c|p7s|crl)|{_KEYS}))"),
             "content/monitoring/certificates/gateway.cer", ""),
    FileKind("trust", "Сертификат удостоверяющего центра",
             re.compile(rf"monitoring/(?P<name>trust/(?:[^/]+\.pem|{_KEYS}))"),
             "content/monitoring/trust/authority.pem", ""),
    FileKind("example", "Контрольный пример", re.compile(r"monitoring/(?P<name>examples/[^/]+\.xml)"),
             "content/monitoring/examples/gateway.xml", ""),
)  # fmt: skip

_PLACES = (*FILE_KINDS, TEXT, ATTACHMENT, *KEPT)
KINDS = {kind.name: kind for kind in _PLACES}
_BY_FOLDER: dict[str, list[FileKind]] = {}
for _one in _PLACES:
    _BY_FOLDER.setdefault(_one.example.split("/")[1], []).append(_one)
_FOLDERS = ", ".join(sorted(one for one in _BY_FOLDER if not one.endswith(".yml")))


def spot_of(path: str) -> Spot | None:
    """The kind and identifiers of a path below content/; None when no file belongs there."""
    for kind in _BY_FOLDER.get(path.split("/", 1)[0], ()):
        if match := kind.pattern.fullmatch(path):
            return Spot(kind.name, match.groupdict())
    return None


def is_kept(name: str) -> bool:
    """Files that keep or explain a folder may lie anywhere."""
    return name in _KEPT


def is_litter(name: str) -> bool:
    """Files that systems and editors drop beside the work."""
    return _LITTER.fullmatch(name) is not None


def misplaced(path: str) -> tuple[str, str]:
    """Message and hint for a file below content/ that no kind claims."""
    folder, _, rest = path.partition("/")
    name = path.rpartition("/")[2]
    kinds = _BY_FOLDER.get(folder, [])
    if name.endswith(".yaml"):
        return f"имя файла должно кончаться на .yml, получено {quoted(name)}", f"переименуйте в {name[:-5]}.yml"
    if rest and not kinds:
        near = get_close_matches(folder, _BY_FOLDER, n=1, cutoff=0.5)
        hint = f"перенесите файл в папку content/{near[0]}" if near else "перенесите файл в подходящую папку"
        return f"папка должна быть одной из: {_FOLDERS}, получено {quoted(folder)}", hint
    if _PAPERS.fullmatch(name):
        message = f"документы и сканы должны лежать в папке files версии карты, получено {quoted(name)}"
        return message, f"перенесите файл по образцу {ATTACHMENT.example}"
    if not rest:
        message = f"файл должен лежать в папке своего вида, получено {quoted(name)} прямо в content"
        return message, f"перенесите его в одну из папок: {_FOLDERS}"
    beside = [kind for kind in kinds if _above(kind.example) == _above(f"content/{path}")]
    like = get_close_matches(f"content/{path}", [kind.example for kind in beside or kinds or FILE_KINDS], n=1, cutoff=0)
    kind = next(kind for kind in _PLACES if kind.example == like[0])
    lower = "; имена пишут строчными буквами" if path != path.lower() else ""
    message = f"файл должен лежать на своём месте, здесь ему места нет: {quoted(name)}"
    return message, f"назовите и положите его по образцу {kind.example} ({kind.title}){lower}"


def _above(path: str) -> str:
    return path.rpartition("/")[0]
