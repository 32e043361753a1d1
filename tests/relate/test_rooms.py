"""The rooms of the heart stay small: one subject a file."""

from pathlib import Path

import pytest

import auditor

LONGEST = 250
ROOMS = [path for room in ("relate", "sense") for path in sorted((Path(auditor.__file__).parent / room).rglob("*.py"))]


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_file_of_relate_and_sense_is_too_long_to_be_read_at_once(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{path.name} has {lines} lines: split it along its seams"
