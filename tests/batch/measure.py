"""Measures a batch on this machine, as ratios within one run: `python tests/batch/measure.py [submissions] [planned] [rows]`.

Not a test: it takes minutes, and says what docs/BATCH.md states.
"""

import io
import os
import resource
import shutil
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from faulty import nothing

from auditor.batch import across, child, output, standing
from auditor.batch.crew import Back, Crew
from auditor.batch.plan import Asked, plan
from auditor.batch.progress import Lines
from auditor.batch.run import Batch, Way
from auditor.batch.work import Done, Terms
from auditor.memo.json import dump
from auditor.settings import Settings, digest
from auditor.store import lists, open_store, tables
from auditor.store.lists import Filter

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
WORKERS = os.cpu_count() or 1


def main(submissions=1000, planned=100_000, rows=100_000):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        runs(place, submissions)
        memory(place, planned)
        queries(place, rows)


def say(what, value, most=""):
    print(f"{what:<58}{value:>10}  {most}", flush=True)  # noqa: T201 - a script that prints


def generated(place, count):
    """Reports in changing layouts and formats, one in three with a planted fault, and the samples between; one in fifty damaged or empty."""
    place.mkdir()
    pid = os.fork()  # what is loaded for this must not be there already when the batch is measured
    if pid == 0:
        _generate(place, count)
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    return place


def _generate(place, count):
    from auditor.bench.layouts import kinds, render
    from auditor.bench.layouts import measure as layouts

    files = [path for path in sorted(SAMPLES.glob("*.*")) if path.is_file()]
    files += [path for path in sorted((SAMPLES / "submissions").glob("*.*")) if path.is_file()]
    facts, changes = layouts.shipped(Settings()), kinds.catalogue()
    for at in range(count):
        if at % 3 == 2:
            source = files[at // 3 % len(files)]
            name, data = source.name, _marked(source.read_bytes(), source.suffix, f"{at:06}")
        else:
            clean, planted = render.pair(changes[at % len(changes)], at, facts)
            made = planted if planted is not None and at % 3 == 1 else clean
            name, data = made.name, made.data
        if at % 50 == 7:
            data = b"" if at % 100 == 7 else b"PK\x03\x04" + name.encode()
        (place / f"{at:06}-{name}").write_bytes(data)


def _marked(data, suffix, mark):
    """The same report in other bytes."""
    if data.startswith(b"PK"):
        return data[:-2] + len(mark).to_bytes(2, "little") + mark.encode()
    if data.startswith(b"%PDF"):
        return data + f"\n%{mark}\n".encode()
    if suffix == ".html":
        return data + f"<!-- {mark} -->".encode()
    said = mark.translate(str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸"))
    return data + f"\n备注\t编号{said}\n".encode()


class Spent(NamedTuple):
    """Processor time of this process, of its children that have ended, and of the whole machine; the machine's idle time; the clock."""

    own: float
    below: float
    machine: float
    idle: float
    clock: float

    def since(self, before):
        return Spent(*(now - then for now, then in zip(self, before, strict=True)))


def spent():
    own = resource.getrusage(resource.RUSAGE_SELF)
    below = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy, idle = _of_machine()
    return Spent(own.ru_utime + own.ru_stime, below.ru_utime + below.ru_stime, busy, idle, time.monotonic())


def _of_machine():
    """Seconds that all processors were busy, and idle or waiting for a disk (proc(5), /proc/stat)."""
    told = Path("/proc/stat")
    if not told.is_file():
        return 0.0, 0.0
    user, nice, system, idle, waiting, *more = map(int, told.read_text().split("\n", 1)[0].split()[1:9])
    ticks = os.sysconf("SC_CLK_TCK")
    return (user + nice + system + sum(more)) / ticks, (idle + waiting) / ticks


class Nothing:
    """A crew that does nothing and counts it."""

    def __init__(self, terms):
        self.terms, self.room, self.in_flight, self.count, self.waiting = terms, 2 * WORKERS, 0, 0, []

    def give(self, task, kept=None):
        del kept
        self.in_flight += 1
        self.count += 1
        self.waiting.append(task)

    def back(self, seconds):
        del seconds
        some, self.waiting = self.waiting, []
        for task in some:
            self.in_flight -= 1
            yield Back(task, Done(nothing(task, self.terms)))

    def end(self):
        """There is nobody to be ended."""


class Ran(NamedTuple):
    """What a batch with all that belongs to it took, how many processes it started, and what the look over all submissions takes.

    `alone` is the processor time before the first audit and after the last one, while nobody else has anything to do.
    """

    took: Spent
    alone: float
    started: int
    looked: float


def once(folder, out, writers=("html",), crew=None):
    out.mkdir(exist_ok=True)
    settings = Settings()
    terms = Terms(settings=settings, digest=digest(settings), writers=writers, out=str(out))
    before, started = spent(), _counted_starts()
    with closing(open_store(out)) as store:
        batch = Batch(store, terms, output.scope_of(out), Lines(io.StringIO()))
        batch.plan(plan(Asked([folder])))
        planned = spent()
        ended = batch.work(crew(terms) if crew else Crew(terms, WORKERS), Way())
        worked = spent()
        standing.finish(output.Handed(store, batch.run, out, terms, "done"), changed=ended.changed)
        took = spent().since(before)
        alone = took.own - worked.since(planned).own
        look = time.process_time()
        across.look(store, output.scope_of(out), batch.run, settings)
        looked = time.process_time() - look
    return Ran(took, alone, len(started), looked)


def _counted_starts():
    """A list that grows by one with every process that is started from now on."""
    started, start = [], getattr(child._start, "counted", child._start)

    def counted():
        started.append(1)
        return start()

    counted.counted, child._start = start, counted
    return started


def runs(place, count):
    folder, out = generated(place / "in", count), place / "out"
    first = once(folder, out)
    with closing(open_store(out)) as store:
        audits = float(sum(_seconds(store)))
        whole = sum(
            len(dump(result))
            for row in lists.every(store, Filter(state="done"))
            for result in lists.results(store, row.id)
        )
        store.write(lambda connection: connection.exec_driver_sql("SELECT 1"))
    kept = sum(path.stat().st_size for path in out.glob("auditor.db*"))
    took, mine = first.took, first.took.own + first.took.below
    say(f"audits of {count} submissions, CPU s", f"{audits:.1f}", "reading, audit and its papers, as the record has it")
    say("wall ÷ (Σ audit CPU ÷ cores)", f"{took.clock / (audits / WORKERS):.2f}", "≤ 1.15 on an idle machine")
    say(
        "other programs ÷ (wall × cores)",
        f"{100 * (took.machine - mine) / took.clock / WORKERS:.0f} %",
        "about 0: then wall counts",
    )
    say("idle cores ÷ Σ audit CPU", f"{100 * took.idle / audits:.1f} %")
    say("CPU of the parent ÷ Σ audit CPU", f"{100 * took.own / audits:.1f} %", "≤ 3 %")
    say("all CPU ÷ Σ audit CPU (starts of children too)", f"{mine / audits:.2f}")
    say(
        "the same, other cores idle before and after",
        f"{(mine + first.alone * (WORKERS - 1)) / audits:.2f}",
        "what wall comes to on an idle machine",
    )
    say("processes started", first.started)
    say("pass over all submissions ÷ Σ audit CPU", f"{100 * first.looked / audits:.1f} %", "≤ 15 %")
    say("stored bytes ÷ JSON", f"{kept / whole:.3f}", "≤ 0.12")
    again = once(folder, out).took
    say("rerun: CPU ÷ CPU of the first run", f"{100 * (again.own + again.below) / mine:.1f} %", "≤ 1 %")
    say("rerun: clock ÷ clock of the first run", f"{100 * again.clock / took.clock:.1f} %")
    shutil.rmtree(out)


def _seconds(store):
    query = tables.outcome.select().with_only_columns(tables.outcome.c.seconds)
    return [row[0] for row in store.read(lambda connection: connection.execute(query).all()) if row[0] is not None]


def memory(place, most):
    """The highest memory of the parent, at a few and at many planned files; audits are a counted no-op."""
    peaks = []
    for count in (1000, most):
        folder = place / f"many{count}"
        for at in range(count):
            here = folder / f"{at // 1000:03}"
            here.mkdir(parents=True, exist_ok=True)
            (here / f"{at}.txt").write_bytes(b"NONE%d" % at)
        pid = os.fork()
        if pid == 0:
            once(folder, place / f"out{count}", (), Nothing)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            (place / f"peak{count}").write_text(str(peak))
            os._exit(0)
        os.waitpid(pid, 0)
        peaks.append(int((place / f"peak{count}").read_text()))
    say(
        f"parent memory at {most} planned files ÷ at 1000",
        f"{peaks[1] / peaks[0]:.2f}",
        f"≤ 1.5 ({peaks[0] // 1024} → {peaks[1] // 1024} MB)",
    )


ASKED = {
    "first page": lists.submissions,
    "most errors first": lambda store: lists.submissions(store, order="errors", descending=True),
    "by unit": lambda store: lists.submissions(store, order="unit"),
    "of one verdict": lambda store: lists.submissions(store, Filter(verdict="contradicted")),
    "findings of one check": lambda store: lists.findings(store, Filter(code="CL03")),
    "search, two characters": lambda store: lists.search(store, "罕见", most=50),
}


def queries(place, most):
    """Pages and searches over few and many rows."""
    took = {}
    for count in (1000, most):
        out = place / f"rows{count}"
        out.mkdir()
        with closing(open_store(out)) as store:
            filled(store, count)
            for name, ask in ASKED.items():
                ask(store)
                took[name, count] = min(_timed(ask, store) for _time in range(7))
    for name in ASKED:
        say(
            f"{name}: at {most} ÷ at 1000",
            f"{took[name, most] / took[name, 1000]:.2f}",
            f"≤ 3 ({1000 * took[name, most]:.1f} ms)",
        )


def _timed(ask, store):
    began = time.perf_counter()
    ask(store)
    return time.perf_counter() - began


def filled(store, count):
    """Rows as a batch would leave them, without audits: twenty of them with a rare word, whatever their number."""
    from auditor.store import recording
    from auditor.store.entries import found_by

    def fill(connection):
        verdicts = ("contradicted", "insufficient", "clear")
        base = {
            "settings": "s",
            "tool": "1",
            "state": "done",
            "attempts": 1,
            "warnings": 1,
            "notes": 0,
            "asserting": 9,
            "compared": 9,
            "forms": 1,
            "tokens": 0,
        }
        outcomes = [
            {"id": at, "content": f"{at:064}", "verdict": verdicts[at % 3], "errors": at % 17, **base}
            for at in range(1, count + 1)
        ]
        connection.execute(tables.outcome.insert(), outcomes)
        told = [
            {
                "id": at,
                "key": f"{at:064}",
                "content": f"{at:064}",
                "name": f"{at}.docx",
                "folder": str(at),
                "unit": f"第{at % 997}单位",
                "superseded": False,
                "listed": False,
                "outcome_id": at,
            }
            for at in range(1, count + 1)
        ]
        connection.execute(tables.submission.insert(), told)
        findings = [
            {
                "id": at,
                "outcome_id": at,
                "document": 0,
                "fingerprint": "f",
                "value_hash": "v",
                "code": f"CL0{at % 9}",
                "severity": "error",
                "confidence": "high",
                "message": "罕见的事" if at % (count // 20) == 0 else "预算执行率与得分不一致",
                "quotes": "",
            }
            for at in range(1, count + 1)
        ]
        connection.execute(tables.finding.insert(), findings)
        connection.execute(tables.found.insert(), list(recording.counted(findings)))
        recording._index(connection, [(one["id"], found_by(one["message"], one["quotes"])) for one in findings])

    store.write(fill)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
