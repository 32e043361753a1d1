"""A batch in a process of its own, so that it can be killed: `python driver.py IN OUT STORE WORKERS`."""

import os
import signal
import sys
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from auditor.batch import output
from auditor.batch.crew import Crew
from auditor.batch.plan import Asked, plan
from auditor.batch.progress import Lines
from auditor.batch.run import Batch, Way
from auditor.batch.work import Terms
from auditor.settings import Settings, digest
from auditor.store import open_store


def main(folder, out, address, workers):
    settings = Settings(max_seconds=5)
    terms = Terms(settings=settings, digest=digest(settings), writers=(), out=out)
    Path(out).mkdir(exist_ok=True)
    with closing(open_store(address)) as store:
        batch = Batch(store, terms, output.scope_of(Path(out)), Lines(sys.stderr))
        batch.plan(plan(Asked([Path(folder)])))
        print("begun", flush=True)  # noqa: T201 - a script that prints
        ended = batch.work(Crew(terms, int(workers), function="faulty:run"), Way())
        if ended.stopped is not None:
            sys.exit(f"{ended.stopped}")
        print(ended.left.done, ended.left.failed, ended.audited, flush=True)  # noqa: T201


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's job in the background is started deaf to it
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    main(*sys.argv[1:])
