"""What is named by a bare word: how such a mention is made, and what is taken already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.organisations.head_nouns import type_of
from aimf_scraper.rules.organisations.mention import OrganisationMention
from aimf_scraper.rules.partners.word_families import any_word
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aimf_scraper.rules.engine.document import Part


def bare(part: Part, start: int, end: int, name: str, rule: str) -> OrganisationMention:
    """Return a mention that only a cue beside it makes an organisation."""
    key = f"name:{fold(name)}"
    return OrganisationMention(part, start, end, name, type_of(name), rule, key, bare=True)


def plain_states(part: Part, covered: bytearray) -> list[OrganisationMention]:
    """Return each "l'État" that says no country; it counts only where it pays."""
    return [
        bare(part, *found.span("state"), "État", STATE)
        for found in _STATE.finditer(part.text)
        if not covered[found.start("state")]
    ]


STATE: Final = "partners.state"
#: "l'État", but no "État de droit", "État civil" or "État-major".
_STATE: Final = re.compile(
    rf"[lL]['’](?P<state>[ÉE]tat)(?=[,.;)]| (?!{any_word('state_goes_on')}))"
)


def marked(part: Part, taken: Mapping[int, int]) -> bytearray:
    """Return a mark for each character of *part* that lies in what *taken* spans."""
    covered = bytearray(len(part.text) + 1)
    for start, end in taken.items():
        covered[start:end] = b"\1" * (end - start)
    return covered


def mark(covered: bytearray, mentions: Iterable[OrganisationMention]) -> None:
    """Mark in *covered* what *mentions* span."""
    for m in mentions:
        covered[m.start : m.end] = b"\1" * (m.end - m.start)
