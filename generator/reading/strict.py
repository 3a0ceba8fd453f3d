"""Strict YAML: bytes to a tree of plain text and every fault of its form. Nothing is resolved, built or executed."""

from dataclasses import dataclass, replace

from yaml import YAMLError

from generator.model.finding import Finding
from generator.reading.builder import Builder, TooMuch, Tree
from generator.reading.characters import Flaw, clean, decode
from generator.reading.refusals import Refusals
from generator.reading.syntax import explain

MAX_FINDINGS = 50


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file says, as far as it could be read, and every fault of its form."""

    tree: Tree | None
    findings: tuple[Finding, ...]


def parse(data: bytes, path: str) -> Parsed:
    """Read one YAML file; faults of encoding, characters, syntax and structure are told in one go."""
    text, flaws = decode(data)
    if text is None:
        return Parsed(None, _sorted(path, flaws, []))
    text, unseen = clean(text)
    flaws += unseen
    refusals = Refusals(path, text)
    tree = None
    try:
        tree = Builder(text, refusals).document()
    except TooMuch:
        pass
    except YAMLError as error:
        flaw = explain(error, text)
        if all(abs(flaw.line - known.line) > 1 for known in flaws):  # else it only follows from that one
            flaws.append(flaw)
    if flaws or refusals.findings:
        return Parsed(tree, _sorted(path, flaws, refusals.findings))
    return Parsed(tree, ())


def as_finding(path: str, flaw: Flaw) -> Finding:
    """A fault of the text as a finding of the file."""
    return Finding(path, (), flaw.code, "error", None, flaw.message, flaw.hint, flaw.line, flaw.column)


def _sorted(path: str, flaws: list[Flaw], others: list[Finding]) -> tuple[Finding, ...]:
    """All faults in the order of the file, at most MAX_FINDINGS and a word about the rest."""
    found = [as_finding(path, flaw) for flaw in flaws] + others
    found.sort(key=lambda finding: (finding.line, finding.column, finding.code))
    # The same thing twice in a line needs no telling twice: a bomb of aliases would fill the screen.
    found = list({(one.line, one.code, one.message): one for one in reversed(found)}.values())[::-1]
    if len(found) <= MAX_FINDINGS:
        return tuple(found)
    message = f"показаны первые {MAX_FINDINGS} ошибок файла, всего их {len(found)}"
    hint = "исправьте показанные и проверьте файл снова"
    return (*found[:MAX_FINDINGS], replace(found[MAX_FINDINGS], code="too-many", message=message, hint=hint))
