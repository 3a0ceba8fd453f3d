"""Every scene, in the order of the guide."""

from tests.probes.misbehaviour.scene import Scene
from tests.probes.misbehaviour.scenes.bodies import BODIES
from tests.probes.misbehaviour.scenes.certificates import CERTIFICATES
from tests.probes.misbehaviour.scenes.components import HEARTBEATS, METRICS, REPORTS
from tests.probes.misbehaviour.scenes.contracts import CONTRACTS
from tests.probes.misbehaviour.scenes.examples import EXAMPLES
from tests.probes.misbehaviour.scenes.heads import HEADS
from tests.probes.misbehaviour.scenes.lines import LINES
from tests.probes.misbehaviour.scenes.names import NAMES
from tests.probes.misbehaviour.scenes.redirects import REDIRECTS
from tests.probes.misbehaviour.scenes.signatures import SIGNATURES

SCENES: tuple[Scene, ...] = (
    *NAMES,
    *LINES,
    *CERTIFICATES,
    *HEADS,
    *BODIES,
    *REDIRECTS,
    *CONTRACTS,
    *EXAMPLES,
    *SIGNATURES,
    *HEARTBEATS,
    *METRICS,
    *REPORTS,
)
