"""What the work around the audits of a batch costs. Run with `make bench`; the ratios of a whole batch are in `measure.py`."""

import io
from contextlib import closing
from pathlib import Path

import pytest
from batch import measure

from auditor.batch import output, standing
from auditor.batch.plan import Asked, plan
from auditor.batch.progress import Lines
from auditor.batch.run import Batch, Way
from auditor.batch.work import Terms
from auditor.checks.cp.copies import copies
from auditor.model.portfolio import Form, Member, Passage
from auditor.settings import Settings, digest
from auditor.store import open_store

ROWS = 20_000
SAID = "围绕第{one}片区整治任务，先后组织培训{two}轮，清理沟渠垃圾{three}余吨，完成改造并逐户验收，群众反映的积水问题在汛期之前全部处理完毕，台账齐全，第{one}片区资料归档{two}册。"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    with closing(open_store(tmp_path_factory.mktemp("rows"))) as store:
        measure.filled(store, ROWS)
        yield store


@pytest.mark.parametrize("name", measure.ASKED)
def test_a_list(benchmark, filled, name):
    assert benchmark(measure.ASKED[name], filled)


def test_copied_passages_among_a_thousand(benchmark):
    told = {"kind": "project", "role": "table", "profile": "national", "organisation": None, "project": None}
    members = [
        Member(
            id=at, name=f"{at}.docx", content=str(at), unit=f"第{at % 300}局", department=None, project=f"项目{at}", year=2024, listed=True,
            forms=(Form(**told, year=2024, passages=(Passage(kind="result", about="", text=SAID.format(one=at, two=at * 7, three=at * 13)),)),),
        )
        for at in range(1000)
    ]  # fmt: skip
    assert benchmark.pedantic(copies, (members,), rounds=3) == []


def once(folder: Path, out: Path) -> int:
    """A batch whose audits are a counted no-op; how many there were."""
    out.mkdir(exist_ok=True)
    terms = Terms(settings=Settings(), digest=digest(Settings()), writers=(), out=str(out))
    crew = measure.Nothing(terms)
    with closing(open_store(out)) as store:
        batch = Batch(store, terms, output.scope_of(out), Lines(io.StringIO()))
        batch.plan(plan(Asked([folder])))
        ended = batch.work(crew, Way())
        standing.finish(output.Handed(store, batch.run, out, terms, "done"), changed=ended.changed)
    return crew.count


@pytest.fixture
def folder(tmp_path):
    here = tmp_path / "in"
    here.mkdir()
    for at in range(500):
        (here / f"{at}.txt").write_bytes(b"NONE%d" % at)
    return here


def test_all_but_the_audits_of_five_hundred(benchmark, folder, tmp_path):
    places = iter(range(100))

    def made():
        return (folder, tmp_path / f"OUT{next(places)}"), {}

    assert benchmark.pedantic(once, setup=made, rounds=3) == 500


def test_five_hundred_run_again(benchmark, folder, tmp_path):
    assert once(folder, tmp_path / "OUT") == 500
    assert benchmark.pedantic(once, (folder, tmp_path / "OUT"), rounds=3) == 0
