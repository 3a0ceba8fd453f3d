"""An office at a terminal: the real command line in-process, over a content tree that it has scaffolded itself."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import main

ROOT = Path(__file__).parents[2]
SITE = """\
title: Проверка
organisation: Таможенная служба
description: Содержание для проверки команд.
address: https://portal.example/
demonstration: true
as_of: 2026-03-02
"""
# Identifier, kind, role: all whom the order names, two units, two suppliers.
PARTIES = (
    ("fts", "fts", "fts"),
    ("guit", "fts_unit", "guit"),
    ("cittu", "fts_unit", "cittu"),
    ("au", "fts_unit", "au"),
    ("ud", "fts_unit", "ud"),
    ("unit", "fts_unit", None),
    ("second", "fts_unit", None),
    ("minec", "foiv", "minec"),
    ("mincifry", "foiv", "mincifry"),
    ("government", "council", "government"),
    ("subcommission", "council", "subcommission"),
    ("secretariat", "council", "expert_secretariat"),
    ("fns", "foiv", None),
    ("registry", "foiv", None),
)
AGREEING = ("guit", "cittu", "au", "second", "fns", "registry", "unit")
SERVICE = """\
services:
  - id: extract
    name: Выписка
    owner: {owner}
    smev3:
      mnemonic: TEST_1
"""
PASSPORT = """\
id: sample
name: Государственная услуга
short_name: Услуга
agency: fts
unit: unit
legal_acts:
  - kind: law
    title: О таможенном регулировании
applicants:
  - organisation
channels:
  - Личный кабинет
term:
  value: 30
  unit: working_days
result: Решение
fee: бесплатно
updated_on: 2026-01-12
"""


@dataclass(frozen=True)
class Office:
    """A root with content, and the hand on the keyboard."""

    root: Path

    def run(self, *args: str) -> Result:
        """Run a command as typed; its exit code and both outputs are in the result."""
        return CliRunner().invoke(main, [*args, "--root", str(self.root)])

    def done(self, *args: str) -> str:
        """Run a command that must succeed and return its data."""
        result = self.run(*args)
        assert result.exit_code == 0, f"tkmv {' '.join(args)}: {result.exit_code}\n{result.output}"
        return result.stdout

    def files(self) -> dict[str, bytes]:
        """Every file of the content with its bytes."""
        paths = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}

    def edit(self, path: str, *changes: tuple[str, str]) -> None:
        """Change a file by hand, as an editor would."""
        file = self.root / path
        text = file.read_text("utf-8")
        for old, new in changes:
            assert old in text, f"{path} has no {old!r}"
            text = text.replace(old, new)
        file.write_text(text, "utf-8")


def furnished(root: Path) -> Office:
    """An office with the order, the calendar, the settings, parties and their officials."""
    for folder in ("procedure", "calendar"):
        shutil.copytree(ROOT / "content" / folder, root / "content" / folder)
    (root / "content" / "site.yml").write_text(SITE, "utf-8")
    office = Office(root)
    for ident, kind, role in PARTIES:
        named = ["--name", f"Участник {ident}", "--short", ident.upper()]
        office.done("new", "party", ident, "--kind", kind, *named, *(["--role", role] if role else []))
    for party in AGREEING:
        mail = ["--email", f"{party}@office.example", "--since", "2025-01-09"]
        office.done("new", "contact", party, "--post", f"Начальник {party}", *mail)
    return office


def with_card(office: Office, route: str, *others: str) -> str:
    """A card of a route with one electronic service, from the scaffold."""
    card = f"tkmv-{route}"
    sides = [word for one in others or ("fns",) for word in ("--supplier", one)]
    path = office.done(
        "new", "card", card, "--route", route, "--unit", "unit", "--interested", "second", *sides, "--title", card
    ).strip()
    smev = "exchange_form: smev3\n    mode: async\n    service: extract"
    owner = "unit" if route == "incoming" else (others or ("fns",))[0]
    office.edit(
        path, ("exchange_form: paper", smev), ("# services: Электронные сервисы\n", SERVICE.format(owner=owner))
    )
    if route == "service":
        folder = office.root / "content" / "passports"
        folder.mkdir()
        (folder / "sample.yml").write_text(PASSPORT, "utf-8")
        office.edit(path, ("# passport: Паспорт государственной услуги (п. 8)", "passport: sample"))
    return card
