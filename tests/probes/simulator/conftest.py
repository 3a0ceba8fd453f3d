"""A network of loopback for the tests of this run alone."""

from collections.abc import Iterator
from ipaddress import IPv4Network

import pytest

from tests.probes.simulator.stage import own_network


@pytest.fixture(scope="session")
def network() -> Iterator[IPv4Network]:
    with own_network() as found:
        yield found
