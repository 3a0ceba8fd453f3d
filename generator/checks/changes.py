"""What a change does to agreements: which it adds, which it makes stale, which are taken back (points 10, 14, 43)."""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.checks.records import point_of
from generator.model.content import CardVersion, Content
from generator.procedure.approvals import AGREEMENTS, Approval, latest_agreements
from generator.procedure.explain import WORTH
from generator.procedure.ledger import ledger


def agreement_changes(before: Content, after: Content, today: date) -> Iterator[str]:
    """One Russian line for each agreement that is new or is worth something else than before."""
    for card, versions in after.cards.items():
        for number, version in versions.items():
            old = before.cards.get(card, {}).get(number)
            was = _worths(old, before, today) if old else {}
            for party, approval in _worths(version, after, today).items():
                earlier = was.get(party)
                if earlier is None or (earlier.filed.name, earlier.worth) != (approval.filed.name, approval.worth):
                    yield _told(version, approval, earlier, after, today)


def _worths(version: CardVersion, content: Content, today: date) -> Mapping[str, Approval]:
    if not any(one.record.kind in AGREEMENTS for one in version.records):
        return {}
    return latest_agreements(ledger(version.records, today), content, version.digest)


def _told(version: CardVersion, approval: Approval, earlier: Approval | None, content: Content, today: date) -> str:
    known = content.parties.get(approval.party)
    who = known.name(today).short if known else approval.party
    point = point_of(approval.filed.record.kind, version.card.route)
    new = earlier is None or earlier.filed.name != approval.filed.name
    what = f"новое согласование, {WORTH[approval.worth]}" if new else f"согласование {WORTH[approval.worth]}"
    return f"{version.id}@v{version.number}: {who}: {what} (п. {point})"
