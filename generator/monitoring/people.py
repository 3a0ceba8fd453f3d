"""People of monitoring: the working group with who its members are today (point 31), the duty contact (point 30)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.model.contacts import Official
from generator.model.content import Content
from generator.model.monitoring.group import Member

State = Literal["current", "ended", "future", "unknown"]


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of the group: the official behind the reference, where there is one, and whether it answers today."""

    member: Member
    official: Official | None
    state: State

    @property
    def current(self) -> bool:
        """Whether the member exists and answers today."""
        return self.state == "current"


def seats(content: Content, today: date) -> tuple[Seat, ...]:
    """Members of the working group in the order of its file."""
    members = content.group.members if content.group else ()
    return tuple(seat(content, one, today) for one in members)


def seat(content: Content, member: Member, today: date) -> Seat:
    """One member as the contact list knows it."""
    official = find(content, member.party, member.contact)
    return Seat(member, official, state(official, today))


def find(content: Content, party: str, contact: str) -> Official | None:
    """An official by party and entry of its contact list, or None."""
    contacts = content.contacts.get(party)
    return next((one for one in contacts.officials if one.id == contact), None) if contacts else None


def state(official: Official | None, today: date) -> State:
    """Whether an official answers on a day, or why not."""
    if official is None:
        return "unknown"
    if official.serves(today):
        return "current"
    return "future" if today < official.since else "ended"


def duty(content: Content) -> Official | None:
    """CITTU's duty contact, or None where support.yml or the contact list lacks it."""
    if content.support is None:
        return None
    return find(content, content.support.duty.party, content.support.duty.contact)
