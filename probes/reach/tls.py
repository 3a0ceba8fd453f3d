"""TLS: shared contexts, since making one costs more than a handshake."""

import ssl
from functools import cache
from pathlib import Path


class Contexts:
    """One verified context for the system's authorities, one for each file of own authorities below the root."""

    __slots__ = ("root", "trusted")

    def __init__(self, root: Path) -> None:
        self.root = root
        self.trusted = cache(self._trusted)

    def _trusted(self, trust: str | None) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if trust is None:
            context.load_default_certs()
        else:
            context.load_verify_locations(cafile=self.root / trust)
        return context
