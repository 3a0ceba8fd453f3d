"""Certificates that the content keeps, read and judged: what the section of monitoring shows of them."""

from datetime import datetime
from typing import TYPE_CHECKING

from generator.model.content import Content
from generator.monitoring.facts import Signature, signatures
from generator.monitoring.picture import CertificateSeen
from generator.monitoring.plan import plan
from probes.model.check import WARN_DAYS

if TYPE_CHECKING:
    from probes.certificates.survey import Entry

FOLDER = "certificates/"


def certificates_seen(content: Content, now: datetime) -> tuple[CertificateSeen, ...]:
    """Every certificate and list below content/monitoring/certificates at a moment, by file.

    Thresholds and the planned replacement are those of the check that watches the file; a private key is told as one.
    """
    kept = [(name, data) for name, data in sorted(content.kept.items()) if name.startswith(FOLDER)]
    if not kept:
        return ()
    from probes.certificates.reading import read  # cryptography takes its time to load
    from probes.certificates.survey import entries

    readings = {name.removeprefix(FOLDER): read(name, data) for name, data in kept}
    lists = [one for reading in readings.values() for one in reading.lists]
    checks = {(target.id, one.id): one for target in plan(content) for one in target.checks}
    watched = {one.file: one for one in reversed(signatures(content))}
    found: list[CertificateSeen] = []
    for name, reading in readings.items():
        by = watched.get(name)
        check = checks.get((by.target.id, by.check)) if by else None
        warn_days, replacement = (check.warn_days, check.replacement) if check else (WARN_DAYS, None)
        found += (_seen(one, by) for one in entries(name, reading, lists, now, warn_days, replacement))
    return tuple(found)


def _seen(entry: "Entry", by: Signature | None) -> CertificateSeen:
    found = entry.found
    return CertificateSeen(
        file=entry.path,
        component=found.component if found else "",
        serial=(found.serial if found else None) or "",
        algorithm=(found.algorithm if found else None) or "",
        not_before=found.not_before if found else None,
        not_after=found.not_after if found else None,
        key_not_after=found.key_not_after if found else None,
        ends=found.ends if found else None,
        verdict=entry.assessment.verdict,
        note=entry.assessment.note,
        target=by.target.id if by else None,
        replacement=by.replacement if by else None,
    )
