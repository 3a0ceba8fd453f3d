"""Faults made while the test runs, which git or some system could not check out."""

import os
from collections.abc import Callable
from pathlib import Path

PARTY = "content/parties/ur.yml"
FILES = "content/cards/tkmv-fn-kontrol/v2/files"


def _symlink(root: Path) -> None:
    party = root / PARTY
    party.rename(root / "ur.yml")
    party.symlink_to(root / "ur.yml")


def _linked_folder(root: Path) -> None:
    (root / "content/parties/old").symlink_to(root / "content/contacts", target_is_directory=True)


def _attachments(*names: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / FILES).mkdir()
        for name in names:
            (root / FILES / name).write_bytes(b"%PDF")

    return make


def _submodule(root: Path) -> None:
    module = root / FILES / "scans"
    module.mkdir(parents=True)
    (module / ".git").write_text("gitdir: ../elsewhere\n")


def _pipe(root: Path) -> None:
    (root / FILES).mkdir()
    os.mkfifo(root / FILES / "pipe.pdf")


def _too_big(root: Path) -> None:
    with (root / PARTY).open("a") as file:
        file.write("note: " + "x" * (3 * 1024 * 512) + "\n")


def _too_many_nodes(root: Path) -> None:
    with (root / PARTY).open("a") as file:
        file.write("note: [" + "x, " * 60_000 + "x]\n")


def _no_content(root: Path) -> None:
    (root / "content").rename(root / "contents")


AT_RUN_TIME: dict[str, Callable[[Path], None]] = {
    "content-missing": _no_content,
    "file-pipe": _pipe,
    "file-submodule": _submodule,
    "file-symlink": _symlink,
    "file-symlink-to-folder": _linked_folder,
    "file-too-big": _too_big,
    "name-case-twins": _attachments("form.pdf", "Form.pdf"),
    "name-ending": _attachments("form.pdf."),
    "name-long-reserved": _attachments("COM1.pdf"),
    "name-not-utf8": _attachments(os.fsdecode(b"form-\xff.pdf")),
    "name-reserved": _attachments("con"),
    "name-russian": _attachments("лист.pdf"),
    "name-line-break": _attachments("form\n.pdf"),
    "place-litter": _attachments(".DS_Store", "Thumbs.db", "form.pdf~"),
    "yaml-too-many-nodes": _too_many_nodes,
}
