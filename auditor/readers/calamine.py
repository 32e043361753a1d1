"""Old and foreign workbooks (.xls, .et, .xlsb, .ods): as LibreOffice shows them when it is installed, else their stored cells."""

from auditor.errors import UnreadableFile
from auditor.model.source import Document
from auditor.readers import apart, office, xlsx
from auditor.readers.limits import Limits


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read a workbook. Raises UnreadableFile when it is damaged, encrypted or over a limit."""
    if office.program() is None:
        return apart.read("cells", data, name, limits)
    try:
        return office.through(data, name, limits, "xlsx", xlsx.read)
    except UnreadableFile:
        return apart.read("cells", data, name, limits)  # damage that one cannot read the other may
