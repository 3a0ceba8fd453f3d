"""TLS: one verified handshake gives the verdict; an unverified one, on which nothing is sent, only tells why not."""

import asyncio
import ssl
from datetime import datetime
from functools import cache
from pathlib import Path

from probes.model.moscow import minute
from probes.reach.failure import Failure
from probes.reach.hello import CLASSIC, GOST, picked
from probes.reach.line import Line
from probes.reach.trial import Trial

# X509_V_ERR_* of OpenSSL; every other code says that the chain leads to no trusted authority.
_NOT_YET, _EXPIRED, _NAMES = 9, 10, {62, 64}
# The second look takes no longer, so that the probe still tells what it knows.
PATIENCE_S = 3.0
_REFUSED = "SSLV3_ALERT_HANDSHAKE_FAILURE"
# Extensions and lengths that some authorities leave out; what is asked is whether others can connect.
_LENIENT = ~ssl.VERIFY_X509_STRICT


Dates = tuple[datetime, datetime]


class Contexts:
    """Contexts cost more than handshakes: one for the system's authorities, one for each file of own ones."""

    __slots__ = ("root", "trusted", "unverified")

    def __init__(self, root: Path) -> None:
        self.root = root
        self.trusted = cache(self._trusted)
        self.unverified = cache(_unverified)

    def _trusted(self, trust: str | None) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.verify_flags &= _LENIENT
        # The choice of OpenSSL itself: Python's leaves out suites that older nodes still rely on.
        context.set_ciphers("DEFAULT")
        if trust is None:
            context.load_default_certs()
            return context
        # An intermediate or the node's own certificate may be what is trusted.
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        path = (self.root / trust).resolve()
        if not path.is_relative_to(self.root.resolve()):
            raise Failure("not_configured", f"доверенные сертификаты {trust} лежат вне содержания")
        try:
            context.load_verify_locations(cafile=path)
        except (OSError, ssl.SSLError) as error:
            raise Failure("not_configured", f"доверенные сертификаты {trust} не читаются: {error}") from None
        return context


def _unverified() -> ssl.SSLContext:
    """Takes any certificate and any strength: what is learned from it is never taken for well."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


async def secure(
    line: Line, contexts: Contexts, trust: str | None, name: str, now: datetime, trial: Trial, *, verified: bool = True
) -> ssl.SSLSocket:
    """Shake hands with the node as a user would; where that fails, say why in terms of a cause.

    Unverified it is for looking at the certificate alone: nothing may be sent then.
    """
    context = contexts.trusted(trust) if verified else contexts.unverified()
    try:
        return await line.secure(context, name)
    except (ssl.SSLError, Failure) as error:
        # Some servers take no second caller before the first has hung up.
        line.close()
        failure = _first_sight(line, error, now)
        try:
            async with asyncio.timeout(min(PATIENCE_S, trial.left() * 0.8)):
                raise await _looked_into(line, contexts, name, error, failure, now)
        except TimeoutError:
            raise failure from None


def _first_sight(line: Line, error: ssl.SSLError | Failure, now: datetime) -> Failure:
    """The cause as far as the first handshake tells it."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        return judge(error.verify_code, error.verify_message, None, now)
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Failure("reset", f"{line.peer}: узел оборвал рукопожатие TLS")
    return Failure("tls_failure", f"{line.peer}: рукопожатие TLS не удалось, {error.reason or error}")


async def _looked_into(
    line: Line, contexts: Contexts, name: str, error: ssl.SSLError | Failure, failure: Failure, now: datetime
) -> Failure:
    """What a second look adds: the dates of a certificate, or that the node speaks only GOST."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return judge(error.verify_code, error.verify_message, await _shown(line, contexts, name), now)
    if failure.cause == "reset" or (isinstance(error, ssl.SSLError) and error.reason == _REFUSED):
        return await _refused(line, name, failure)
    return failure


async def _refused(line: Line, name: str, failure: Failure) -> Failure:
    """Whether a node that refused every suite known here speaks GOST: then nothing was measured, it is not down."""
    suite = await picked(line, name, GOST)
    if suite in GOST:
        return Failure("tls_gost_only", f"{line.peer}: узел выбрал набор шифров ГОСТ 0x{suite:04X}")
    if failure.cause != "tls_failure":
        return failure
    suite = await picked(line, name, CLASSIC)
    if suite is not None:
        return Failure("tls_failure", f"{line.peer}: узел принял набор шифров 0x{suite:04X} и отказал в рукопожатии")
    return Failure("tls_gost_only", f"{line.peer}: узел отказал во всех наборах шифров, кроме, возможно, ГОСТ")


async def _shown(line: Line, contexts: Contexts, name: str) -> Dates | None:
    """The dates of the node's certificate, over a new connection to the same address; nothing is sent on it."""
    try:
        again = await Line.open(line.address, line.port)
    except Failure:
        return None
    try:
        return validity((await again.secure(contexts.unverified(), name)).getpeercert(binary_form=True))
    except (ssl.SSLError, Failure):
        return None
    finally:
        again.close()


def judge(code: int, message: str, dates: Dates | None, now: datetime) -> Failure:
    """Why a certificate was not accepted: its dates speak first, whoever issued it, then the verifier."""
    seen = f"; действует с {minute(dates[0])} по {minute(dates[1])}" if dates else ""
    if dates and dates[0] <= now <= dates[1] and code in {_EXPIRED, _NOT_YET}:
        seen = "; это промежуточный сертификат или сертификат центра, сам сертификат узла" + seen[1:]
    if code == _EXPIRED or (dates and now > dates[1]):
        return Failure("tls_expired", f"срок действия сертификата истёк{seen}")
    if code == _NOT_YET or (dates and now < dates[0]):
        return Failure("tls_not_yet_valid", f"срок действия сертификата ещё не начался{seen}")
    if code in _NAMES:
        return Failure("tls_wrong_name", f"{message}{seen}")
    return Failure("tls_untrusted", f"{message}{seen}")


def validity(der: bytes | None) -> Dates | None:
    """First and last moment of a certificate; None where even that is not readable."""
    from cryptography import x509  # half of what a helper process would load before its first probe

    try:
        certificate = x509.load_der_x509_certificate(der or b"")
        return certificate.not_valid_before_utc, certificate.not_valid_after_utc
    except ValueError:
        return None
