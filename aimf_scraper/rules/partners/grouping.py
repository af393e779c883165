"""Which names are said in one breath: runs that only conjunctions, commas and brackets join."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.patterns import any_of, longest_first
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.organisations.mention import TOWN_HALL
from aimf_scraper.rules.partners.between import kind_words
from aimf_scraper.rules.partners.word_families import any_word, words_of

if TYPE_CHECKING:
    from aimf_scraper.rules.organisations.mention import OrganisationMention

_JOINED: Final = re.compile(
    r"(?:[ ]?\([^()\n]{0,60}\))?[^\S\n]*[ ,;/&+()«»\"–—-]*"
    rf"(?:(?:[ld]'|(?:{any_word('joined')}|{kind_words()})"
    r"(?![^\W_]))[ ,;/&+()«»'\"–—-]*){0,6}"
)
#: A list that "et" has closed is over; a comma after it opens the main clause.
_CLOSES: Final = re.compile(rf"\b(?:{any_word('closes')})\b")
_VERB_FOLLOWS: Final = re.compile(rf" (?!{any_word('no_verb')})[a-z]")
#: "la Ville, le Pr Paul Ndi et la Banque": who stands beside a person keeps the list's words.
_PERSON: Final = re.compile(
    rf"(?:, (?:et )?| et )(?:le |la )?(?:{any_of(longest_first(little_words('honorific')))})\.?"
    r"(?: {1,2}(?!et )[a-z'-]{2,20}){1,3}(?=,| et )"
)
_PERSON_LEAST: Final = 8
#: Two names this far apart are not joined, whatever stands between.
_GAP_MOST: Final = 120
_PLAIN_JOINS: Final = frozenset(words_of("plain_join"))
_PLAIN_COMMAS: Final = frozenset(words_of("plain_comma"))
_NO_JOIN: Final = re.compile(r"[.\n:!?%€]")


def groups_of(folded: str, mentions: list[OrganisationMention]) -> list[list[OrganisationMention]]:
    """Return *mentions* of one part in runs that only conjunctions join.

    "Avec l'appui de l'AIMF et du SIAAP, la commune de Nikki rénove": the comma
    after a closed list, or before what a verb follows, begins another run.
    """
    groups: list[list[OrganisationMention]] = []
    closed = False
    last = -_GAP_MOST - 1
    for m in mentions:
        start = m.start
        between = folded[last:start] if 0 <= start - last <= _GAP_MOST else None
        if between and len(between) > _PERSON_LEAST:
            between = _PERSON.sub("", between)
        last = m.end
        if between is None or not _joins(between):
            groups.append([m])
            closed = False
            continue
        closes = between in _PLAIN_JOINS or (
            between not in _PLAIN_COMMAS and _CLOSES.search(between) is not None
        )
        parts = "," in between or ";" in between
        if parts and not closes and (closed or _VERB_FOLLOWS.match(folded, last)):
            groups.append([m])
            closed = False
        else:
            groups[-1].append(m)
            closed = closed or (closes and not _shares_head(m))
    return groups


def _shares_head(m: OrganisationMention) -> bool:
    """Return whether *m* is a further town of "les villes de A et B": that "et" closes no outer list."""
    return m.rule == TOWN_HALL and m.town_hall is not None and m.start == m.town_hall.start


def _joins(between: str) -> bool:
    if between in _PLAIN_JOINS or between in _PLAIN_COMMAS:
        return True
    if "(" not in between and _NO_JOIN.search(between):
        return False
    return _JOINED.fullmatch(between) is not None
