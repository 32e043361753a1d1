"""How long the reviewer's pages take over a large record: `python tests/web/measure_lists.py [URL URL]`.

Two records with submissions of a hundred findings each are written straight into the tables: one holds a hundred of them, the
other ten thousand; two URLs name databases without tables for them, else they are files. Each page is asked of both in turn,
so that whatever else the machine does slows both; the quickest of several times counts. Prints the server's time for each page and how the two compare; ends with 1
where one takes more than three times as long.
"""

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import site_of_tests as site  # noqa: E402
from site_of_tests import WRONG, Visitor  # noqa: E402
from sqlalchemy import text  # noqa: E402
from web.large import fill  # noqa: E402

SMALL, LARGE = 100, 10_000
TIMES = 21
MOST = 3.0


def places(served, count):
    """The addresses of the pages, over so many submissions."""
    run = site.batch(served.office)
    if served.office.store.read(lambda connection: connection.execute(text("SELECT count(*) FROM item")).scalar()) == 0:
        fill(served.office.store, run, count)
    number = site.handed_in(served.office, site.batch(served.office), "路灯.txt", WRONG)
    last = (count + 99) // 100
    return {
        "batches": "/review", "list": f"/review/{run}", "by errors": f"/review/{run}?order=errors&down=true",
        "by unit": f"/review/{run}?order=unit", "by coverage": f"/review/{run}?order=coverage",
        "code": f"/review/{run}?code=BU02", "rare code": f"/review/{run}?code=ZZ99",
        "one unit": f"/review/{run}?unit=%E7%AC%AC5%E5%8D%95%E4%BD%8D", "a year": f"/review/{run}?year=2023",
        "status": f"/review/{run}?status=new", "decided": f"/review/{run}?status=decided",
        "verdict": f"/review/{run}?verdict=contradicted", "words": f"/review/{run}?text=%E7%AC%AC96%E5%8D%95",
        "code, errors": f"/review/{run}?code=BU02&order=errors&down=true",
        "last page": f"/review/{run}?page={last}", "state": f"/review/{run}/state", "case": f"/case/{number}",
    }  # fmt: skip


def asked(visitor, place):
    """Milliseconds of one page."""
    began = time.perf_counter()
    assert visitor.get(place).status == 200, place
    return 1000 * (time.perf_counter() - began)


def main():
    addresses = sys.argv[1:] or [None, None]
    with ExitStack() as stack:
        sides = []
        for address, count in zip(addresses, (SMALL, LARGE), strict=True):
            root = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            served = stack.enter_context(site.opened(root, address))
            sides.append((Visitor(served), places(served, count)))
        worst = 0.0
        for name in sides[0][1]:
            taken = [[], []]
            for turn in range(2 + TIMES):
                for side, (visitor, of_side) in enumerate(sides):
                    took = asked(visitor, of_side[name])
                    if turn > 1:
                        taken[side].append(took)
            small, large = (min(one) for one in taken)
            worst = max(worst, large / small)
            print(f"{name:14} {small:8.1f} ms {large:8.1f} ms  ×{large / small:.2f}", flush=True)  # noqa: T201
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
