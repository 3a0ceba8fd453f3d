"""Redirects: followed by hand, at most three, each under the policy."""

from tests.probes.misbehaviour.scene import Scene, Setting, World, down, up
from tests.probes.misbehaviour.stage import answer, says


def leads(where: str, status: str = "302 Found") -> Setting:
    """A web server that sends everybody elsewhere."""
    return lambda world: f"http://127.0.0.1:{world.stage.serve(says(answer(b'', status, f'Location: {where}')))}/start"


def chain(length: int) -> Setting:
    """So many redirects from server to server before the answer."""

    def set_up(world: World) -> str:
        port = world.stage.serve(says(answer(b"arrived")))
        for _ in range(length):
            port = world.stage.serve(says(answer(b"", "301 Moved", f"Location: http://127.0.0.1:{port}/")))
        return f"http://127.0.0.1:{port}/"

    return set_up


def to_nobody(world: World) -> str:
    return leads(f"http://127.0.0.1:{world.stage.unused()}/")(world)


REDIRECTS: tuple[Scene, ...] = (
    up("redirect-three", "http", "three redirects, then the answer", chain(3), contains="arrived"),
    up("redirect-agreed", "http", "the redirect is what was agreed", leads("http://10.0.0.1/"), statuses=(302,)),
    down("redirect-four", "http", "four redirects", chain(4), "redirect"),
    down("redirect-loop", "http", "to itself without end", leads("/start"), "redirect"),
    down("redirect-file", "http", "to a file", leads("file:///etc/passwd"), "redirect"),
    down("redirect-script", "http", "to a script", leads("javascript:alert(1)"), "redirect"),
    down("redirect-ftp", "http", "to another protocol", leads("ftp://127.0.0.1/"), "redirect"),
    down("redirect-metadata", "http", "to a metadata service", leads("http://169.254.169.254/latest/"), "redirect"),
    down(
        "redirect-metadata-name", "http", "to a name of a metadata service", leads("http://metadata.test/"), "redirect"
    ),
    down("redirect-metadata-ipv6", "http", "to it written as IPv6", leads("http://[::ffff:a9fe:a9fe]/"), "redirect"),
    down("redirect-forbidden", "http", "to a network that is not allowed", leads("http://10.0.0.1/"), "redirect"),
    down("redirect-password", "http", "to an address with a password", leads("http://a@b@127.0.0.1/"), "redirect"),
    down("redirect-broken", "http", "to an address that is none", leads("http://[::1/"), "redirect"),
    down(
        "redirect-look-alike",
        "http",
        "to a host with a look-alike of a slash",
        leads("http://a\u2100.test/"),
        "redirect",
    ),
    down("redirect-interface", "http", "to an interface of this machine", leads("http://[::1%25lo]/"), "redirect"),
    down("redirect-nobody", "http", "to where nobody listens", to_nobody, "refused"),
    down(
        "redirect-nowhere",
        "http",
        "without a location",
        lambda world: f"http://127.0.0.1:{world.stage.serve(says(answer(b'', '302 Found')))}/",
        "http_status",
    ),
    down(
        "redirect-relative",
        "http",
        "to a relative address, again and again",
        leads("next?a=1"),
        "redirect",
        said="/next?a=1",
    ),
)
