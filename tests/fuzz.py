"""Audits broken files by the thousand (`make fuzz`) and prints what did not end in an outcome or a plain error.

Each file goes the way it goes in use, with three things done more cheaply: a process apart is forked and not started; LibreOffice
converts files by the hundred (a file goes through the same cutting of links first); and tesseract's words are invented,
unless `--tesseract` asks for true ones.
"""

import argparse
import contextlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import fuzzing

from auditor.errors import AuditorError, UnreadableFile
from auditor.readers import alarm, apart, isolated, links, office, scan
from auditor.readers.limits import Limits
from auditor.settings import Settings

BATCH = 100
PATIENCE = 12.0
"""Seconds that LibreOffice may take for one file, its start included."""
SETTINGS = Settings(max_seconds=20)
THROUGH_OFFICE = {"odt": "docx", "rtf": "docx", "doc": "docx", "xls": "xlsx", "ods": "xlsx"}
"""Kinds that LibreOffice converts, and to what; xls and ods are also read without it (`--without-office`)."""
FAILED = ("FAILED", "CRASHED", "SLOW", "HUGE")


class End(NamedTuple):
    """How the audit of one file ended."""

    number: int
    ended: str
    seconds: float
    megabytes: int


def forked(task: str, data: bytes, name: str, limits: Limits, more: object = None) -> bytes:
    """What `apart.ask` does, in a fork of this process: the same bounds, the same errors, no start of an interpreter."""
    told = {"task": task, "more": more}
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with _only(), open(writing, "wb") as answers:  # noqa: PTH123 - a pipe
            answers.write(_answer(told, data, name, limits))
    os.close(writing)
    with open(reading, "rb") as answers:  # noqa: PTH123 - a pipe
        answer = answers.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if answer.startswith(b"{"):
        return answer
    if not answer:
        raise limits.too_slow(name) if status == -14 else alarm.too_large(name, limits.max_memory)
    failed, _colon, message = answer.decode("utf-8", "replace").partition(":")
    if failed == "FAULT":
        raise RuntimeError(message)
    from auditor import errors

    raise getattr(errors, failed)(message)


@contextlib.contextmanager
def _only() -> Iterator[None]:
    """What a fork does, and nothing after it: a library that panics must not go on as a second parent."""
    try:
        yield
        os._exit(0)
    finally:
        os._exit(1)


def _answer(told: dict[str, Any], data: bytes, name: str, limits: Limits) -> bytes:
    task = apart._task({**told, "name": name}, data, limits)
    alarm.bind(limits.max_seconds, alarm._taken() + limits.max_memory)
    try:
        return task(data, name, limits, told["more"]).encode("utf-8", "replace")
    except AuditorError as error:
        return f"{type(error).__name__}:{error}".encode("utf-8", "replace")
    except Exception as error:  # noqa: BLE001 - what is looked for
        if alarm.starved(error):
            return f"UnreadableFile:{alarm.too_large(name, limits.max_memory)}".encode()
        return f"FAULT:{traceback.format_exc()[-1500:]}".encode("utf-8", "replace")


def convert(files: dict[str, bytes], made: str) -> dict[str, bytes]:
    """What LibreOffice makes of many files; one that it cannot open, or dies of, is missing."""
    converted: dict[str, bytes] = {}
    waiting = sorted(files)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        folder = Path(place)
        office._settle(folder / "profile" / "user")
        for name in waiting:
            (folder / name).write_bytes(files[name])
        while waiting:
            reached = _convert(folder, waiting, made)
            waiting = waiting[reached:]
        for name in files:
            result = folder / "out" / f"{Path(name).stem}.{made}"
            if result.is_file():
                converted[name] = result.read_bytes()
    return converted


def _convert(folder: Path, names: Sequence[str], made: str) -> int:
    """How many of the files LibreOffice took up before it ended, the one that it died of included."""
    command = [office.program() or "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
               "--convert-to", office._FILTERS[made], "--outdir", str(folder / "out"), *(str(folder / name) for name in names)]  # fmt: skip
    alone = isolated.command(command) or command
    with (folder / "said").open("w+b") as said:
        process = subprocess.Popen(alone, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True, env={**os.environ, "HOME": str(folder)})  # fmt: skip
        _wait(process, folder / "said")
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait()
        said.seek(0)
        told = said.read().decode("utf-8", "replace")
    if process.returncode == 0:
        return len(names)
    loaded = max((place for place, name in enumerate(names, 1) if f"/{name} -> " in told), default=0)
    stored = loaded and (folder / "out" / f"{Path(names[loaded - 1]).stem}.{made}").is_file()
    return loaded + 1 if stored or not loaded else loaded


def _wait(process: "subprocess.Popen[bytes]", said: Path) -> None:
    """Until the process ends, or has said nothing new for as long as a file may take."""
    before, since = -1, time.monotonic()
    while process.poll() is None and time.monotonic() - since < PATIENCE:
        if (now := said.stat().st_size) != before:
            before, since = now, time.monotonic()
        time.sleep(0.05)


def invented(chance: random.Random) -> Callable[..., dict[str, list[Any]]]:
    """Tesseract's table as it could be: words of reports in boxes that need not lie in the picture."""

    def image_to_data(listing: str, **_more: object) -> dict[str, list[Any]]:
        keys = ("text", "page_num", "block_num", "par_num", "line_num", "left", "top", "width", "height", "conf")
        table: dict[str, list[Any]] = {key: [] for key in keys}
        for number, _name in enumerate(Path(listing).read_text(encoding="utf-8").splitlines(), 1):
            for line in range(chance.randrange(3)):
                for _ in range(chance.randrange(4)):
                    word = chance.choice(fuzzing.PIECES)[: chance.randrange(1, 40)]
                    row = (word, number, chance.randrange(2), 1, line, chance.randrange(-9, 900), chance.randrange(-9, 900),
                           chance.randrange(0, 300), chance.randrange(0, 60), chance.choice((-1, 0, 42.5, 96)))  # fmt: skip
                    for key, value in zip(keys, row, strict=True):
                        table[key].append(value)
        return table

    return image_to_data


class Way(NamedTuple):
    """How files of a kind are audited."""

    kind: str
    seed: int
    without_office: bool
    tesseract: bool

    @contextlib.contextmanager
    def taken(self, cases: Sequence[tuple[int, bytes]]) -> Iterator[None]:
        """The cheaper ways in place of the dear ones."""
        apart.ask = forked
        if self.kind == "png" and not self.tesseract:
            import pytesseract

            scan._languages = lambda: frozenset({"chi_sim", "eng"})  # type: ignore[assignment]
            chance = random.Random(f"{self.seed} {cases[0][0]}")
            pytesseract.image_to_data = invented(chance)
            pytesseract.image_to_osd = lambda *_a, **_m: {
                "rotate": chance.choice((0, 90)),
                "orientation_conf": chance.random() * 9,
            }
        if self.without_office:
            office.program = lambda: None
        elif self.kind in THROUGH_OFFICE:
            office._convert = self._converted(cases)  # type: ignore[assignment]
        yield

    def _converted(self, cases: Sequence[tuple[int, bytes]]) -> Callable[..., bytes]:
        made = THROUGH_OFFICE[self.kind]
        cut: dict[str, bytes] = {}
        refused: dict[str, Exception] = {}
        for number, data in cases:
            name = f"{number}.{self.kind}"
            try:
                cut[name] = links.severed(data, name, Limits())
            except Exception as error:  # noqa: BLE001 - raised again where it belongs
                refused[name] = error
        results = convert(cut, made)

        def converted(_program: str, _data: bytes, name: str, *_more: object, **_named: object) -> bytes:
            if name in refused:
                raise refused[name]
            if name not in results:
                raise UnreadableFile(name)
            return results[name]

        return converted


def audit(way: Way, cases: Sequence[tuple[int, bytes]]) -> Iterator[End]:
    """Audit some files in this process, which may die of one."""
    with way.taken(cases):
        for number, data in cases:
            begun = time.perf_counter()
            try:
                ended = fuzzing.outcome(data, f"{number}.{way.kind}", SETTINGS, write=number % 40 == 0)
            except Exception:  # noqa: BLE001 - what is looked for
                ended = "FAILED"
                print(f"{way.kind} {way.seed} {number}:\n{traceback.format_exc()}", flush=True)
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            yield End(number, ended, time.perf_counter() - begun, most)


def survived(way: Way, cases: list[tuple[int, bytes]]) -> Iterator[End]:
    """Audit some files in a fork of this process, and go on behind a file that it dies of."""
    while cases:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            with _only(), open(writing, "w", buffering=1) as ends:  # noqa: PTH123 - a pipe
                for end in audit(way, cases):
                    print(*end, file=ends, flush=True)
        os.close(writing)
        with open(reading) as ends:  # noqa: PTH123 - a pipe
            told = [line.split() for line in ends]
        os.waitpid(child, 0)
        yield from (End(int(number), ended, float(took), int(most)) for number, ended, took, most in told)
        if len(told) < len(cases):
            yield End(cases[len(told)][0], "CRASHED", 0.0, 0)
        cases = cases[len(told) + 1 :]


def warm() -> None:
    """Load what audits need before the first fork, so that no fork loads it again."""
    from auditor.assets import folder

    for suffix in ("txt", "html", "docx", "xlsx", "pdf", "ofd"):
        sample = folder("samples") / f"mission.{suffix}"
        fuzzing.outcome(sample.read_bytes(), sample.name, SETTINGS, write=suffix == "docx")


def run(way: Way, first: int, count: int, slow: float, keep: Path | None) -> int:
    """Audit so many files of a kind; how many failed, were slow or took too much, after printing which."""
    ends: Counter[str] = Counter()
    longest, most, started = 0.0, 0, time.perf_counter()
    make = fuzzing.KINDS[way.kind]()
    warm()
    for begin in range(first, first + count, BATCH):
        numbers = range(begin, min(begin + BATCH, first + count))
        cases = [(number, make(random.Random(f"{way.kind} {way.seed} {number}"))) for number in numbers]
        files = dict(cases)
        for end in survived(way, cases):
            ended = "SLOW" if end.seconds > slow else "HUGE" if end.megabytes > 1024 else end.ended
            longest, most = max(longest, end.seconds), max(most, end.megabytes)
            ends[ended] += 1
            if ended in FAILED:
                print(
                    f"{way.kind} {way.seed} {end.number}: {ended} {end.seconds:.1f} s, {end.megabytes} MB", flush=True
                )
                if keep is not None:
                    (keep / f"{ended}-{way.seed}-{end.number}.{way.kind}").write_bytes(files[end.number])
        told = ", ".join(f"{end} {times}" for end, times in ends.most_common())
        took = time.perf_counter() - started
        print(
            f"{way.kind}: {sum(ends.values())} in {took:.0f} s, longest {longest:.1f} s, {most} MB: {told}", flush=True
        )
    return sum(ends[end] for end in FAILED)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", nargs="*", choices=list(fuzzing.KINDS), default=list(fuzzing.KINDS))
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--slow", type=float, default=22.0, help="seconds from which a file counts as slow")
    parser.add_argument("--keep", type=Path, help="folder for the files that fail")
    parser.add_argument(
        "--without-office", action="store_true", help="read old workbooks as on a machine without LibreOffice"
    )
    parser.add_argument("--tesseract", action="store_true", help="recognise pictures truly")
    told = parser.parse_args()
    ways = [Way(kind, told.seed, told.without_office, told.tesseract) for kind in told.kinds]
    return min(1, sum(run(way, told.first, told.count, told.slow, told.keep) for way in ways))


if __name__ == "__main__":
    sys.exit(main())
