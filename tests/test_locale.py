"""The catalogues of messages are current and compiled."""

from gettext import GNUTranslations
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from auditor.cli.translations import LANGUAGES, compiled, messages, renewed, source, written
from auditor.locale import gettext, language

RENEW = "renew with: auditor translations --write"


def translations(file):
    """What a catalogue says, message by message; its head, which names whatever wrote it, left out."""
    with file.open("rb") as opened:
        if file.suffix == ".po":
            return {message.id: message.string for message in read_po(opened) if message.id and message.string}
        return {said: told for said, told in GNUTranslations(opened)._catalog.items() if said}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogue_has_the_messages_of_the_code(lang):
    with source(lang).open("rb") as file:
        stored = {message.id for message in read_po(file) if message.id}
    assert not stored ^ messages(), RENEW


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_compiled_catalogue_is_current(lang):
    current = {message.id: message.string for message in renewed(lang) if message.id and message.string}
    assert translations(source(lang)) == current, RENEW
    assert translations(source(lang).with_suffix(".mo")) == current, RENEW


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_is_compiled_with_every_translation(lang, tmp_path):
    catalogue = renewed(lang)
    (tmp_path / "auditor.po").write_bytes(written(catalogue))
    (tmp_path / "auditor.mo").write_bytes(compiled(catalogue))
    assert translations(tmp_path / "auditor.po") == translations(tmp_path / "auditor.mo")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_translated(lang):
    assert [message.id for message in renewed(lang) if message.id and not message.string] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_has_the_fields_of_its_message(lang):
    def fields(text):
        return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}

    for message in renewed(lang):
        if message.id and message.string:
            assert fields(message.string) == fields(message.id), message.id


def test_messages_are_found_in_calls_tables_and_check_pages():
    found = messages()
    assert "摘要" in found
    assert "目标值的运算符存疑" in found
    assert "文字与指标的统计口径不同：并列的几个数相加才等于表中数。" in found


def test_what_is_not_translated_stays_as_it_is_written():
    with language("en"):
        assert gettext("没有人译过的话") == "没有人译过的话"
        assert gettext("摘要") == "Summary"
    assert gettext("摘要") == "摘要"
