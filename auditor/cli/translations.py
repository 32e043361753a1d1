"""`auditor translations`: the catalogues of messages, renewed from the code (for those who work on the auditor).

Babel is a development dependency; what it compiles ships, and the program itself needs only the standard library.
"""

import ast
import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from auditor import writing
from auditor.assets import checkout
from auditor.cli import FOUND_NOTHING
from auditor.locale import gettext as _
from auditor.model.classes import Category, Grade, Level

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGES = ("en",)
"""Languages beside the one the messages are written in."""


@click.command("translations", help=_("更新各语言的消息目录（仅限源代码目录）。"))
@click.option("--write", is_flag=True, required=True, help=_("写入 auditor/locale/"))
def command(write: bool) -> int:  # noqa: ARG001 - it must be said
    """Write the catalogues, and say how much of each is still untranslated."""
    for language in LANGUAGES:
        file = source(language)
        catalogue = renewed(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        writing.save(file, written(catalogue))
        writing.save(file.with_suffix(".mo"), compiled(catalogue))
        missing = sum(not message.string for message in catalogue if message.id)
        click.echo(_("{language}：{count} 条尚未翻译").format(language=language, count=missing), err=True)
    return FOUND_NOTHING


def source(language: str) -> Path:
    """The .po file of a language; the .mo stands beside it."""
    return checkout() / "auditor" / "locale" / language / "LC_MESSAGES" / "auditor.po"


def renewed(language: str) -> "Catalog":
    """The language's catalogue with exactly the messages of the code, translations kept."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    file = source(language)
    known = read_po(io.BytesIO(file.read_bytes()), locale=language) if file.is_file() else Catalog()
    catalogue = Catalog(locale=language, domain="auditor", project="report-auditor", fuzzy=False)
    for message in sorted(messages()):
        found = known.get(message)
        catalogue.add(message, found.string if found else "")
    return catalogue


def written(catalogue: "Catalog") -> bytes:
    """The catalogue as .po, without dates or places: the same messages give the same bytes."""
    from babel.messages.pofile import write_po

    made = io.BytesIO()
    write_po(made, catalogue, width=0, no_location=True, omit_header=True)
    return _HEADER + made.getvalue()


def compiled(catalogue: "Catalog") -> bytes:
    """The catalogue as .mo, of what is translated; dated 1970, since Babel writes a date and the clock must not."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    dateless = read_po(io.BytesIO(written(catalogue)), locale=str(catalogue.locale))
    dateless.creation_date = dateless.revision_date = datetime.fromtimestamp(0, UTC)
    made = io.BytesIO()
    write_mo(made, dateless)
    return made.getvalue()


_HEADER = b"""# What report-auditor says to its users. Renew with: auditor translations --write
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@cache
def messages() -> frozenset[str]:
    """Every message of the code: what stands within `_(…)`, what a table named there holds, the pages of checks, and the classes of the forms."""
    package = checkout() / "auditor"
    modules = [_read(file) for file in sorted(package.rglob("*.py"))]
    shown = frozenset().union(*(module.shown for module in modules))
    found = {one for module in modules for one in module.messages}
    found.update(one for module in modules for name in module.tables.keys() & shown for one in module.tables[name])
    titles = {
        tomllib.loads(file.read_text(encoding="utf-8"))["title"] for file in (package / "profiles").glob("*.toml")
    }
    classes = {str(member) for names in (Level, Category, Grade) for member in names}
    return frozenset(found.union(titles, classes, *map(_messages_in, sorted(package.rglob("*.j2")))))


def _messages_in(template: Path) -> set[str]:
    """What stands within `_(…)` in a template."""
    from jinja2 import Environment
    from jinja2.ext import extract_from_ast

    parsed = Environment(autoescape=True).parse(template.read_text(encoding="utf-8"))
    said = (message for _line, _function, message in extract_from_ast(parsed, ("_",)))
    return {message for message in said if isinstance(message, str) and not message.isascii()}


class _Module(NamedTuple):
    """What one file says to people; its tree, which is a hundred times as large, is not kept."""

    messages: frozenset[str]
    tables: Mapping[str, frozenset[str]]
    """What each of its tables holds."""
    shown: frozenset[str]
    """The names of tables that a page shows in its language: `words(STATES)`, wherever they stand."""


def _read(file: Path) -> _Module:
    module = ast.parse(file.read_bytes())
    tables = {
        target.id: statement.value
        for statement in module.body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None
        for target in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
        if isinstance(target, ast.Name)
    }
    nodes = [node for node in ast.walk(module) if isinstance(node, ast.Call | ast.FunctionDef)]
    return _Module(
        frozenset(_messages_of(nodes, tables)),
        {name: frozenset(_said(value)) for name, value in tables.items()},
        frozenset(_tables_shown(nodes)),
    )


def _tables_shown(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id="words"), args=[ast.Name(id=name)]):
                yield name


def _messages_of(nodes: Iterable[ast.AST], tables: Mapping[str, ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id="_"), args=[argument]):
                yield from _said(argument)
                for name in ast.walk(argument):
                    if isinstance(name, ast.Name) and name.id in tables:
                        yield from _said(tables[name.id])
            case ast.FunctionDef() if any(_enters_a_check(decorator) for decorator in node.decorator_list):
                yield from filter(None, map(str.strip, (ast.get_docstring(node) or "").splitlines()))


def _said(node: ast.AST) -> Iterator[str]:
    """The strings of an expression that are for people: those with a character beyond ASCII."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and not part.value.isascii():
            yield part.value


def _enters_a_check(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id in {"check", "across", "between"}
    )
