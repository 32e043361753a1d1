"""What LibreOffice makes of a file: it opens what it did not write."""

import subprocess

import pypdfium2


def convert(soffice, file, suffix, folder):
    """The file as LibreOffice saves it in another format; formulas are calculated on the way."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix, "--outdir", folder, file],
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
