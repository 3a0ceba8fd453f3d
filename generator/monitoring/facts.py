"""What the inventory says of a target beyond its checks: cards, identifiers in SMEV, certificates, ticket numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.card import Service
from generator.model.content import CardVersion, Content
from generator.model.monitoring.check import CertificateCheck
from generator.model.monitoring.target import Target
from generator.monitoring.coverage import meets


@dataclass(frozen=True, slots=True)
class Signature:
    """A certificate that is watched: on which component it is installed and when its replacement is planned."""

    target: Target
    check: str
    file: str
    present: bool
    replacement: date | None


def signatures(content: Content) -> tuple[Signature, ...]:
    """Certificates kept in the content that the inventory watches, by target."""
    return tuple(
        Signature(target, one.id, one.file, f"certificates/{one.file}" in content.kept, one.replacement)
        for _, target in sorted(content.targets.items())
        for one in target.checks
        if isinstance(one, CertificateCheck) and one.file is not None
    )


def versions(content: Content, target: Target) -> tuple[CardVersion, ...]:
    """The last version of every card that needs a target, in the order of the target's file."""
    found = (_last(content, target, card) for card in dict.fromkeys(one.card for one in target.serves))
    return tuple(one for one in found if one is not None)


def identifiers(content: Content, target: Target) -> tuple[tuple[str, str], ...]:
    """Confirmed identifiers of a target's services in SMEV: name in Russian and value, each pair once."""
    pairs = (pair for service in _services(content, target) for pair in _identifiers(service))
    return tuple(dict.fromkeys(pairs))


def ticket_numbers(content: Content) -> Mapping[str, str]:
    """Numbers that SMEV support gave, by incident."""
    return {ident: one.ticket.number for ident, one in sorted(content.incidents.items()) if one.ticket is not None}


def _last(content: Content, target: Target, card: str) -> CardVersion | None:
    """A later version may have given the service up while the former one is in force."""
    for _, version in sorted(content.cards.get(card, {}).items(), reverse=True):
        if any(meets(one, version.card, request) for one in target.serves for request in version.card.requests):
            return version
    return None


def _services(content: Content, target: Target) -> Iterator[Service]:
    for version in versions(content, target):
        asked = {
            request.service
            for request in version.card.requests
            if any(meets(one, version.card, request) for one in target.serves)
        }
        yield from (one for one in version.card.services if one.id in asked)


def _identifiers(service: Service) -> Iterator[tuple[str, str]]:
    if (two := service.smev2) is not None:
        told = (("Идентификатор сервиса", two.sid), ("Мнемоника", two.mnemonic), ("Версия", two.version))
        yield from ((name, value) for name, value in told if value)
    if (three := service.smev3) is not None:
        told = (("Мнемоника", three.mnemonic), ("Пространство имён", three.namespace), ("Элемент", three.element))
        yield from ((name, value) for name, value in told if value)
