"""Connections: whether there is anybody at the address, and whether one may go there."""

from tests.probes.misbehaviour.scene import SHORT, Scene, down, unmeasured, up
from tests.probes.misbehaviour.stage import hangs_up, mute

LINES: tuple[Scene, ...] = (
    up("tcp-open", "tcp", "the port accepts", lambda world: f"tcp://127.0.0.1:{world.stage.serve(mute)}"),
    up("tcp-hanging-up", "tcp", "accepts and closes", lambda world: f"tcp://127.0.0.1:{world.stage.serve(hangs_up)}"),
    down("tcp-refused", "tcp", "nobody listens", lambda world: f"tcp://127.0.0.1:{world.stage.unused()}", "refused"),
    down(
        "tcp-mute",
        "tcp",
        "nobody answers the call",
        lambda world: f"tcp://127.0.0.1:{world.stage.clogged()}",
        "timeout",
        deadline=SHORT,
    ),
    unmeasured("tcp-forbidden", "tcp", "the address is not allowed", lambda _: "tcp://10.1.2.3:443", "policy_refused"),
    unmeasured("tcp-metadata", "tcp", "a metadata service", lambda _: "tcp://169.254.169.254:80", "policy_refused"),
    unmeasured(
        "tcp-disguised",
        "tcp",
        "a metadata service written as IPv6",
        lambda _: "tcp://[::ffff:169.254.169.254]:80",
        "policy_refused",
    ),
    unmeasured("tcp-nowhere", "tcp", "the unspecified address", lambda _: "tcp://0.0.0.0:80", "policy_refused"),
    unmeasured(
        "tcp-no-port", "tcp", "the address of the check has no port", lambda _: "tcp://127.0.0.1", "not_configured"
    ),
)
