"""What every test may rely on: marks, the bless option, repeatable property tests."""

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine, so that a red run is red for the next reader too.
settings.register_profile("ci", derandomize=True, deadline=None)
# New examples at every run; what fails is printed as a line to paste into the test.
settings.register_profile(
    "soak", max_examples=5_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--bless`: expected outputs are rewritten instead of compared (`make bless`)."""
    parser.addoption("--bless", action="store_true", help="rewrite expected outputs; read the difference afterwards")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks of the house; any other mark is a mistake (`--strict-markers`)."""
    config.addinivalue_line("markers", "soak: a long run, left out of `make test`, run by `make soak`")


@pytest.fixture(scope="session")
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be rewritten in this run."""
    return bool(request.config.getoption("--bless"))
