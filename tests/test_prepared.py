"""Patterns and lists of words of ours are compiled and parsed once, and kept beside the bytecode."""

import marshal
import os
import re
import subprocess
import sys
import tomllib

import pytest

from auditor import assets, prepared

AUDIT = """
import sys
from pathlib import Path
from auditor import pipeline, prepared
from auditor.settings import Settings

file = Path(sys.argv[1])
pipeline.audited(file.read_bytes(), file.name, Settings())
print(len(prepared._added))
prepared.save()
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Where entries of this test are kept, none to begin with."""
    kept = tmp_path / "__pycache__" / "prepared.kept"
    monkeypatch.setattr(prepared, "_file", lambda: kept)
    monkeypatch.setattr(prepared, "_added", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    prepared._kept.cache_clear()
    yield kept
    prepared._kept.cache_clear()


def again():
    """As another run would find it."""
    prepared._kept.cache_clear()
    assert prepared._added == {}


SOURCES = [
    (r"(?P<count>\d+)\s*件", 0),
    (r"[一-鿿]{2,8}?率(?:[^，,。；;\d]{0,8}$)", 0),
    ("(?x) (?P<year> 20\\d\\d ) 年 (?P<part> [初底末] )?", 0),
    (r"^合计.*$", re.MULTILINE | re.DOTALL),
    ("[a-zÀ-ÿ]+", re.IGNORECASE),
    ("", 0),
]
TEXT = "2024年底受理 12件、办结12 件\n合计 12 Été 办结率(全年)100%"


class TestPattern:
    @pytest.mark.parametrize(("source", "flags"), SOURCES)
    def test_it_is_what_re_compiles_in_this_run_and_in_the_next(self, source, flags, file):
        expected = re.compile(source, flags)
        for _run in range(2):
            found = prepared.pattern(source, flags)
            assert found == expected
            assert (found.flags, found.groups, dict(found.groupindex)) == (
                expected.flags,
                expected.groups,
                dict(expected.groupindex),
            )
            assert [(one.span(), one.groups(), one.lastgroup) for one in found.finditer(TEXT)] == [
                (one.span(), one.groups(), one.lastgroup) for one in expected.finditer(TEXT)
            ]
            prepared.save()
            again()

    def test_it_is_compiled_once_for_all_runs(self, file):
        prepared.pattern("受理|办结")
        prepared.save()
        again()
        prepared.pattern("受理|办结")
        assert prepared._added == {}

    def test_flags_tell_patterns_apart(self, file):
        assert prepared.pattern("a", re.IGNORECASE).match("A")
        assert not prepared.pattern("a").match("A")

    def test_what_is_no_pattern_is_refused_as_ever(self, file):
        with pytest.raises(re.error):
            prepared.pattern("(")

    def test_with_a_python_that_is_not_known_it_is_compiled_as_ever(self, file, monkeypatch):
        monkeypatch.setattr(prepared, "_KNOWN", False)
        assert prepared.pattern("受理").match("受理")
        prepared.save()
        assert not file.exists()


class TestToml:
    TEXT = 'name = "全国"\n[words]\nlow = ["不超过", "以内"]\nmost = 3\nshare = 0.5\n'

    def test_tables_are_those_of_the_parser_in_this_run_and_in_the_next(self, file):
        for _run in range(2):
            assert prepared.toml(self.TEXT) == tomllib.loads(self.TEXT)
            prepared.save()
            again()

    def test_what_cannot_be_kept_is_read_each_time(self, file):
        for _run in range(2):
            assert prepared.toml("since = 2024-01-01") == tomllib.loads("since = 2024-01-01")
            assert prepared._added == {}

    def test_a_fault_is_raised_as_ever(self, file):
        with pytest.raises(tomllib.TOMLDecodeError):
            prepared.toml("name =")


class TestSave:
    def test_what_was_kept_before_stays(self, file):
        prepared.pattern("甲")
        prepared.save()
        again()
        prepared.pattern("乙")
        prepared.save()
        assert set(prepared._read(file)) == {("甲", 0), ("乙", 0)}

    @pytest.mark.parametrize(
        "content", [b"", b"\x00damaged", marshal.dumps(7), marshal.dumps(((1, "another Python"), {("甲", 0): None}))]
    )
    def test_a_file_that_is_damaged_or_of_another_python_is_written_anew(self, content, file):
        file.parent.mkdir()
        file.write_bytes(content)
        assert prepared.pattern("甲").match("甲")
        prepared.save()
        assert set(prepared._read(file)) == {("甲", 0)}

    def test_it_does_not_grow_without_end(self, file, monkeypatch):
        monkeypatch.setattr(prepared, "_MOST", 3)
        for word in "甲乙丙丁":
            prepared.pattern(word)
            prepared.save()
            again()
        assert set(prepared._read(file)) == {("丁", 0)}

    def test_nothing_is_written_where_python_writes_no_bytecode(self, file, monkeypatch):
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        prepared.pattern("甲")
        prepared.save()
        assert not file.parent.exists()

    def test_a_folder_that_cannot_be_written_is_no_fault(self, file):
        file.parent.write_text("no folder", encoding="utf-8")
        prepared.pattern("甲")
        prepared.save()


def test_the_second_audit_compiles_nothing_of_ours_whatever_the_order_of_sets(tmp_path):
    sample = str(assets.folder("samples") / "mission.txt")
    counts = []
    for seed in "12":
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONHASHSEED": seed}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        run = [sys.executable, "-c", AUDIT, sample]
        told = subprocess.run(run, capture_output=True, text=True, check=True, env=environment)
        counts.append(int(told.stdout))
    assert counts[0] > 100
    assert counts[1] == 0
