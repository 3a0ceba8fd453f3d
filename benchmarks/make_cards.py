"""A content tree of any size for measurements: parties, order and calendar of content/, cards and records made up.

`python benchmarks/make_cards.py DIR --cards 10000 [--records]` writes DIR/content. Every card is a valid function card
of 70 to 80 lines; with records each has ten, up to the protocol's receipt. Same arguments, same bytes.
"""

import argparse
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from generator.digest import canonical, digest_of_text

CONTENT = Path(__file__).parents[1] / "content"
COMMON = ("site.yml", "glossary.yml", "procedure", "parties", "contacts", "calendar")
UNITS = ("guotoitk", "guftditr", "gutkpvt", "utovek", "utn")
SUPPLIERS = ("fns", "rosreestr", "mvd", "roskazna", "rosselkhoznadzor")

CARD = """\
card: {id}
version: 1
route: function
title: ТКМВ № {number} о получении сведений по государственной функции
responsible_unit: {unit}
interested_units: [{interested}]
participants:
  - party: fts
    role: consumer
  - party: {supplier}
    role: supplier
procedure:
  subject: Проверка сведений, заявленных при таможенных операциях, вариант {number}
  description: |
    Должностное лицо таможенного органа запрашивает сведения у поставщика данных.
    Полученный ответ сопоставляется с декларацией на товары.
  legal_acts:
    - kind: law
      title: О таможенном регулировании в Российской Федерации
      number: 289-ФЗ
      date: 2018-08-03
  result: Решение о соблюдении условий выпуска товаров
documents:
  - no: 1
    name: Сведения реестра, выпуск {number}
    source: issued_by_state
    obtained_by: interagency
    legal_basis:
      - 289-ФЗ
    supplier: {supplier}
    request: А.3-1
requests:
  - no: А.3-1
    name: Запрос сведений реестра, выпуск {number}
    consumer: fts
    supplier: {supplier}
    direction: forward
    trigger: Подача декларации на товары
    legal_basis:
      - 289-ФЗ
    request_fields:
      - name: ИНН
        xml_name: INN
        type: string
        required: true
      - name: Номер документа
        xml_name: DocNumber
        type: string
        required: true
    response_fields:
      - name: Признак действия
        type: boolean
        required: true
      - name: Срок действия
        type: date
        required: false
    exchange_form: smev3
    mode: async
    response_term:
      value: {term}
      unit: working_days
    consent_required: false
    service: reestr
    fallback: Запрос на бумажном носителе за подписью начальника отдела.
services:
  - id: reestr
    name: Предоставление сведений реестра
    owner: {supplier}
legal_plan:
  obstacles: none
tech_plan:
  - stage: operation
    responsible: cittu
    due: 2027-03-01
    suppliers: [{supplier}]
"""

RECORD = """\
kind: {kind}
date: {day}
author: {author}
digest: {digest}
{more}"""


def posts() -> dict[str, str]:
    """A post of each party that may agree: the first entitled one of its contact list."""
    found: dict[str, str] = {}
    for path in sorted(CONTENT.glob("contacts/*.yml")):
        for official in yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)["officials"]:
            if {"approval", "signature"} & set(official["answers_for"]):
                found.setdefault(path.stem, official["post"])
    return found


def records(unit: str, interested: str, supplier: str, signed: dict[str, str]) -> list[tuple[str, str, dict[str, Any]]]:
    """The ten records that bring a card to the protocol's receipt: kind, author, further fields."""
    units = (interested, "au", "guit", "cittu")
    sheet = {"what": "approval_sheet", "form": "copy", "party": supplier}
    letter = {"what": "cover_letter", "form": "original"}
    road: list[tuple[str, str, dict[str, Any]]] = [
        ("internal_approval", one, {"signatory": signed.get(one, "")}) for one in units
    ]
    road += [
        ("sending", unit, {"to": supplier}),
        ("approval_sheet", supplier, {"signatory": signed.get(supplier, "")}),
        ("memo", unit, {"to": "guit", "enclosures": [{"what": "card", "form": "electronic"}, sheet]}),
        ("submission", "guit", {"to": "government", "enclosures": [letter, {"what": "card", "form": "copy"}, sheet]}),
        ("protocol_at_fts", "guit", {}),
        ("protocol_at_consumer", unit, {}),
    ]
    return road


def write(target: Path, cards: int, with_records: bool, out: str = "content") -> None:
    """Write the tree; an existing one is replaced."""
    root = target / out
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    for name in COMMON:
        source = CONTENT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        elif source.exists():
            shutil.copy(source, root / name)
    signed = posts()
    for number in range(1, cards + 1):
        unit, other = UNITS[number % 5], UNITS[(number + 1) % 5]
        supplier = SUPPLIERS[number % 5]
        ident = f"tkmv-fn-{number:06}"
        text = CARD.format(
            id=ident, number=number, unit=unit, interested=other, supplier=supplier, term=1 + number % 10
        )
        folder = root / "cards" / ident / "v1"
        folder.mkdir(parents=True)
        (folder / "card.yml").write_text(text, encoding="utf-8")
        if not with_records:
            continue
        kept = canonical(yaml.load(text, yaml.CBaseLoader))
        digest = digest_of_text(kept)
        (folder / "texts").mkdir()
        (folder / "texts" / f"{digest}.json").write_bytes(kept)
        (folder / "records").mkdir()
        day = date(2026, 1, 12) + timedelta(days=7 * (number % 24))
        for step, (kind, author, more) in enumerate(records(unit, other, supplier, signed)):
            on = day + timedelta(days=step)
            first = min(step, 8)  # both sides receive the same protocol
            paper = {"number": f"{number}-{first}", "date": str(day + timedelta(days=first))}
            lines = yaml.dump(
                {key: value for key, value in more.items() if value} | {"document": paper}, allow_unicode=True
            )
            body = RECORD.format(kind=kind, day=on, author=author, digest=digest, more=lines)
            (folder / "records" / f"{on}-{kind}-{author}.yml").write_text(body, encoding="utf-8")


def main() -> None:
    """Command line of the generator."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--records", action="store_true", help="ten records a card")
    given = parser.parse_args()
    write(given.target, given.cards, given.records)
    print(f"{given.cards} cards in {given.target / 'content'}", file=sys.stderr)


if __name__ == "__main__":
    main()
