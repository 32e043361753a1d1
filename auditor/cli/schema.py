"""`auditor schema`: JSON Schemas of what goes out, and of what a model may answer."""

import json
from collections.abc import Iterator

import click

from auditor.cli import FOUND_NOTHING
from auditor.locale import gettext as _


@click.command("schema", help=_("输出核对结果的 JSON Schema；--write 更新 schemas/（仅限源代码目录）。"))
@click.option("--write", is_flag=True, help=_("更新 schemas/ 中的文件"))
def command(write: bool) -> int:
    """Print the schema of the Outcome, or write all."""
    if not write:
        click.echo(dict(schemas())["outcome.schema.json"], nl=False)
        return FOUND_NOTHING
    from auditor import writing
    from auditor.assets import checkout

    folder = checkout() / "schemas"
    for name, text in schemas():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        writing.save(folder / name, text.encode())
        click.echo(_("已更新 {name}").format(name=f"schemas/{name}"), err=True)
    return FOUND_NOTHING


def schemas() -> Iterator[tuple[str, str]]:
    """File name and text of every schema: of our output, and of what a model may answer (below llm/)."""
    from auditor.extract.llm import prompts
    from auditor.model.finding import Outcome
    from auditor.model.report import Report

    for record in (Outcome, Report):
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **record.model_json_schema(by_alias=True, mode="serialization"),
        }
        yield f"{record.__name__.lower()}.schema.json", json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    yield from prompts.schemas()
