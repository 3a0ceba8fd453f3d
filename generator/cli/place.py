"""Where the content lies and which day it is: the only door of the clock and of the current folder."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import click

from probes.model.moscow import MOSCOW

_CARD = re.compile(r"(?P<id>[a-z0-9][a-z0-9-]{0,63})(?:@v(?P<version>[1-9][0-9]{0,3}))?")


def root() -> Path:
    """`--root`, else the nearest folder upwards that has content/."""
    given = click.get_current_context().meta.get("tkmv.root")
    if given is not None:
        found = Path(given)
        if not (found / "content").is_dir():
            raise click.UsageError(f"в папке {given} нет content/", click.get_current_context())
        return found
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "content").is_dir():
            return folder
    raise click.UsageError("ни здесь, ни выше нет папки content/; укажите --root", click.get_current_context())


def today(demonstrated: date | None) -> date:
    """`--today`, else the day a demonstration lives in, else the clock."""
    given = click.get_current_context().meta.get("tkmv.today")
    return given.date() if isinstance(given, datetime) else demonstrated or _here()


def _here() -> date:
    """The day in Moscow: terms of the order run there, whatever the clock of the machine."""
    return datetime.now(MOSCOW).date()


def day_key() -> str:
    """What the day depends on besides the content: `--today`, and the clock."""
    given = click.get_current_context().meta.get("tkmv.today")
    return f"{given} {_here()}"


def moment() -> datetime:
    """The moment of `--today`, of a day its start, else this very moment; UTC, as certificates and journals count."""
    given = click.get_current_context().meta.get("tkmv.today")
    return given.replace(tzinfo=UTC) if isinstance(given, datetime) else datetime.now(UTC)


class MomentName(click.ParamType[datetime]):
    """A moment in ISO 8601; without a zone it is UTC."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            found = datetime.fromisoformat(str(value))
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(f"{value!r}: нужно время вида 2026-11-20T09:00:00Z", param, ctx)


MOMENT = MomentName()


class CardName(click.ParamType[tuple[str, int | None]]):
    """`id` or `id@vN`."""

    name = "card"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int | None]:
        if isinstance(value, tuple):
            return value
        match = _CARD.fullmatch(str(value))
        if match is None:
            self.fail(f"{value!r}: нужен идентификатор карты или идентификатор@vN", param, ctx)
        return match["id"], int(match["version"]) if match["version"] else None


CARD = CardName()


def card_folder(base: Path, card: tuple[str, int | None]) -> tuple[str, int]:
    """Folder of a card version from the root and its number; the latest version where none is named."""
    ident, version = card
    cards = base / "content" / "cards"
    numbers = sorted(int(one.name[1:]) for one in (cards / ident).glob("v[1-9]*") if one.name[1:].isdigit())
    if not numbers:
        raise unknown("карты", ident, [one.name for one in cards.glob("*")])
    if version is None:
        version = numbers[-1]
    if version not in numbers:
        raise unknown(f"версии карты {ident}", f"v{version}", [f"v{one}" for one in numbers])
    return f"content/cards/{ident}/v{version}", version


def unknown(what: str, got: str, known: Iterable[str]) -> click.UsageError:
    """A name that is not in the content, with the nearest that are."""
    from difflib import get_close_matches

    near = get_close_matches(got, list(known), n=3, cutoff=0.5)
    hint = f"; похоже на: {', '.join(near)}" if near else ""
    return click.UsageError(f"нет {what} '{got}'{hint}", click.get_current_context())
