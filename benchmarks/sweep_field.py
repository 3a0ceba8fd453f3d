"""A field of HTTPS endpoints on the loopback for `bench_sweep.py`: nginx, its certificate, the exporter beside it."""

import asyncio
import datetime
import ipaddress
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "service.field.example"
# Addresses of this benchmark alone.
NETWORK = ipaddress.IPv4Network("127.153.0.0/16")
FIRST = NETWORK[1]
# What hostile endpoints do; each of them does one of it.
HOSTILE = ("silent", "dripping", "flooding", "babbling", "breaking")
NGINX = """\
daemon off; pid {folder}/nginx.pid; worker_processes 2; error_log {folder}/error.log crit;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_timeout 0; client_body_temp_path {folder}; proxy_temp_path {folder};
  fastcgi_temp_path {folder}; scgi_temp_path {folder}; uwsgi_temp_path {folder};
  ssl_certificate {folder}/field.pem; ssl_certificate_key {folder}/key.pem;
  ssl_protocols TLSv1.2 TLSv1.3; ssl_session_cache off; ssl_session_tickets off;
  server {{
{listen}
    location / {{ return 200 "ok\\n"; }}
  }}
}}
"""
EXPORTER = """\
modules:
  https:
    prober: http
    timeout: 10s
    http:
      preferred_ip_protocol: ip4
      tls_config: {{ ca_file: {folder}/field.pem, server_name: {name} }}
"""


@dataclass(frozen=True, slots=True)
class Field:
    """Where the endpoints are and whom they trust."""

    urls: tuple[str, ...]
    folder: Path


def program(name: str) -> str:
    """A program of the distribution, wherever it keeps those of administrators."""
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin")
    if found is None:
        raise SystemExit(f"{name} is needed; on Debian: apt-get install nginx-light prometheus-blackbox-exporter")
    return found


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def field(folder: Path, count: int) -> Iterator[Field]:
    """So many addresses served by nginx; each connection is a handshake of its own."""
    _certificate(folder)
    port = free_port()
    hosts = [FIRST + number for number in range(count)]
    listen = "\n".join(f"    listen {host}:{port} ssl backlog=64;" for host in hosts)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, listen=listen), "utf-8")
    server = subprocess.Popen([program("nginx"), "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")])
    try:
        _await(str(hosts[-1]), port)
        yield Field(tuple(f"https://{host}:{port}/" for host in hosts), folder)
    finally:
        server.terminate()
        server.wait()


@dataclass(frozen=True, slots=True)
class Exporter:
    """A running blackbox_exporter."""

    port: int
    pid: int


def cpu_of(pid: int | str) -> float:
    """Seconds of CPU that a process has taken so far, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def exporter(folder: Path) -> Iterator[Exporter]:
    """blackbox_exporter with one module for the field."""
    (folder / "blackbox.yml").write_text(EXPORTER.format(folder=folder, name=NAME), "utf-8")
    port = free_port()
    command = [program("prometheus-blackbox-exporter"), f"--config.file={folder}/blackbox.yml"]
    command += [f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _await("127.0.0.1", port)
        yield Exporter(port, server.pid)
    finally:
        server.terminate()
        server.wait()


async def exported(field: Field, port: int, concurrency: int) -> list[float]:
    """Every endpoint through /probe over so many standing connections; the seconds it reports for each."""
    left = iter(field.urls)
    seconds: list[float] = []

    async def follow() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for url in left:
            writer.write(f"GET /probe?module=https&target={url} HTTP/1.1\r\nHost: exporter\r\n\r\n".encode())
            body = await reader.readuntil(b"\r\n0\r\n\r\n")  # the last chunk
            if b"\nprobe_success 1" not in body:
                raise SystemExit(f"the exporter has not reached {url}")
            seconds.append(float(body.partition(b"\nprobe_duration_seconds ")[2].split(b"\n")[0]))
        writer.close()

    await asyncio.gather(*(follow() for _ in range(concurrency)))
    return seconds


@contextmanager
def hostile(count: int) -> Iterator[list[str]]:
    """So many hostile endpoints in a process of their own; their addresses."""
    source = (
        "import asyncio, itertools, sys\n"
        "from tests.probes.sweep import servers\n"
        "async def main():\n"
        "    ill = [getattr(servers, one) for one in sys.argv[2:]]\n"
        "    async with servers.serving(*itertools.islice(itertools.cycle(ill), int(sys.argv[1]))) as addresses:\n"
        "        print(*addresses, flush=True)\n"
        "        await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    command = [sys.executable, "-c", source, str(count), *HOSTILE]
    with subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().split()
        finally:
            server.kill()


def _certificate(folder: Path) -> None:
    """A certificate for the name of the field, its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "field.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _await(host: str, port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection((host, port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nobody listens at {host}:{port}")
