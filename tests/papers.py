"""What people read in an answer of the product, whatever it is made of."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader


def words_in(answer: Any) -> str:
    """All words of a page, a file or a sheet of paper."""
    if answer.mimetype == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
    return str(answer.data.decode(errors="replace"))
