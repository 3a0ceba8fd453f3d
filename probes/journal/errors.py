"""What stops the work on the journal: told in Russian, with the place and with what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

_REASONS = {
    errno.ENOSPC: "на диске не осталось места",
    errno.EDQUOT: "исчерпана квота на диске",
    errno.EFBIG: "файл больше разрешённого на этом узле",
    errno.EACCES: "нет прав на запись или чтение",
    errno.EPERM: "нет прав на запись или чтение",
    errno.EROFS: "диск доступен только для чтения",
    errno.ENOTDIR: "на месте папки лежит файл",
    errno.EISDIR: "на месте файла лежит папка",
    errno.EIO: "диск не читается или не пишется",
}


class JournalError(Exception):
    """The journal cannot be read or written; what was acknowledged before stays where it is."""


class JournalBusyError(JournalError):
    """Another process compacts this journal."""


@contextmanager
def told(doing: str, where: str, *, absent: bool = False) -> Iterator[None]:
    """Whatever the disk or the store does becomes a JournalError; `absent` leaves a missing file what it is."""
    try:
        yield
    except JournalError:
        raise
    except FileNotFoundError as error:
        if absent:
            raise
        raise JournalError(f"журнал {where}: {doing} не удалось: такого места нет: {_brief(error)}") from error
    except OSError as error:
        raise JournalError(f"журнал {where}: {doing} не удалось: {reason(error)}") from error
    except Exception as error:
        # Clients of object stores raise types of their own: all say that the store did not do it.
        raise JournalError(f"журнал {where}: {doing} не удалось: хранилище: {_brief(error)}") from error


def reason(error: OSError) -> str:
    """What the disk says, in Russian where it says what disks say."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error) or type(error).__name__)


def _brief(error: Exception) -> str:
    """One printable line of a foreign message."""
    line = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {line}" if line else type(error).__name__
