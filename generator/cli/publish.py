"""`tkmv publish`: a finished portal put in place in one step, or the previous one put back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from generator.cli import show
from generator.cli.tool import WELL, Command, Refusal

if TYPE_CHECKING:
    from generator.portal.publish import Published, RolledBack


@click.command(cls=Command, examples=["tkmv publish --to /srv/portal", "tkmv publish --to /srv/portal --rollback"])
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of the releases; the web server shows DIR/current.",
)
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    metavar="DIR",
    help="The finished portal that `tkmv build` has written.",
)
@click.option(
    "--keep", type=click.IntRange(1), default=5, show_default=True, metavar="N", help="How many good releases to keep."
)
@click.option("--rollback", is_flag=True, help="Put the previous good release back in place.")
def publish(to: Path, site: Path, keep: int, rollback: bool) -> int:
    """Put a finished portal in place in one step.

    The portal is copied to DIR/releases/<name by its content> and the link DIR/current is swapped: a visitor sees the
    old portal or the new one, whatever stops the command. A build that is not finished is refused, the same build
    again changes nothing, one publisher at a time. Only releases made here are ever removed.
    """
    from generator.portal.publish import UnpublishableError, publish, roll_back
    from generator.portal.releases import BusyError, ForeignError

    _sensible(to, site, rollback)
    try:
        if rollback:
            _tell_rollback(roll_back(to), to)
        else:
            with show.progress("Публикация") as progress:
                done = publish(site, to, keep, progress)
            _tell(done, to)
    except ForeignError as foreign:
        raise click.UsageError(str(foreign), click.get_current_context()) from None
    except UnpublishableError as error:
        raise Refusal(*error.lines) from None
    except BusyError as busy:
        raise Refusal(str(busy)) from None
    except OSError as error:
        raise Refusal(f"публикация не удалась: {error.strerror}: {error.filename or to}") from None
    return WELL


def _sensible(to: Path, site: Path, rollback: bool) -> None:
    context = click.get_current_context()
    if rollback:
        for name in ("site", "keep"):
            if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
                raise click.UsageError(f"--rollback возвращает прежний выпуск, --{name} ему не нужен", context)
        if not to.is_dir():
            raise click.UsageError(f"нет папки {to}", context)
        return
    if not site.is_dir():
        raise click.UsageError(f"нет папки {site} с готовым порталом; соберите его: tkmv build", context)
    if to.resolve().is_relative_to(site.resolve()):
        raise click.UsageError(f"{to} лежит внутри самого портала {site}; укажите другую папку", context)
    try:
        to.mkdir(exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"папку {to} не создать: {error.strerror}", context) from None


def _tell(done: "Published", to: Path) -> None:
    if done.before == done.release:
        show.note(f"Этот портал уже опубликован, ничего не изменено: {done.release}")
    else:
        before = f"; до него был {done.before}" if done.before else ""
        show.note(f"Опубликован выпуск {done.release}, файлов {done.files}{before}")
    if done.removed:
        show.note(f"Убраны прежние выпуски: {', '.join(done.removed)}")
    show.out(f"{to / 'releases' / done.release}\n")


def _tell_rollback(done: "RolledBack", to: Path) -> None:
    for name in done.damaged:
        show.note(f"Выпуск {name} повреждён, пропущен")
    show.note(f"Возвращён выпуск {done.release}; снят {done.before}")
    show.out(f"{to / 'releases' / done.release}\n")
