"""How long the reviewer's pages take over a large record: `python tests/web/measure_lists.py [URL]`.

Submissions with a hundred findings each are written straight into the tables: a hundred of them, then ten thousand. Prints the
server's time for the list (plain, filtered by code, the last page, searched) and for a case, and how the two compare.
"""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import site_of_tests as site  # noqa: E402
from site_of_tests import WRONG, Visitor  # noqa: E402
from sqlalchemy import insert  # noqa: E402

from auditor.store import tables  # noqa: E402

FINDINGS = 100
TIMES = 9


def fill(office, run, count):
    """So many submissions, each like the first one of the record."""

    def write(connection):
        for first in range(0, count, 500):
            numbers = range(first, min(first + 500, count))
            outcomes = [
                {"content": f"{run}-{n}", "settings": "s", "tool": "t", "state": "done", "attempts": 1, "verdict": "contradicted", "errors": n % 9, "warnings": 3, "notes": 1, "asserting": 100, "compared": 90}
                for n in numbers
            ]  # fmt: skip
            made = (
                connection.execute(
                    insert(tables.outcome).returning(tables.outcome.c.id, sort_by_parameter_order=True), outcomes
                )
                .scalars()
                .all()
            )
            rows = [
                {"key": f"{run}-{n}", "content": f"{run}-{n}", "name": f"{n}.txt", "folder": "", "unit": f"第{n % 97}单位", "department": f"{n % 7}局", "year": 2023, "superseded": False, "listed": False, "outcome_id": outcome}
                for n, outcome in zip(numbers, made, strict=True)
            ]  # fmt: skip
            ids = (
                connection.execute(
                    insert(tables.submission).returning(tables.submission.c.id, sort_by_parameter_order=True), rows
                )
                .scalars()
                .all()
            )
            connection.execute(
                insert(tables.item),
                [{"run_id": run, "place": n, "submission_id": one} for n, one in zip(numbers, ids, strict=True)],
            )
            findings = [
                {"outcome_id": outcome, "document": 0, "fingerprint": f"{n:08x}{at:08x}", "value_hash": "v", "code": f"CL{at % 19:02d}" if at % 50 else "BU02", "severity": "note", "confidence": "high", "message": "某指标的完成数前后不一致", "quotes": ""}
                for n, outcome in zip(numbers, made, strict=True)
                for at in range(FINDINGS)
            ]  # fmt: skip
            connection.execute(insert(tables.finding), findings)

    office.store.write(write)


def measure(address, count):
    """Milliseconds of each page, the middle of several."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with site.opened(root, address) as served:
            visitor = Visitor(served)
            run = site.batch(served.office)
            fill(served.office, run, count)
            number = site.handed_in(served.office, site.batch(served.office), "路灯.txt", WRONG)
            last = (count + 99) // 100
            pages = {
                "list": f"/review/{run}", "by errors": f"/review/{run}?order=errors&down=true", "by code": f"/review/{run}?code=BU02",
                "by unit": f"/review/{run}?unit=%E7%AC%AC5%E5%8D%95%E4%BD%8D", "last page": f"/review/{run}?page={last}", "case": f"/case/{number}",
            }  # fmt: skip
            found = {}
            for name, place in pages.items():
                visitor.get(place)
                taken = []
                for _time in range(TIMES):
                    began = time.perf_counter()
                    assert visitor.get(place).status == 200
                    taken.append(1000 * (time.perf_counter() - began))
                found[name] = sorted(taken)[TIMES // 2]
            return found


def main():
    address = sys.argv[1] if len(sys.argv) > 1 else None
    small, large = measure(address, 100), measure(address, 10_000)
    for name in small:
        print(f"{name:12} {small[name]:8.1f} ms {large[name]:8.1f} ms  ×{large[name] / small[name]:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
