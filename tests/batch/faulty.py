"""Work that does to its process what the first bytes of a file say; a line in a log for each time it is asked."""

import os
import signal
import time
from decimal import Decimal
from pathlib import Path

from auditor import __version__
from auditor.batch import sources, work
from auditor.store.entries import Entry, FindingEntry, found_by

LOG = "AUDITOR_TEST_LOG"
SLOW = "AUDITOR_TEST_SECONDS"
LATE = "AUDITOR_TEST_LATE"
"""Seconds that each takes once twenty stand in the log: whoever waits for these finds the run unfinished, however late."""


held = []
"""What a process does not let go of."""


def run(task, terms, data=None):
    """What the file says: kill, hang, take 4 GB, keep hold of memory, be audited for real; else an outcome that costs nothing."""
    content = data[0] if data is not None else sources.fetch(task.papers[0].path, 1 << 20)
    if os.environ.get(LOG):
        with Path(os.environ[LOG]).open("a") as log:
            log.write(f"{task.papers[0].name}\n")
        if Path(os.environ[LOG]).read_text().count("\n") > 20:
            time.sleep(float(os.environ.get(LATE, "0")))
    time.sleep(float(os.environ.get(SLOW, "0")))
    match content[:4]:
        case b"KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"HANG":
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM, signal.SIGTERM])
            time.sleep(3600)
        case b"HUGE":
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (1 << 32, 1 << 32))
            _taken = [bytearray(1 << 30) for _one in range(5)]
        case b"HOLD":
            held.append(b"x" * (600 << 20))
            return work.Done(nothing(task, terms))
        case b"NONE":
            return work.Done(nothing(task, terms))
    return work.work(task, terms, data)


def nothing(task, terms):
    finding = FindingEntry(
        document=0,
        fingerprint=task.content[:16],
        value_hash="v",
        code="CL01",
        severity="error",
        confidence="high",
        goal=None,
        message=f"事实 {task.content[:8]}",
        quotes="原文",
        grams=found_by(f"事实 {task.content[:8]}", "原文"),
    )
    return Entry(
        content=task.content,
        settings=terms.digest,
        tool=__version__,
        state="done",
        verdict="clear",
        unit="某局",
        score_stated=Decimal(98),
        errors=1,
        findings=(finding,),
        forms=1,
    )
