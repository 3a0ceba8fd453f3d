"""The assembly: arguments, today, printing, exit codes. Commands are imported when they are called."""

from generator.cli.app import main

__all__ = ["main"]
