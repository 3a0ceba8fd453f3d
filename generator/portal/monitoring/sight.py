"""What all pages of the section look at: the content, its names, and the picture of monitoring."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.model.monitoring.incident import IncidentNotes
from generator.model.monitoring.target import Target as Inventory
from generator.monitoring.coverage import in_use
from generator.monitoring.picture import Past, Picture, Seen, TargetState
from generator.monitoring.plan import target as planned
from generator.portal.monitoring.words import lasted, moscow
from generator.portal.views.names import Link
from generator.portal.views.survey import Survey
from probes.model.incident import Incident

NOW = "monitoring/"
TARGETS = "monitoring/targets/"
INCIDENTS = "monitoring/incidents/"
CERTIFICATES = "monitoring/certificates/"
COVERAGE = "monitoring/coverage/"
ARCHIVE = "monitoring/archive/"
ABOUT = "monitoring/about/"

STRIP_DAYS = 90
PAGE_DAYS = 30


@dataclass(frozen=True)
class Sight:
    """Content and picture side by side; without a picture everything is unknown, which pages say."""

    survey: Survey
    picture: Picture | None

    @cached_property
    def inventory(self) -> Mapping[str, Inventory]:
        """What people wrote of each target, by id."""
        return dict(sorted(self.survey.content.targets.items()))

    @cached_property
    def states(self) -> Mapping[str, TargetState]:
        """Every target with the last that is known of it, which may be nothing."""
        known = self.picture.states if self.picture else {}
        return {one.id: known.get(one.id) or _unknown(one) for one in self.inventory.values()}

    def state(self, target: str) -> TargetState:
        """The last that is known of a target."""
        return self.states[target]

    def past(self, target: str, check: str) -> Past:
        """Past days of a check."""
        found = self.picture.past.get((target, check)) if self.picture else None
        return found or Past()

    def target(self, target: str) -> Link:
        """A target by its name."""
        known = self.inventory.get(target)
        return Link(known.name, f"{TARGETS}{target}/") if known else Link(target)

    def incident(self, incident: str) -> Link:
        """An incident by its target; one whose facts are gone by its identifier."""
        known = self.incidents.get(incident)
        return Link(self.title(known) if known else incident, self.address(incident))

    def address(self, incident: str) -> str | None:
        """Where an incident stands, if it has a page: of those long ago only the ones that people wrote about."""
        return f"{INCIDENTS}{incident}/" if incident in self.with_pages else None

    def title(self, one: Incident) -> str:
        """What an incident is called."""
        return self.target(one.target).title

    def notes(self, incident: str) -> IncidentNotes | None:
        """What people wrote of an incident."""
        return self.survey.content.incidents.get(incident)

    @cached_property
    def incidents(self) -> Mapping[str, Incident]:
        """Incidents of the machine by id, the oldest first."""
        return {one.id: one for one in (self.picture.incidents if self.picture else ())}

    @cached_property
    def with_pages(self) -> Set[str]:
        """Incidents that have a page of their own; the rest is told in lists and in the files for programs."""
        since = self.moment - PAGE_DAYS * 86_400
        return {
            one.id
            for one in self.incidents.values()
            if self.notes(one.id) or one.end is None or (one.own and one.start >= since)
        }

    @cached_property
    def by_target(self) -> Mapping[str, Sequence[Incident]]:
        """Incidents of each target, the latest first."""
        found: dict[str, list[Incident]] = defaultdict(list)
        for one in reversed(list(self.incidents.values())):
            found[one.target].append(one)
        return found

    @cached_property
    def by_card(self) -> Mapping[str, Sequence[Inventory]]:
        """Targets that serve each card."""
        found: dict[str, list[Inventory]] = defaultdict(list)
        for one in self.inventory.values():
            for card in dict.fromkeys(serves.card for serves in one.serves):
                found[card].append(one)
        return found

    @property
    def moment(self) -> int:
        """The moment that pages speak of: the last run."""
        return int(self.picture.at.timestamp()) if self.picture and self.picture.at else 0

    def lasted(self, one: Incident) -> str:
        """How long an incident has lasted."""
        return lasted(one.seconds(max(self.moment, one.last)))

    def watched(self, one: Inventory) -> bool:
        """Whether a target has checks and its time of being watched has come and not passed."""
        return bool(one.checks) and in_use(one, self.day)

    @cached_property
    def day(self) -> date:
        """The day that pages speak of, in Moscow."""
        return moscow(self.moment).date() if self.moment else self.survey.today

    def cards_of(self, one: Inventory) -> Iterator[Link]:
        """Cards that a target serves."""
        for card in dict.fromkeys(serves.card for serves in one.serves):
            yield self.survey.names.card(card)


def _unknown(one: Inventory) -> TargetState:
    """A target that nothing was measured of."""
    plain = planned(one)
    return TargetState(plain, tuple(Seen(check) for check in plain.checks))
