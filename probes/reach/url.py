"""Addresses of checks and of redirects, read strictly: what two programs could read differently is refused."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from probes.reach.policy import Address

PORTS = {"http": 80, "https": 443, "tls": 443, "dns": 53}
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_][a-z0-9_-]{0,62}(?:\.[a-z0-9_][a-z0-9_-]{0,62})*\.?")


class BadAddress(ValueError):
    """An address that is not one; the text says why, in Russian."""


@dataclass(frozen=True, slots=True)
class Url:
    """An address taken apart: `host` in lower-case ASCII, `target` what HTTP asks for, `query` as it was written."""

    scheme: str
    host: str
    port: int
    target: str = "/"
    query: str = ""

    @classmethod
    def parse(cls, text: str, schemes: tuple[str, ...] = ("http", "https")) -> "Url":
        """Read an address of one of the schemes."""
        if re.search(r"[\x00-\x20\x7f\\\ud800-\udfff]", text):
            raise BadAddress("в адресе пробел, управляющий знак или обратная косая черта")
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError as error:
            raise BadAddress(f"адрес не читается: {error}") from None
        if parts.scheme not in schemes:
            raise BadAddress(f"схема адреса должна быть одной из: {', '.join(schemes)}")
        if "@" in parts.netloc:
            raise BadAddress("в адресе имя пользователя или пароль")
        port = PORTS.get(parts.scheme) if port is None else port
        if not port:
            raise BadAddress("в адресе нет номера порта")
        return cls(parts.scheme, host_name(parts.hostname or ""), port, _target(parts), parts.query)

    def follow(self, location: str) -> "Url":
        """Where a redirect leads, relative or not; only to HTTP."""
        try:
            there = urljoin(str(self), location)
        except ValueError as error:
            raise BadAddress(f"адрес не читается: {error}") from None
        return Url.parse(there)

    @property
    def literal(self) -> Address | None:
        """The host when it is an address and no name."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None

    @property
    def authority(self) -> str:
        """Host and, where it is not the usual one, port, as HTTP names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if PORTS.get(self.scheme) == self.port else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def host_name(host: str) -> str:
    """A literal address, a name, or a Russian name in its ASCII form (RFC 5891)."""
    if "%" in host:
        raise BadAddress("в адресе узла знак %: ни имя интерфейса, ни закодированные знаки здесь не принимаются")
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        raise BadAddress("имя узла не записывается в DNS") from None
    if not _HOST.fullmatch(name):
        raise BadAddress("имя узла пустое или с недопустимыми знаками")
    return name


def _target(parts: SplitResult) -> str:
    """Path and query for the request line; letters outside ASCII are percent-encoded (RFC 3986)."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return f"{path}?{query}" if query else path
