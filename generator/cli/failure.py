"""What nobody foresaw: the details go to a file, the person gets a short id and the way to it."""

import os
import platform
import secrets
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path


def keep(error: BaseException, args: Sequence[str]) -> tuple[str, ...]:
    """Write the details of an unexpected failure and say where they are."""
    name = secrets.token_hex(4)
    told = f"tkmv: непредвиденный сбой {name}: {type(error).__name__}"
    try:
        path = _folder() / f"{name}.txt"
        path.write_text(_details(error, args), encoding="utf-8", errors="replace")
    except OSError:
        return (f"{told}; подробности записать не удалось",)
    return (f"{told}; подробности: {path}",)


def _folder() -> Path:
    """XDG state where it is set, else a folder of this user alone below the temporary one."""
    state = os.environ.get("XDG_STATE_HOME")
    if state:
        folder = Path(state) / "tkmv" / "failures"
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    return Path(tempfile.mkdtemp(prefix="tkmv-"))


def _details(error: BaseException, args: Sequence[str]) -> str:
    lines = [
        f"tkmv {' '.join(args)}",
        f"Python {platform.python_version()}, {sys.platform}",
        "",
        *traceback.format_exception(error),
    ]
    return "\n".join(lines)
