"""Servers of others on loopback: nginx, OpenSSL with and without its GOST engine, the SOAP server of PHP."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import randint

from tests.probes.misbehaviour.papers import Papers, day
from tests.probes.misbehaviour.scenes.contracts import WSDL

HERE = Path(__file__).parent
PATIENCE_S = 20.0
# Servers of Debian lie where a user's path does not lead.
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"


@dataclass(frozen=True, slots=True)
class Yard:
    """Ports by the name of the server behind them."""

    ports: Mapping[str, int]

    def at(self, scheme: str, name: str, path: str = "") -> str:
        return f"{scheme}://127.0.0.1:{self.ports[name]}{path}"


NAMES = ("web", "https", "expired", "other", "old", "guests", "gost", "client", "guest", "php")


@contextmanager
def built(papers: Papers) -> Iterator[Yard]:
    """Every server started, and stopped afterwards."""
    folder = papers.folder / "yard"
    folder.mkdir()
    with ExitStack() as stack:
        # Held all at once, so that no two are the same.
        sockets = [stack.enter_context(socket.socket()) for _ in NAMES]
        for sock in sockets:
            bind(sock)
        ports = {name: int(sock.getsockname()[1]) for name, sock in zip(NAMES, sockets, strict=True)}
        for sock in sockets:
            sock.close()
        stack.enter_context(running(nginx(folder, papers, ports)))
        stack.enter_context(running(gost_server(folder, ports["gost"]), OPENSSL_CONF=str(folder / "gost.cnf")))
        stack.enter_context(running(client_server(papers, ports["client"], "-tls1_2")))
        stack.enter_context(running(client_server(papers, ports["guest"], "-tls1_3")))
        stack.enter_context(running(php(ports["php"])))
        for name in NAMES:
            wait_for(ports[name], name)
        yield Yard(ports)


def bind(sock: socket.socket) -> None:
    """Take a free port that the system gives to no caller: until its server listens, anybody could be given it."""
    while True:
        try:
            sock.bind(("127.0.0.1", randint(20_000, 32_000)))
        except OSError:
            continue
        return


@contextmanager
def running(command: Sequence[str], **environment: str) -> Iterator[None]:
    """A server in the foreground of a process of its own."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=nothing, stdout=nothing, stderr=nothing, env={**os.environ, **environment}
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def program(name: str, package: str) -> str:
    """Where a program lies; `make servers` installs what is missing."""
    found = shutil.which(name, path=PLACES)
    assert found, f"{name} is missing: run `make servers`, or install the package {package}"
    return found


def wait_for(port: int, name: str) -> None:
    """Until somebody listens there."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        with socket.socket() as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"{name} does not listen")


def nginx(folder: Path, papers: Papers, ports: Mapping[str, int]) -> list[str]:
    """A web server with plain pages, pages behind TLS of every kind, and an agreed description."""
    papers.context("node")
    papers.context("node-expired", dates=(day(2020), day(2021)))
    papers.context("node-other", names=("other.test",))
    (folder / "ws.wsdl").write_bytes(WSDL)
    (folder / "big").write_bytes(b"x" * 6 * 2**20)
    text = (HERE / "nginx.conf").read_text("utf-8")
    for name, port in ports.items():
        text = text.replace(f"@{name}@", str(port))
    (folder / "nginx.conf").write_text(text.replace("@papers@", str(papers.folder)), "utf-8")
    return [program("nginx", "nginx-light"), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


def gost_server(folder: Path, port: int) -> list[str]:
    """A server whose only key is a GOST one; the engine is loaded into its processes alone, never into ours."""
    openssl = program("openssl", "openssl")
    said = subprocess.run([openssl, "version", "-e"], capture_output=True, text=True, check=True).stdout
    engine = Path(said.partition('"')[2].partition('"')[0]) / "gost.so"
    assert engine.is_file(), "the GOST engine is missing: run `make servers`, or install libengine-gost-openssl"
    (folder / "gost.cnf").write_text((HERE / "gost.cnf").read_text("utf-8").replace("@engine@", str(engine)), "utf-8")
    (folder / "request.cnf").write_text("[req]\ndistinguished_name = name\n[name]\n", "utf-8")
    key, certificate = str(folder / "gost.key"), str(folder / "gost.pem")
    subject = ["-subj", "/CN=gost.test", "-days", "30", "-config", str(folder / "request.cnf")]
    made = [openssl, "req", "-x509", "-newkey", "gost2012_256", "-pkeyopt", "paramset:A", "-nodes", *subject]
    environment = {**os.environ, "OPENSSL_CONF": str(folder / "gost.cnf")}
    subprocess.run([*made, "-keyout", key, "-out", certificate], env=environment, check=True, capture_output=True)
    return [openssl, "s_server", "-www", "-accept", f"127.0.0.1:{port}", "-key", key, "-cert", certificate, "-tls1_2"]


def client_server(papers: Papers, port: int, version: str) -> list[str]:
    """A server that hangs up on whoever shows no certificate: TLS 1.3 says so only after the handshake."""
    # A file of its own: another server may be reading its own just now.
    papers.context(f"node-client{version}")
    pem = str(papers.folder / f"node-client{version}.pem")
    listen = ["s_server", "-www", "-accept", f"127.0.0.1:{port}", "-key", pem, "-cert", pem, version]
    return [program("openssl", "openssl"), *listen, "-Verify", "1", "-CAfile", str(papers.folder / "ca.pem")]


def php(port: int) -> list[str]:
    """The SOAP server of PHP behind PHP's own web server."""
    return [
        program("php", "php-cli and php-soap"),
        "-n",
        "-d",
        "extension=soap",
        "-S",
        f"127.0.0.1:{port}",
        str(HERE / "registry.php"),
    ]
