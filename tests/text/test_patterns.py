"""Patterns are compiled when first used, and only then."""

import re
import sys

from auditor.text.patterns import lazily


class TestLazily:
    def test_a_pattern_works_as_one_compiled_at_once(self):
        pattern = lazily(r"(?P<count>\d+)\s*件", re.ASCII)
        assert pattern.search("受理 12 件")["count"] == "12"
        assert pattern.fullmatch("受理 12 件") is None
        assert [found["count"] for found in pattern.finditer("3件、4件")] == ["3", "4"]
        assert pattern.sub("若干", "受理12件") == "受理若干"
        assert pattern.pattern == r"(?P<count>\d+)\s*件"

    def test_nothing_is_compiled_before_it_is_used(self, monkeypatch):
        compiled = []
        monkeypatch.setattr(sys.modules["re"], "compile", lambda source, flags=0: compiled.append(source))
        lazily(r"未用到的\d+")
        assert compiled == []
