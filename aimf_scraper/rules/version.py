"""Which rules read a record: a digest of the code and the data that read it.

A number kept by hand would be forgotten; a digest changes exactly when a
reader, a rule, a gazetteer or an alias does. ``rebuild`` and the history lean
on it to tell "the rules changed it" from "the site changed it".
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from aimf_scraper import plugins
from aimf_scraper.gazetteer.additions import in_force

_CORE: Final = Path(__file__).parent.parent
_FOLDERS: Final = ("rules", "gazetteer", "pages", "text")
_FILES: Final = (
    *("assembly.py", "agreement.py", "addresses.py", "address_words.py", "records.py"),
    "identifiers.py",
    *("fact_columns.py", "fact_kinds.py", "fact_model.py"),
)
_CODE_AND_DATA: Final = frozenset({".py", ".toml", ".tsv", ".json", ".jsonl", ".gz", ".txt"})


def rules_version() -> str:
    """Return a digest that changes when anything that reads a page does, additions and plug-ins too.

    "r:" and 12 hexadecimal digits: without the letter, a spreadsheet would take
    some of them for numbers.
    """
    added = in_force().digest + plugins.digest()
    if not added:
        return f"r:{_digest_of_ours()}"
    return f"r:{hashlib.sha256((_digest_of_ours() + added).encode()).hexdigest()[:12]}"


@cache
def _digest_of_ours() -> str:
    digest = hashlib.sha256()
    paths = [_CORE / name for name in _FILES]
    for folder in _FOLDERS:
        paths += [p for p in (_CORE / folder).rglob("*") if p.suffix in _CODE_AND_DATA]
    for path in sorted(paths):
        digest.update(path.relative_to(_CORE).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
