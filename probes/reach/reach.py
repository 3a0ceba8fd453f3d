"""What every probe of a sweep shares: policy, names, TLS contexts, folders, the moment; made once."""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from probes.reach.caps import Caps
from probes.reach.failure import Failure
from probes.reach.line import Line
from probes.reach.policy import Address, AddressPolicy
from probes.reach.resolver import Resolver, read_hosts
from probes.reach.tls import Contexts, secure
from probes.reach.trial import Trial
from probes.reach.url import Url


@dataclass(frozen=True, slots=True)
class Reach:
    """The means of a sweep; `trial` is the course of one probe and belongs to it alone."""

    policy: AddressPolicy
    resolver: Resolver
    contexts: Contexts
    root: Path
    data: Path
    now: datetime
    caps: Caps = field(default_factory=Caps)
    trial: Trial = field(default_factory=Trial)

    @classmethod
    def make(
        cls,
        *,
        policy: AddressPolicy,
        root: Path,
        data: Path,
        now: datetime,
        nameservers: Sequence[str] = (),
        caps: Caps | None = None,
    ) -> "Reach":
        """Everything a sweep needs: `root` holds the content, `data` what machines wrote, `now` is aware UTC."""
        resolver = Resolver(tuple(nameservers), read_hosts())
        return cls(policy, resolver, Contexts(root), root, data, now, caps or Caps())

    def begin(self, deadline: float) -> "Reach":
        """The same means for one probe, with a course of its own."""
        return replace(self, trial=Trial(deadline))

    def file(self, path: str) -> Path:
        """A file that a check names: below the root of the content, whatever its name says."""
        found = (self.root / path).resolve()
        if not found.is_relative_to(self.root.resolve()) or not found.is_file():
            raise Failure("not_configured", f"файла {path} нет")
        return found

    async def connect(self, url: Url) -> Line:
        """A connection to the host under the policy, which judges the very address that is connected to."""
        literal = url.literal
        if literal is None:
            with self.trial.phase("dns"):
                found = await self.resolver.addresses(url.host)
        else:
            found = (literal,)
        refusals = {address: self.policy.refusal(address) for address in found}
        allowed = [address for address, refusal in refusals.items() if refusal is None][: self.caps.addresses]
        if not allowed:
            raise Failure("policy_refused", "; ".join(filter(None, refusals.values())))
        with self.trial.phase("connect"):
            return await self._first(allowed, url.port)

    async def secure(self, line: Line, name: str, trust: str | None) -> ssl.SSLSocket:
        """The verdict of TLS over an open connection."""
        # Made here, so that the first probe is not charged with reading the authorities.
        self.contexts.trusted(trust)
        with self.trial.phase("tls"):
            return await secure(line, self.contexts, trust, name, self.now, self.trial)

    async def _first(self, addresses: Sequence[Address], port: int) -> Line:
        """A connection to the first address that answers, the time that is left shared among them."""
        failures: list[Failure] = []
        for place, address in enumerate(addresses):
            try:
                async with asyncio.timeout(self.trial.left() / (len(addresses) - place)):
                    return await Line.open(address, port)
            except TimeoutError:
                failures.append(Failure("timeout", f"{address}: нет ответа на соединение"))
            except Failure as failure:
                failures.append(failure)
        # An answer of the endpoint tells more than a way that this machine lacks.
        raise min(failures, key=lambda failure: failure.cause == "runner_no_route")
