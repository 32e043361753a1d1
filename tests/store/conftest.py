import pytest
import stores


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    """A new record of each sort."""
    if request.param == "sqlite":
        with stores.opened(tmp_path) as made:
            yield made
        return
    with stores.database() as address, stores.opened(address) as made:
        yield made
