"""Every check is held to the catalogue: named well, documented whole, with cases both ways."""

import re
from pathlib import Path

import pytest
import yaml

from auditor.checks import registry
from auditor.cli.translations import messages
from auditor.locale import gettext, language

HERE = Path(__file__).parent
CHECKS = registry.catalogue()
FOLDERS = ("cases", "narrative", "dossier", "suggested")
HEADINGS = ("缘由：", "算法：", "不报：", "依据：", "示例：")


def cases_of(code):
    for folder in FOLDERS:
        path = HERE / folder / f"{code}.yaml"
        if path.is_file():
            return yaml.safe_load(path.read_text(encoding="utf-8"))
    return {}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
class TestEveryCheck:
    def test_has_a_code_and_a_name_that_read_well(self, check):
        assert re.fullmatch(r"[A-Z]{2}\d\d", check.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name)
        assert check.severity in {"error", "warning", "note"}

    def test_stands_in_a_file_named_after_it(self, check):
        assert check.function.__module__.rpartition(".")[2] == check.name.replace("-", "_")
        assert check.function.__name__ == check.name.replace("-", "_")

    def test_has_a_whole_page(self, check):
        assert check.title.endswith("。")
        assert [heading for heading in HEADINGS if heading not in check.page] == []

    def test_names_only_checks_that_exist(self, check):
        mentioned = set(re.findall(r"\b(?:CL|CT|BU|SC|IN|TM|ST|FE|SB|PL|YR)\d\d", check.page))
        assert mentioned <= {other.code for other in CHECKS}

    def test_has_cases_both_ways(self, check):
        cases = cases_of(check.code)
        assert cases.get("finds"), "no case that finds"
        assert cases.get("silent"), "no case that must stay silent"


def test_every_title_can_be_translated():
    known = messages()
    assert [check.code for check in CHECKS if check.title not in known] == []


def test_every_title_is_translated():
    with language("en"):
        assert [check.code for check in CHECKS if gettext(check.title) == check.title] == []


def test_codes_and_names_are_used_once():
    assert len({check.code for check in CHECKS}) == len({check.name for check in CHECKS}) == len(CHECKS)


def test_every_case_file_belongs_to_a_check():
    codes = {check.code for check in CHECKS}
    strays = [path.name for folder in FOLDERS for path in (HERE / folder).glob("*.yaml") if path.stem not in codes]
    assert strays == []
