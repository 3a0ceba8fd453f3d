"""The next version of a card (point 41): the text of an earlier one, its comments and annexes kept."""

import re
from dataclasses import replace
from pathlib import Path

from generator.checks.runner import run
from generator.drafting.files import Draft
from generator.drafting.wish import Refused, told
from generator.model.content import CardVersion
from generator.procedure.standing import Procedure
from generator.reading.single import read_one

_VERSION = re.compile(r"""^(version:[ ]*)(["']?)(\d+)\2([ ]*(?:#.*)?)$""", re.MULTILINE)
# What would stand against the new version from the start; that its text is still the same is for the author to mend.
TRIED = ("version-premature", "version-gap", "version-route")


def next_version(procedure: Procedure, source: CardVersion, root: Path) -> tuple[Draft, ...]:
    """Files of the version after the latest one, with the text of `source` but for the line of its number."""
    number = procedure.content.latest(source.id).number + 1
    folder = f"content/cards/{source.id}/v{number}"
    text = (root / source.path).read_text(encoding="utf-8")
    if len(_VERSION.findall(text)) != 1:
        raise Refused(f"п. 41: в {source.path} не найдена строка version; создайте новую версию вручную")
    changed = _VERSION.sub(rf"\g<1>{number}\g<4>", text).rstrip("\n") + "\n"
    draft = Draft(f"{folder}/card.yml", changed.encode())
    read = read_one(draft.path, draft.data)
    if read.findings:
        raise Refused(*(told(one) for one in read.findings))
    _hold(procedure, CardVersion(read.model, read.text, ""))
    missing = [one.file for one in source.card.annexes if one.file not in source.files]
    if missing:
        raise Refused(f"п. 7: нет приложений {', '.join(missing)} в {source.folder}")
    annexes = (Draft(f"{folder}/{one.file}", (root / source.folder / one.file).read_bytes())
               for one in source.card.annexes)  # fmt: skip
    return (*annexes, draft)


def _hold(procedure: Procedure, version: CardVersion) -> None:
    versions = {**procedure.content.cards[version.id], version.number: version}
    content = replace(procedure.content, cards={version.id: versions})
    calendar = procedure.office.calendar
    found = run(content, procedure.today, lambda path, at: (1, 1), calendar, only=TRIED)
    faults = [told(one) for one in found if one.path == version.path and one.severity == "error"]
    if faults:
        raise Refused(*faults)
