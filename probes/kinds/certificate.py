"""`certificate`: until when signatures made or accepted here are valid: files, TLS endpoints, SOAP answers (п. 29)."""

import asyncio
import ssl
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from probes.certificates.assessment import Assessment, assess
from probes.certificates.certificate import Certificate, RevocationList
from probes.certificates.reading import read, read_der
from probes.certificates.survey import Entry, is_folder, survey
from probes.kinds.pushed import below
from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Verdict
from probes.reach.chain import chain_in_clear
from probes.reach.failure import Failure
from probes.reach.hello import CLASSIC, GOST
from probes.reach.http import fetch
from probes.reach.line import Line
from probes.reach.reach import Reach
from probes.reach.tls import PATIENCE_S, secure
from probes.reach.trial import OWN
from probes.reach.url import Url, host_name

# Down before soon; what cannot be read is not hidden by what can.
_WORST_FIRST = (Verdict.DOWN, Verdict.DEGRADED, Verdict.NOT_MEASURED, Verdict.UP)
_SHOWN = 8
# The signature stands in the head of a message: of a hostile answer no more is searched.
ANSWER_CAP = 4 * 1_024 * 1_024


async def probe(check: Check, reach: Reach) -> Outcome:
    """Read what the address names and judge every certificate in it; the worst one is the outcome."""
    scheme = check.address.partition("://")[0] if "://" in check.address else ""
    if scheme == "tls":
        entries = await _of_endpoint(check, reach)
    elif scheme in ("http", "https"):
        entries = await _of_answer(check, reach)
    else:
        # A folder of thousands takes seconds: the deadline and the other probes have their turn meanwhile.
        reach.trial.step = OWN
        entries = await asyncio.to_thread(_of_files, check, reach)
    return outcome(entries)


def outcome(entries: Iterable[Entry]) -> Outcome:
    """The worst of several certificates, with those that are at fault named first."""
    ranked = sorted(entries, key=lambda one: _WORST_FIRST.index(one.assessment.verdict))
    if not ranked:
        return Outcome(Verdict.NOT_MEASURED, "cert_unreadable", evidence="здесь нет ни одного сертификата")
    worst = ranked[0].assessment
    bad = [one for one in ranked if one.assessment.verdict is not Verdict.UP] or ranked
    lines = [_line(one) for one in bad[:_SHOWN]]
    if len(bad) > _SHOWN:
        lines.append(f"и ещё: {len(bad) - _SHOWN}")
    return Outcome(worst.verdict, worst.cause, evidence="\n".join(lines))


def _line(one: Entry) -> str:
    number = f" № {one.found.serial}" if isinstance(one.found, Certificate) and one.found.serial else ""
    name = f" {one.found.component}{number}" if one.found else ""
    return f"{PurePosixPath(one.path).name}:{name} {one.assessment.note}"


def _of_files(check: Check, reach: Reach) -> list[Entry]:
    """A file or a folder below the root of the content, else of the data; lists beside a single file count for it."""
    path = _existing(check.address, reach.root, reach.data)
    if is_folder(path):
        return list(survey([path], reach.now, check.warn_days, check.replacement))
    beside = sorted(one for one in path.parent.iterdir() if one.suffix.lower() == ".crl" and one != path)
    found = survey([path, *beside], reach.now, check.warn_days, check.replacement)
    own = [one for one in found if one.path == str(path)]
    issuers = {one.found.issuer for one in own if isinstance(one.found, Certificate)}
    return own + [
        one for one in found if one not in own and isinstance(one.found, RevocationList) and one.found.issuer in issuers
    ]


def _existing(address: str, *roots: Path) -> Path:
    path = below(address, *roots)
    if path is None:
        raise Failure("cert_unreadable", f"файла нет: {address}")
    return path


async def _of_answer(check: Check, reach: Reach) -> list[Entry]:
    """Tokens in the answer of a service: a POST of the scripted example where that is permitted, else a GET."""
    body, headers = None, []
    if check.request is not None:
        if not check.permitted:
            raise Failure("not_configured", "отправка контрольного примера на этот узел не разрешена")
        body = reach.file(check.request).read_bytes()
        headers = [(b"Content-Type", b"text/xml; charset=utf-8")]
        headers.append((b"SOAPAction", f'"{check.action or ""}"'.encode("ascii", "replace")))
    answer = await fetch(
        reach, Url.parse(check.address), post=body, headers=headers, server_name=check.server_name, trust=check.trust
    )
    found = (await asyncio.to_thread(read, "answer", answer.body[:ANSWER_CAP])).certificates
    if not found:
        raise Failure("answer_unexpected", f"{answer.url}: в ответе {answer.status} нет сертификата подписи")
    return _judged("ответ", found, check, reach)


async def _of_endpoint(check: Check, reach: Reach) -> list[Entry]:
    """The chain that an endpoint shows; nothing is sent after the handshake, so that it need not be trusted.

    Where the handshake fails, the chain is read from what the node says before anything is encrypted.
    """
    url = Url.parse(check.address, ("tls",))
    name = host_name(check.server_name or url.host)
    line = await reach.connect(url)
    chain: Sequence[bytes]
    try:
        with reach.trial.phase("tls"):
            try:
                chain = chain_of(await secure(line, reach.contexts, None, name, reach.now, reach.trial, verified=False))
            except Failure as failure:
                chain = await _in_clear(line, name, failure.cause, reach)
                if not chain:
                    raise
    finally:
        line.close()
    found = [read_der(one) for one in chain]
    entries = _judged(url.host, [one for one in found if one is not None], check, reach)
    if None in found:
        unread = Assessment(Verdict.NOT_MEASURED, "cert_unreadable", "сертификат узла не читается")
        entries.append(Entry(url.host, None, unread))
    return entries


async def _in_clear(line: Line, name: str, cause: str, reach: Reach) -> Sequence[bytes]:
    """The chain that a node shows before it breaks off, for want of GOST, of old TLS or of a certificate of ours."""
    suites = {"tls_gost_only": GOST, "tls_failure": CLASSIC, "reset": CLASSIC}.get(cause)
    if suites is None:
        return ()
    try:
        async with asyncio.timeout(min(PATIENCE_S, reach.trial.left() * 0.8)):
            return await chain_in_clear(line, name, suites)
    except TimeoutError:
        return ()


def _judged(name: str, found: Iterable[Certificate], check: Check, reach: Reach) -> list[Entry]:
    return [Entry(name, one, assess(one, (), reach.now, check.warn_days, check.replacement)) for one in found]


def chain_of(tls: ssl.SSLSocket) -> list[bytes]:
    """Every certificate the endpoint sent, its own first: public since Python 3.13, before that one layer down."""
    layer: Any = tls if hasattr(tls, "get_unverified_chain") else getattr(tls, "_sslobj", None)
    if hasattr(layer, "get_unverified_chain"):
        chain = layer.get_unverified_chain() or []
        return [one if isinstance(one, bytes) else ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in chain]
    own = tls.getpeercert(binary_form=True)
    return [own] if own else []
