"""What a body does in a project, as the verb whose subject it is: ``deed_verbs.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Final, Literal

from aimf_scraper.rules.funding.lexicon import endings
from aimf_scraper.rules.partners.word_families import any_word
from aimf_scraper.tables import Row, read_tsv
from aimf_scraper.text.fold import fold

VerbDeed = Literal["works", "helps", "joins", "gives", "arranges"]


@dataclass(frozen=True, slots=True)
class VerbLine(Row):
    """A line of ``deed_verbs.tsv``."""

    key: ClassVar = ("verb",)
    verb: str
    stem: str
    group: str
    deed: VerbDeed


#: "Colas (Abidjan) bâtit", "Colas, de Lyon, a bâti", "Colas, qui bâtit": what may stand before the verb.
_VERB: Final = re.compile(
    r"(?:(?: \([^()\n]{0,40}\))?, (?:[^,.;:\n]{0,80}, )?(?:qui )?|(?: \([^()\n]{0,40}\))? )"
    rf"(?:{any_word('pronoun_before', 'reflexive_before')}){{0,3}}"
    rf"(?:(?P<has>{any_word('has')}) |(?P<will>{any_word('will_do')}) )?"
    rf"(?:(?:{any_word('adverb_before')}|[a-z]{{4,14}}ment) ){{0,2}}(?P<verb>[a-zœ]{{3,16}})(?![a-z'-])"
    rf"(?P<goes_on>(?:{any_word('adverb_behind')}){{0,2}} (?:{any_word('what_is_done', 'towards')}|\d)|[.;\n]|$)?"
)


@cache
def _forms() -> dict[str, dict[str, VerbDeed]]:
    """Return the forms, folded, by tense, with what they tell."""
    found: dict[str, dict[str, VerbDeed]] = {}
    for line in read_tsv(Path(__file__).with_name("deed_verbs.tsv"), VerbLine):
        for tense, ending in endings()[line.group]:
            found.setdefault(tense, {})[line.stem + fold(ending)] = line.deed
    return found


def deed_after(folded: str, end: int) -> tuple[VerbDeed, int, int] | None:
    """Return what the verb behind a name that ends at *end* tells, with the verb's span."""
    m = _VERB.match(folded, end)
    if m is None:
        return None
    word, forms = m["verb"], _forms()
    if m["has"]:
        told = forms["participle"].get(word)
    elif m["will"]:
        told = forms["infinitive"].get(word)
    else:
        told = forms["future"].get(word) or forms["imperfect"].get(word)
        if told is None and m["goes_on"] is not None:  # "la Ville aide", "forme": nouns as often
            told = forms["present"].get(word)
    return None if told is None else (told, *m.span("verb"))
