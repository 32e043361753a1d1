"""Lists over many submissions: they look at few rows, and cost little more than over few. `make bench` measures."""

import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import site_of_tests as site
import stores
from sqlalchemy import event

sys.path.insert(0, str(Path(__file__).parent))
from large import fill

from auditor.store import casework
from auditor.store.lists import Filter

PAGE = 100
WAYS = [
    ({}, {}),
    ({}, {"order": "errors", "descending": True}),
    ({}, {"order": "unit"}),
    ({"code": "BU02"}, {}),
    ({"code": "BU02"}, {"order": "errors"}),
    ({"code": "ZZ99"}, {}),
    ({"verdict": "contradicted"}, {}),
    ({"unit": "第5单位"}, {}),
    ({"text": "第5单位"}, {}),
    ({}, {"status": "new"}),
    ({}, {"status": "decided"}),
]


class _Kept:
    """What a batch is set up in."""

    def __init__(self, store):
        self.store = store


def many(store, count):
    """A batch of so many submissions."""
    run = site.batch(_Kept(store))
    fill(store, run, count)
    return run


@contextmanager
def opened(kind, folder):
    if kind == "sqlite":
        with stores.opened(folder) as made:
            yield made
    else:
        with stores.database() as address, stores.opened(address) as made:
            yield made


@contextmanager
def asking(store):
    """What the record is asked meanwhile: statements and their values."""
    every = []

    def asked(*told):
        every.append((told[2], told[3]))

    event.listen(store.engine, "before_cursor_execute", asked)
    try:
        yield every
    finally:
        event.remove(store.engine, "before_cursor_execute", asked)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    with opened(request.param, tmp_path) as made:
        yield made


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request, tmp_path_factory):
    """A record that is only read, and its batch of three pages."""
    with opened(request.param, tmp_path_factory.mktemp("filled")) as made:
        yield made, many(made, 3 * PAGE)


@pytest.mark.parametrize(("narrowed", "asked"), WAYS)
def test_a_list_reads_the_rows_of_one_page(filled, narrowed, asked):
    """Beside numbers it reads the submissions that it shows, and no finding at all."""
    store, run = filled
    with asking(store) as every:
        found, more = casework.cases(store, Filter(run=run, **narrowed), most=PAGE, **asked)
    statements = [one for one in every if one[0].startswith("SELECT")]
    assert len(statements) == 3, "numbers, their rows, and how far their cases are"
    assert not [query for query, _values in statements if "FROM finding" in query or "body" in query]
    numbers, rows, _standings = statements
    assert "submission.content" not in numbers[0], "what sorts is narrow"
    assert len(rows[1]) <= PAGE + 9, "whole rows are those of the page"
    assert more == (len(found) == PAGE)


def test_a_batch_knows_how_many_cases_it_holds(store):
    run = many(store, 250)
    with asking(store) as every:
        assert casework.batch(store, run).cases == 250
        assert [one.cases for one in casework.batches(store)] == [250]
    assert not [query for query, _values in every if "count" in query.lower()]
    assert casework.pending(store, run) == 0


@pytest.mark.parametrize("count", [100, 2_000])
def test_list(benchmark, store, count):
    run = many(store, count)
    which = Filter(run=run, code="BU02")
    found, _more = benchmark(casework.cases, store, which, order="errors", descending=True)
    assert len(found) == PAGE
