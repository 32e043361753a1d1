import pytest
import site_of_tests as site


@pytest.fixture
def served(tmp_path):
    """A server with a record of its own."""
    with site.opened(tmp_path) as made:
        yield made


@pytest.fixture
def visitor(served):
    """Somebody who opened the address."""
    return site.Visitor(served)
