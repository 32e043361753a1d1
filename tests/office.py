"""What LibreOffice makes of a file: it opens what it did not write."""

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pypdfium2


@cache
def profile():
    """Where LibreOffice keeps what it sets up at its first start, which takes as long as converting a file."""
    folder = Path(tempfile.mkdtemp(prefix="auditor-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder.as_uri()


def convert(soffice, file, suffix, folder):
    """The file as LibreOffice saves it in another format; formulas are calculated on the way."""
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile()}", "--headless", "--convert-to", suffix, "--outdir", folder, file],
        check=True,
        capture_output=True,
        timeout=120,
    )
    made = folder / f"{file.stem}.{suffix}"
    assert made.is_file()
    return made


def text(pdf):
    """The words of a PDF without blanks: a line end may stand anywhere."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return "".join("".join(pages).split())
