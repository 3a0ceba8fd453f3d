"""How every command behaves: imported when called, `--root` in any place, five exit codes, never a traceback."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from generator.cli import show

WELL, AT_FAULT, MISUSED, UNEXPECTED, INTERRUPTED = 0, 1, 2, 3, 130


class Refusal(Exception):
    """The content does not allow it (exit code 1); the lines say why, in Russian."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))


def _keep(context: click.Context, option: click.Parameter, value: Any) -> None:
    """The place nearest to the command wins: `tkmv --root A check --root B` reads B."""
    if value is not None and option.name:
        context.meta[f"tkmv.{option.name}"] = value


def _tell_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from importlib.metadata import version

        show.out(f"tkmv {version('tkmv-portal')}\n")
        context.exit()


def shared() -> list[click.Parameter]:
    """Options that stand before the command or after it."""
    folder = click.Path(exists=True, file_okay=False)
    day = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%MZ"])
    return [
        click.Option(
            ["--root"],
            type=folder,
            metavar="DIR",
            expose_value=False,
            callback=_keep,
            help="Folder that holds content/ (default: the nearest one upwards).",
        ),
        click.Option(
            ["--today"],
            type=day,
            metavar="YYYY-MM-DD",
            expose_value=False,
            callback=_keep,
            help="The day to take for today (default: as_of of a demonstration, else the clock). Where journals and "
            "certificates are looked at also a moment, YYYY-MM-DDTHH:MMZ (default: the clock).",
        ),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_tell_version,
            help="Show the version and exit.",
        ),
    ]


class Exemplary(click.Command):
    """Help that ends with examples, each on a line of its own."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.examples = examples
        self.params += shared()

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Examples" if len(self.examples) > 1 else "Example"):
            for example in self.examples:
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class Command(Exemplary):
    """A command with the shared options."""


class Group(Exemplary, click.Group):
    """A group whose commands are imported when called; the table holds `module:name` and a line of help."""

    command_class = Command

    def __init__(self, name: str, table: Mapping[str, tuple[str, str]], **settings: Any) -> None:
        super().__init__(name, **settings)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.table:
            return None
        module, _, name = self.table[cmd_name][0].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.table and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], possibilities=list(self.table), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table, so that `--help` imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])


class Tool(Group):
    """The whole tool: whatever happens, one of the exit codes and at most a line why."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        call = list(sys.argv[1:] if args is None else args)
        sys.exit(self._run(call, complete_var, extra))

    def _run(self, args: list[str], complete_var: str | None, extra: dict[str, Any]) -> int:
        try:
            code = super().main(args, "tkmv", complete_var, standalone_mode=False, **extra)
            return code if isinstance(code, int) else WELL
        except Refusal as refusal:
            show.error(*refusal.lines)
            return AT_FAULT
        except click.exceptions.NoArgsIsHelpError as error:
            show.note(error.format_message())
            return MISUSED
        except click.ClickException as error:
            path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "tkmv"
            show.error(f"{path}: {' '.join(error.format_message().split())}")
            return MISUSED
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except BrokenPipeError:
            show.mute()
            return WELL
        except Exception as error:
            from generator.cli.failure import keep

            show.error(*keep(error, args))
            return UNEXPECTED
