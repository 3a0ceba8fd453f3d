"""How much of an answer is taken: a hostile endpoint must fill neither memory nor the journal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caps:
    """Bytes of the head (with everything said before it), of the body as sent, and of the body unpacked."""

    head: int = 65_536
    wire: int = 4 * 1_024 * 1_024
    body: int = 8 * 1_024 * 1_024
    redirects: int = 3
    # Addresses of one name that are tried in turn.
    addresses: int = 4
