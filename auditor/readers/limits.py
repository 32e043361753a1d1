"""How much of a file the readers are willing to take in."""

from auditor.model.record import Record


class Limits(Record):
    """Ceilings that keep one file from holding up the rest, and the password of an encrypted one."""

    max_bytes: int = 20 * 1024 * 1024
    max_unpacked_bytes: int = 200 * 1024 * 1024
    """Of all members of a zipped format (docx, xlsx, odt) together."""
    max_part_bytes: int = 64 * 1024 * 1024
    """Of one member that is parsed whole; its tree takes about ten times as much memory."""
    max_pages: int = 500
    max_rows: int = 20_000
    """Of one table."""
    max_cells: int = 400_000
    """Of the whole document."""
    max_seconds: float = 60.0
    """For a converter or recogniser that runs outside this process."""
    password: str | None = None
