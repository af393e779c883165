"""What the search of a site of plain files looks words up in: one file a first letter, and one of records.

The files are scripts that call one function of ``site_search.js`` with JSON: a browser loads them from a
disk as well as from a web space. The script folds what is typed as ``search_words`` folds the texts.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.fact_kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD: Final = re.compile(r"[^\W_]{1,60}")
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae"})
_LEAD_CHARS: Final = 180
#: What "<" and the line ends of Unicode are in a script, so that no text ends it.
_SAFE: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def search_words(text: str) -> list[str]:
    """Return the words of a text without accents and capitals.

    >>> search_words("Hué : l’Œuvre du XXIe siècle")
    ['hue', 'l', 'oeuvre', 'du', 'xxie', 'siecle']
    """
    apart = unicodedata.normalize("NFD", text.lower().translate(_LIGATURES))
    kept = "".join(one for one in apart if not unicodedata.category(one).startswith("M"))
    return _WORD.findall(kept)


class SearchIndex:
    """Grows record by record; ``files`` gives what to write."""

    def __init__(self) -> None:
        self._records: list[list[Any]] = []
        self._words: dict[str, list[int]] = defaultdict(list)

    def add(self, record: dict[str, Any], href: str) -> None:
        """Add a record; a word of its title counts more than one of its text."""
        number = len(self._records)
        lead = record["summary"] or record["text"] or ""
        title = record["title"] or record["id"]
        short = lead if len(lead) <= _LEAD_CHARS else f"{lead[:_LEAD_CHARS].rsplit(' ', 1)[0]} …"
        self._records.append([href, title, record["kind"], record["published"] or "", short])
        in_title = set(search_words(title))
        for word in sorted({*in_title, *search_words(" ".join(_texts(record)))}):
            self._words[word].append(2 * number + (word in in_title))

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield name and text of each file; a word's numbers are twice a record's, odd in titles."""
        yield "records.js", _call("records", self._records)
        shards: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for word in sorted(self._words):
            shards[shard_of(word)][word] = self._words[word]
        yield "shards.js", _call("shards", sorted(shards))
        for name in sorted(shards):
            yield f"words-{name}.js", _call("words", [name, shards[name]])


def shard_of(word: str) -> str:
    """Return the file that a word is in: its first letter, "other" beyond a to z and 0 to 9."""
    first = word[0]
    return first if first.isascii() and first.isalnum() else "other"


def _texts(record: dict[str, Any]) -> Iterable[str]:
    """Yield the texts of a record and the names of its facts, which its text may say otherwise."""
    yield from filter(None, (record["title"], record["summary"], record["text"]))
    for kind in kinds():
        facts = record.get(kind.name)
        for one in facts if isinstance(facts, list) else ():
            if isinstance(one, str):
                yield one
            elif isinstance(one.get("name"), str):
                yield one["name"]


def _call(name: str, data: Any) -> str:
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_SAFE)
    return f'aimfSearch("{name}",{told});\n'
