"""Monitoring as commands see it: the plan, the journal with its machine data, incidents, the picture for pages."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from generator.cli import place, show
from generator.cli.journal_place import tell_skipped, there
from generator.cli.tool import Refusal
from generator.cli.world import World
from generator.monitoring.plan import plan
from probes.journal import DEFAULT, JournalError
from probes.journal.errors import reason
from probes.journal.places import open_store
from probes.journal.store import fingerprint
from probes.model.check import Target
from probes.model.facts import Facts, FactsError, from_json, to_json

if TYPE_CHECKING:
    from generator.monitoring.picture import Picture
    from probes.journal import Journal

DATA = Path(".data")
# The labelled history of a demonstration, shown while there is no journal of one's own.
DEMO = DATA / "demo"
FACTS = "incidents.json"
OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class Watching:
    """The plan of the content, and where the machine keeps what it found."""

    found: World
    targets: tuple[Target, ...]
    url: str
    data: Path

    def journal(self) -> "Journal":
        """The journal, at the moment that the command speaks of."""
        from probes.journal import Journal

        return Journal.open(self.url, now=place.moment)

    @property
    def begun(self) -> bool:
        """Whether there is a journal; of an address only reading will tell."""
        return "://" in self.url or Path(self.url).is_dir()

    @property
    def facts_file(self) -> Path:
        """Where facts about incidents lie."""
        return self.data / FACTS

    @property
    def damaged_file(self) -> Path:
        """Where a file lies that stood in the place of facts and told none."""
        return self.facts_file.with_suffix(".damaged.json")

    def known(self) -> Facts | None:
        """Facts of earlier runs; a file that is none is told and made anew from the journal."""
        try:
            return from_json(self.facts_file.read_bytes())
        except FileNotFoundError:
            return None
        except (FactsError, OSError) as error:
            why = reason(error) if isinstance(error, OSError) else error
            show.note(f"{self.facts_file} не читается ({why}); инциденты вычислены по журналу заново")
            return None

    def facts(self, *, anew: bool = False) -> Facts:
        """Incidents of the journal as of now; nothing is written."""
        from probes.incidents.replay import replayed

        if not self.begun:
            show.note(f"журнала {self.url} нет, данных наблюдения нет; его создаёт первый обход: tkmv probe")
        with read_journal():
            journal = self.journal()
            found = replayed(journal, self.targets, self.known(), anew=anew)
        tell_skipped(journal)
        return found

    def keep(self, facts: Facts) -> None:
        """Put facts in place, whole or not at all; a file that is none of ours is set aside, not written over."""
        data = to_json(facts)
        try:
            found = self._found()
            if found == data:
                return
            self.data.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.data, prefix=".", delete=False) as made:
                try:
                    made.write(data)
                    made.flush()
                    os.fsync(made.fileno())
                    Path(made.name).chmod(0o644)
                    if found is None and self.facts_file.exists():
                        self.facts_file.replace(self.damaged_file)
                        show.note(f"прежний файл отложен: {self.damaged_file}")
                    Path(made.name).replace(self.facts_file)
                except BaseException:
                    Path(made.name).unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise Refusal(f"{self.facts_file} не записать: {reason(error)}") from None

    def _found(self) -> bytes | None:
        """The file of facts as it is; None where it tells none."""
        try:
            data = self.facts_file.read_bytes()
            from_json(data)
        except (FactsError, OSError):
            return None
        return data

    def picture(self) -> "Picture":
        """What pages show; certificates as they stood at the last run."""
        from generator.cli.certificates_seen import certificates_seen
        from generator.monitoring.assembly import picture

        with read_journal():
            journal = self.journal() if self.begun else None
            incidents = self.facts().incidents if journal else ()
            runs = journal.last_runs().values() if journal else ()
            day = datetime.combine(self.found.today, time(), UTC)
            return picture(
                self.targets, journal, incidents, certificates_seen(self.found.loaded.content, max(runs, default=day))
            )


@contextmanager
def read_journal() -> Iterator[None]:
    """Faults of the journal as a refusal."""
    try:
        yield
    except JournalError as error:
        raise Refusal(str(error)) from None


def watching(found: World, url: str | None = None) -> Watching:
    """The plan, the journal and the machine's data beside it."""
    return Watching(found, plan(found.loaded.content), *places(found.root, url))


def watched(root: Path, url: str | None = None) -> str:
    """Changes whenever the journal or the facts about incidents do: a key for what is made of them."""
    url, data = places(root, url)
    if "://" not in url and not Path(url).is_dir():
        return ""
    with read_journal():
        journal = fingerprint(open_store(url))
    facts = data / FACTS
    return f"{url} {journal} {sha256(facts.read_bytes()).hexdigest() if facts.is_file() else ''}"


def places(root: Path, url: str | None) -> tuple[str, Path]:
    """The journal asked for, else that of the root, else the demonstration's; and the folder of its machine data.

    A folder elsewhere keeps its facts and letters within, so that they mix with those of no other journal.
    """
    own, demo, data = root / DEFAULT, root / DEMO, root / DATA
    if url is None:
        return (str(demo), demo) if not own.is_dir() and demo.is_dir() else (str(own), data)
    elsewhere = "://" not in there(url) and Path(url).resolve() != own.resolve()
    return url, Path(url) if elsewhere else data
