"""What a JSON Schema demands, apart from how a release of pydantic words it."""


def demands(schema):
    """By record: its fields, which of them must be there, whether others may; and every fixed word and list of words."""
    records = {schema.get("title", ""): schema, **schema.get("$defs", {})}
    return {name: _of(record) for name, record in records.items()}


def _of(record):
    fields = record.get("properties", {})
    words = {name: sorted(_words(field)) for name, field in fields.items()}
    return {
        "fields": sorted(fields),
        "required": sorted(record.get("required", [])),
        "others": record.get("additionalProperties", True),
        "words": words | {"": sorted(_words({key: record[key] for key in ("const", "enum") if key in record}))},
    }


def _words(node):
    """The values that are allowed, wherever in a field they are listed, and the records that it holds."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "enum":
                yield from map(repr, value)
            elif key in ("const", "$ref"):
                yield repr(value)
            else:
                yield from _words(value)
    elif isinstance(node, list):
        for part in node:
            yield from _words(part)
