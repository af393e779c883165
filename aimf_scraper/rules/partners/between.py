"""What may stand between a cue and a name, or between two names that are said in one breath."""

from __future__ import annotations

from functools import cache
from typing import Final

from aimf_scraper.rules.engine.patterns import any_of, longest_first
from aimf_scraper.rules.names.scope_adjectives import nationalities
from aimf_scraper.rules.organisations.head_nouns import heads

#: "lyonnaise", "locales", "espagnole": an adjective between the word of kind and the name.
_ADJECTIVE: Final = (
    r"[a-z]{2,12}(?:al|ale|aux|ais|aise|ain|aine|ien|ienne|ois|oise|gnol|gnole|ique|elle)s?"
)
#: "cabinet d'architectes", "comité de riverains": what the kind is of.
_OF_WHOM: Final = r"(?: (?:de |des |d')[a-z]{3,14})?"


@cache
def kind_words() -> str:
    """Return the pattern of a word of kind with what it is of, or of an adjective, in folded text."""
    kinds = any_of(longest_first(heads("kind")))
    told = any_of(longest_first(nationalities()))
    return rf"(?:{kinds}){_OF_WHOM}|{told}|{_ADJECTIVE}"
