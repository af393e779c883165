"""Names that are no place where they stand: an institution's, a person's, an event's.

"Université de Dschang", "COP30 de Belém", "M. Paris", "Paris 2024". The heads
of institutions are in ``exclusions.tsv``: they serve for organisations
that no authority file knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.names.homonyms import is_given_name
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.places.cues import pattern_of, phrases_of
from aimf_scraper.rules.places.longer_names import NEXT_WORD, is_longer, is_proper
from aimf_scraper.tables import Row, read_tsv

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.places.left_context import Lead
    from aimf_scraper.rules.places.mention import PlaceMention

_REACH: Final = 8  # words between an institution's head and the name
_YEAR: Final = re.compile(r"[ \u00a0](?:19|20)\d\d\b")
_POSTCODE: Final = Pattern(r"(?<![\d.,] )(?<!\d)(?!(?:19|20)\d\d )\d{4,5} |\bBP ?\d{1,6},? ")
_REGION: Final = frozenset({"region"})
#: What ends a postcode: "75001 Paris", "BP 12, Paris".
_BEFORE_PLACE_NAME: Final = frozenset("0123456789,")
_SPACES: Final = frozenset({" ", "\u00a0"})
_MAY_END_A_NAME: Final = frozenset({"of", "of_the", None})
#: Cues that say "the town itself" whatever stands before them.
_OF_A_TOWN: Final = frozenset({"town_hall", "mayor", "label"})


Masks = Literal["always", "capitalised", "site"]


@dataclass(frozen=True, slots=True)
class _Head(Row):
    """A line of ``exclusions.tsv``."""

    key: ClassVar = ("head",)
    head: str
    masks: Masks


#: What is asked of every name before it is a place.
EXCLUSIONS: Final = (
    "address",
    "event",
    "joined",
    "longer",
    "organisation",
    "person",
    "quarter",
    "region",
)


def mask_of(mention: PlaceMention) -> str | None:
    """Return what the name belongs to instead of a place, ``None`` if to nothing.

    One of ``address`` ("75001 Paris"), ``region`` (only a region is called so), ``joined`` ("Refela-Cam"), ``longer`` ("Sete de
    Abril"), ``person``, ``event`` ("Paris 2024"), ``quarter``, ``organisation``, ``site`` (in it: "Musée de Casablanca").
    """
    if mention.candidates.kinds == _REGION:
        return "region"
    if _is_joined(mention):
        return "joined"
    if is_longer(mention):
        return "longer"
    if mention.cue == "mayor" and mention.lead.preposition is None:
        return "person"  # "l'échevine Nancy Castillo", beside "l'échevine de Huy"
    if mention.cue in _OF_A_TOWN:
        return None
    text, start = mention.part.text, mention.start
    if text[start - 2 : start - 1] in _BEFORE_PLACE_NAME and _POSTCODE.right_before(text, start):
        return "address"
    if _is_person(mention):
        return "person"
    if text.startswith(", ", mention.end) and mention.part.context.follows(
        pattern_of("quarter"), mention.end
    ):
        return "quarter"
    if is_quarter(mention):
        return "quarter"
    if mention.cue not in {"at", "title"} and _YEAR.match(text, mention.end):
        return "event"
    return _institution(mention)


def is_in_proper_name(mention: PlaceMention) -> bool:
    """Return whether other capitalised words lean on the name: "Paris Saint-Germain".

    Acronyms do not count, and in a heading in capitals nothing does.
    """
    name = mention.name
    if name.isupper() and len(name) > 3:
        return False
    text, end = mention.part.text, mention.end
    if text[end + 1 : end + 2].isupper():
        following = NEXT_WORD.match(text, end)
        if following and is_proper(following.group(1)):
            return True
    return follows_proper_name(mention)


def follows_proper_name(mention: PlaceMention) -> bool:
    """Return whether a capitalised word stands right before the name: "Joyce Sainte-Marie"."""
    nearest = mention.lead.word(0) if mention.lead.preposition is None else None
    if nearest is None:
        return False
    word, at = nearest
    if word == "grand" or mention.part.text[at + len(word) : mention.start] not in _SPACES:
        return False
    before = mention.part.text[at : at + len(word)]
    return is_proper(before) and not opens_sentence(mention.part, at)


@cache
def _rows() -> dict[str, _Head]:
    return {one.head: one for one in read_tsv(Path(__file__).with_name("exclusions.tsv"), _Head)}


@cache
def _heads() -> dict[str, Masks]:
    return {head: row.masks for head, row in _rows().items()}


def institution_at(mention: PlaceMention) -> str:
    """Return where the head of the institution before the name stands in the table, empty where none is."""
    for number in range(_REACH):
        one = mention.lead.word(number)
        if one is None:
            break
        row = _rows().get(one[0]) or _rows().get(one[0].removesuffix("s"))
        if row is not None:
            return row.read_at
    return ""


def opens_sentence(part: Part, at: int) -> bool:
    """Return whether the word at *at* has its capital from a sentence, or what a colon opens."""
    before = part.text[slice(*part.context.before(at, "near"))].rstrip(" \u00a0«\"'(•-–")
    return before.endswith((":", ";")) or part.sentences.opens(at)


def _is_joined(mention: PlaceMention) -> bool:
    text, start, end = mention.part.text, mention.start, mention.end
    before = start > 1 and text[start - 1] in "-‐‑" and text[start - 2].isalnum()
    after = end + 1 < len(text) and text[end] in "-‐‑" and text[end + 1].isalpha()
    return before or (after and not mention.part.folded.startswith(phrases_of("town_part"), end))


#: "Sete de Abril", "Cua Lo": what a longer name goes on with.
def _is_person(mention: PlaceMention) -> bool:
    text = mention.part.text
    if mention.cue != "title" and is_given_name(mention.form):
        following = NEXT_WORD.match(text, mention.end)
        if following and following.group(1)[0].isupper():
            return True
    nearest = mention.lead.word(0) if mention.lead.preposition is None else None
    if nearest is None:
        return False
    word, at = nearest
    gap = text[at + len(word) : mention.start]
    if word in little_words("honorific") and "(" not in gap:
        return True
    if not text[at].isupper() or gap not in _SPACES:
        return False
    return is_given_name(word) or len(word) == 1


def is_quarter(mention: PlaceMention) -> bool:
    """Tell "le quartier Zongo", "le marché Saint-Maur" from "un quartier de Lomé": the name is its own."""
    if mention.cue != "place" or mention.lead.preposition is not None:
        return False
    head = mention.lead.word(0)
    return (
        head is not None
        and head[0] in little_words("own_name")
        and "quarter" not in mention.candidates.kinds
    )


def _institution(mention: PlaceMention) -> str | None:
    """Return ``organisation`` or ``site`` where the name ends an institution's."""
    lead = mention.lead
    nearest = lead.word(0) if lead.preposition in _MAY_END_A_NAME else None
    if nearest is None:
        return None
    if nearest[0] in phrases_of("that_of"):
        event = mention.part.context.said_before(pattern_of("event"), nearest[1], "line")
        return "organisation" if event else None
    if lead.preposition is None and not is_in_proper_name(mention):
        # "la rue Saint-Denis", "le lycée Saint-Louis"
        return "organisation" if _heads().get(nearest[0]) == "always" else None
    return _head_before(mention)


def _head_before(mention: PlaceMention) -> str | None:
    """Return what the nearest head of an institution before the name makes of it."""
    lead, text = mention.lead, mention.part.text
    chain = little_words("chain")
    named = lead.preposition is None  # "le journal Bamako Hebdo": any head will do
    listed = False
    for number in range(_REACH):
        one = lead.word(number)
        if one is None or one[0] in _ends_institution():
            return None
        word = one[0]
        masks, begins = _masks_of(lead, number)
        if masks is not None:
            if masks == "always" or named or text[begins].isupper():
                return "site" if masks == "site" else "organisation"
            if number == 0:
                return None
        if pattern_of("event_name").regex.fullmatch(word):
            return "organisation"
        listed = listed or word == "et"
        if word not in chain and not listed:  # not "les centres de Yopougon et d'Attécoubé"
            named = named or text[begins].isupper()
    return None


def _masks_of(lead: Lead, number: int) -> tuple[Masks | None, int]:
    """Return what the head at word *number* masks, alone or with the word before it, and where it begins."""
    one = lead.word(number)
    if one is None:
        return None, 0
    word, at = one
    heads = _heads()
    masks = heads.get(word) or heads.get(word.removesuffix("s"))
    before = lead.word(number + 1) if masks is None else None
    if before is not None:
        masks = heads.get(f"{before[0]} {word}")
        at = before[1] if masks else at
    return masks, at


@cache
def _ends_institution() -> frozenset[str]:
    return little_words("function") - little_words("chain")
