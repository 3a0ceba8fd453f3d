"""Rules of the house over every tracked file, each shown to catch the fault it is there for.

Samples and patterns are written so that this file itself breaks no rule: it is checked like any other.
"""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent

# Line (from 1) and what is wrong there.
Faults = Iterator[tuple[int, str]]
TextRule = Callable[[str], Faults]
CodeRule = Callable[[ast.Module], Faults]

SKIPS = r"pytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)"
CLOCKS = r"(?:.*\.)?(?:date\.today|datetime\.(?:now|utcnow|today)|time\.time(?:_ns)?|os\.environ\b.*|os\.getenv)"


def tracked() -> list[PurePosixPath]:
    """Every file of the checkout that git knows and that is still there."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [PurePosixPath(name) for name in listing.split("\0") if name and (ROOT / name).is_file()]


@cache
def texts() -> tuple[tuple[PurePosixPath, str], ...]:
    """Tracked files that are text; a zero byte tells a picture, a font, an archive."""
    raws = ((path, (ROOT / path).read_bytes()) for path in tracked())
    return tuple((path, raw.decode("utf-8", errors="replace")) for path, raw in raws if b"\0" not in raw)


def found(pattern: str, text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Matches with the line they begin on."""
    for match in re.finditer(pattern, text):
        yield text.count("\n", 0, match.start()) + 1, match


# --- rules over any text


def machine_paths(text: str) -> Faults:
    """No absolute path of somebody's machine."""
    for line, match in found(r"(?<![\w.\-})])/(?:home|root|work)/|\b[A-Za-z]:\\+Users\b", text):
        yield line, f"path of a machine: {match[0]}"


def private_keys(text: str) -> Faults:
    """No private key, of any kind, whole or in part."""
    for line, _ in found(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY", text):
        yield line, "private key"


def real_mail(text: str) -> Faults:
    """Mail goes to `.example`; the one real address is the sender that п. 30 names."""
    for line, match in found(r"[\w.+\-]*\w@(?:[\w\-]+\.)+[^\W\d_]{2,}", text):
        # `card@v2.yml` is a version of a card, no address.
        if not re.search(r"\.example$|^smev@ca\.customs\.ru$|@v\d+\.\w+$", match[0]):
            yield line, f"address outside .example: {match[0]}"


def real_phones(text: str) -> Faults:
    """Phones come from the fictitious code 000 alone."""
    for line, match in found(r"(?:\+7[\s\-]*\(?|\b8[\s\-]*\()(\d{3,5})\)?[\s\-]*\d{1,3}[\s\-]*\d\d[\s\-]*\d\d\b", text):
        if match[1] != "000":
            yield line, f"phone outside +7 (000): {match[0]}"


def unfinished(text: str) -> Faults:
    """What is not done is not promised in a comment."""
    for line, match in found(r"\b(?:TO[D]O|FIX[M]E)\b", text):
        yield line, f"unfinished work: {match[0]}"


def registries(text: str) -> Faults:
    """No package registry by its host: which one is used is a setting of the machine."""
    for line, match in found(r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|debian\.org)\b", text):
        yield line, f"host of a package registry: {match[0]}"


# --- rules over Python


def swallowed(tree: ast.Module) -> Faults:
    """A fault is told or handled, never swallowed whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or dotted(node.type) in {"Exception", "BaseException"}
            if broad and all(isinstance(step, ast.Pass) or is_ellipsis(step) for step in node.body):
                yield node.lineno, "every exception swallowed"


def skipped_tests(tree: ast.Module) -> Faults:
    """A test runs or is deleted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.fullmatch(SKIPS, dotted(node)):
            yield node.lineno, f"test not run: {dotted(node)}"


def silent_module(tree: ast.Module) -> Faults:
    """A module opens with a docstring that states its rule."""
    if not ast.get_docstring(tree):
        yield 1, "module without a docstring"


def foreign_yaml(tree: ast.Module) -> Faults:
    """Only the reading room knows YAML."""
    for line, name in names(tree):
        if re.match(r"(?:yaml|ruamel)(?:\.|$)", name):
            yield line, f"YAML outside the reading room: {name}"


def clock_and_environment(tree: ast.Module) -> Faults:
    """Time and environment enter in generator/cli only."""
    for line, name in names(tree):
        if re.fullmatch(CLOCKS, name):
            yield line, f"clock or environment outside the assembly: {name}"


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a chain of attributes; what stands before it, a call say, is left out."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every imported name and every chain of attributes, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names if node.module)
        elif isinstance(node, ast.Attribute):
            yield node.lineno, dotted(node)


def is_ellipsis(step: ast.stmt) -> bool:
    """A bare `...`, the other way to write `pass`."""
    return isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant) and step.value.value is ...


# --- where each rule holds, and a sample it must catch


def anywhere(path: PurePosixPath) -> bool:
    return True


def product(path: PurePosixPath) -> bool:
    return path.parts[0] in {"generator", "probes"}


def in_tests(path: PurePosixPath) -> bool:
    return path.parts[0] == "tests"


def beside_reading(path: PurePosixPath) -> bool:
    return product(path) and path.parts[:2] != ("generator", "reading")


def beside_cli(path: PurePosixPath) -> bool:
    return path.parts[0] == "generator" and path.parts[1] not in {"cli", "cli.py"}


Scope = Callable[[PurePosixPath], bool]

# The bar splits a sample, so that it is a fault only in the hand of the test.
TEXT_RULES: tuple[tuple[TextRule, tuple[str, ...]], ...] = (
    (machine_paths, ("see /ho|me/clerk/notes", "file:///ro|ot/x", "open('/wo|rk/x')", "C:|\\Users\\clerk")),
    (private_keys, ("-----BEGIN |PRIVATE KEY-----", "-----BEGIN OPENSSH |PRIVATE KEY-----")),
    (real_mail, ("clerk@|customs.gov.ru", "mailto:a.b+c@|почта.рф", "x@|example.com", "smev@|customs.ru")),
    (real_phones, ("+7 |(495) 123-45-67", "+7|4951234567", "8 |(495) 123-45-67", "+7 |495 123 45 67")),
    (unfinished, ("# TO|DO later", "FIX|ME")),
    (registries, ("index = pypi|.org", "files.python|hosted.org")),
)

CODE_RULES: tuple[tuple[CodeRule, Scope, tuple[str, ...]], ...] = (
    (swallowed, anywhere, ("try: f()\nexcept Exception:\n    pass", "try: f()\nexcept:\n    ...")),
    (
        skipped_tests,
        in_tests,
        ("@pytest.mark.x|fail\ndef test_x(): f()", "pytest.s|kip('no')", "pytest.importor|skip('x')"),
    ),
    (silent_module, product, ("import ast", "")),
    (foreign_yaml, beside_reading, ("import yaml", "from yaml import CSafeLoader", "import ruamel.yaml")),
    (
        clock_and_environment,
        beside_cli,
        (
            "date.today()",
            "datetime.datetime.now(tz)",
            "time.time()",
            "os.environ['X']",
            "os.environ.get('X')",
            "from os import environ",
            "from time import time",
            "import os\nos.getenv('X')",
        ),
    ),
)

FINE = (
    "https://portal.example/home/ ../root/x {root}/home/ 'clerk@fts.example' smev@ca.customs.ru +7 (000) 000-00-01",
    "+7 000 000-00-02 soglasie@v2.yml @pytest.mark.soak 80000000000 -----BEGIN CERTIFICATE-----",
)


def whole(sample: str) -> str:
    return sample.replace("|", "")


@pytest.mark.parametrize(("rule", "samples"), TEXT_RULES, ids=[rule.__name__ for rule, _ in TEXT_RULES])
def test_tracked_text_keeps_the_rule(rule: TextRule, samples: tuple[str, ...]) -> None:
    for sample in samples:
        assert list(rule(f"one\ntwo {whole(sample)} end\n")), f"the rule misses {sample!r}"
    for sample in FINE:
        assert not list(rule(sample))
    faults = [f"{path}:{line}: {what}" for path, text in texts() for line, what in rule(text)]
    assert not faults, "\n".join([str(rule.__doc__), *faults])


@pytest.mark.parametrize(("rule", "scope", "samples"), CODE_RULES, ids=[rule.__name__ for rule, *_ in CODE_RULES])
def test_tracked_python_keeps_the_rule(rule: CodeRule, scope: Scope, samples: tuple[str, ...]) -> None:
    for sample in samples:
        assert list(rule(ast.parse(whole(sample)))), f"the rule misses {sample!r}"
    assert not list(rule(ast.parse('"""States a rule."""\nfrom datetime import date\nx = date(2026, 11, 2)\n')))
    faults = [
        f"{path}:{line}: {what}"
        for path, text in texts()
        if path.suffix == ".py" and scope(path)
        for line, what in rule(ast.parse(text, filename=str(path)))
    ]
    assert not faults, "\n".join([str(rule.__doc__), *faults])


def test_every_folder_of_modules_is_a_package() -> None:
    """Without `__init__.py` a room escapes the linter of imports."""
    files = {path for path in tracked() if path.suffix == ".py" and product(path)}
    assert PurePosixPath("generator/model/finding.py") in files
    assert {path.parent for path in files if path.parent / "__init__.py" not in files} == set()
