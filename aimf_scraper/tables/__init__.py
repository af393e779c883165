"""Tables of data, read strictly: the only reader of the .tsv and .toml files that ship with the package.

A table's columns are declared once, as a class of ``Row``; an annotation says what a
cell may hold:

- ``str``: some text; ``str | None``: may be empty; no blanks at either end; ``None``: is empty;
- ``Literal["a", "b"]``: one of these; a value that is not is refused, so what comes out is checked;
- ``int``, ``float``, ``Annotated[float, Range(0, 1)]``; ``bool`` (in TOML);
- ``Annotated[str, Regex()]``: a regular expression that compiles and repeats nothing without bound;
- ``Annotated[str, Shape("[A-Z]{2}")]``: a text of this form;
- ``Annotated[str, Blanks()]``: "_" at an end stands for a blank that counts;
- ``tuple[...]`` of any of these: an array in TOML, in TSV with ``Annotated[..., Split("|")]``;
- another ``Row``, a tuple of them, or a ``dict``: a table or an array of tables in TOML, in
  whose keys "-" is "_" here.

Every file begins with comments, and one of them names its licence. Every mistake raises
SetupError with the file and the line, before anything is read with it.
"""

from __future__ import annotations

from aimf_scraper.tables.expressions import ENDLESS, beginnings, width
from aimf_scraper.tables.rows import Blanks, Range, Regex, Row, Shape, Split
from aimf_scraper.tables.toml import read_toml
from aimf_scraper.tables.tsv import read_tsv

__all__ = [
    "ENDLESS",
    "Blanks",
    "Range",
    "Regex",
    "Row",
    "Shape",
    "Split",
    "beginnings",
    "read_toml",
    "read_tsv",
    "width",
]
