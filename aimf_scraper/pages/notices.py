"""What notices say that stand in place of a page, and what shows that a page is none of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.claims.datelines import is_dateline
from aimf_scraper.pages.claims.days import is_day_only
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block

#: A challenge or a maintenance notice says little; an article about one says more.
MAX_NOTICE_CHARS: Final = 900
LOOKED_AT: Final = 4_000
PROSE_CHARS: Final = 60
#: A paragraph this long without a phrase of notices tells something else.
_MIN_TOLD_CHARS: Final = 100
_MAX_LOOKED_INTO: Final = 100
#: So many lines under a post's title its date may stand.
_LINES_TO_DATE: Final = 3
#: A line of a dated note that tells something; bylines and rubrics are shorter.
_MIN_LINE_CHARS: Final = 50
#: An article quotes what a notice says; every repeat is bounded.
_QUOTED: Final = re.compile('«[^«»]{0,200}+»|“[^“”]{0,200}+”|"[^"]{0,200}+"')
#: From a thing to what became of it: "la page que vous cherchez a peut-être été déplacée".
_MAX_APART: Final = 120
_MIN_WORD_CHARS: Final = 4
_LOST: Final = ("things", "lost", "things_in_titles", "lost_in_titles")
_NOTICES: Final = (
    "captcha", "server-error", "maintenance", "forbidden", "needs-script", "no-site", "not-found",
)  # fmt: skip


class Notice(NamedTuple):
    reason: str
    titles: tuple[str, ...]
    phrases: tuple[str, ...]


@cache
def notices() -> tuple[Notice, ...]:
    data = table("not_pages")
    return tuple(
        Notice(name, tuple(data[name]["titles"]), tuple(data[name]["phrases"])) for name in _NOTICES
    )


@cache
def lost_pattern(*, in_titles: bool = False) -> re.Pattern[str]:
    """Return what finds a thing and, after it in the same line, that it is gone.

    *in_titles*: also what only a heading says of what was asked for ("n'est pas disponible").
    """
    data = table("not_pages")["not-found"]
    things, lost = (
        "|".join(map(re.escape, [*data[name], *(data[f"{name}_in_titles"] if in_titles else ())]))
        for name in ("things", "lost")
    )
    return re.compile(rf"\b(?:{things})\b.{{0,{_MAX_APART}}}?(?:{lost})")


def tells_something(blocks: list[Block]) -> bool:
    """Return whether a page tells more than a notice does: a post about one is no notice itself.

    It does if it is longer than any notice, or if a paragraph has none of their phrases.
    """
    if shown_chars(blocks) > MAX_NOTICE_CHARS:
        return True
    data = table("not_pages")
    known = [data[name]["phrases"] for name in (*_NOTICES, "login", "cookie-wall")]
    phrases = [phrase for one in known for phrase in one]
    paragraphs = (
        fold(one.text)
        for one in blocks[:_MAX_LOOKED_INTO]
        if one.tag == "p" and len(one.text) >= _MIN_TOLD_CHARS and not one.links
    )
    return any(not any(phrase in said for phrase in phrases) for said in paragraphs)


def is_dated_note(blocks: list[Block], title_at: int | None) -> bool:
    """Return whether a dateline stands under the title, and a line that no notice has: no wall is dated."""
    if title_at is None or shown_chars(blocks) > MAX_NOTICE_CHARS:
        return False
    near = blocks[title_at + 1 : title_at + 1 + _LINES_TO_DATE]
    if not any(is_dateline(one.text) or is_day_only(one.text) for one in near):
        return False
    data = table("not_pages")
    phrases = [phrase for name in _NOTICES for phrase in data[name]["phrases"]]
    lines = (
        fold(one.text)
        for one in blocks[title_at + 1 : _MAX_LOOKED_INTO]
        if len(one.text) >= _MIN_LINE_CHARS and not one.links and one.tag not in HEADINGS
    )
    return any(not any(phrase in said for phrase in phrases) for said in lines)


def shown_chars(blocks: list[Block]) -> int:
    """Return how many characters the page shows; counted no further than a notice goes."""
    shown = 0
    for one in blocks:
        shown += len(one.text)
        if shown > MAX_NOTICE_CHARS:
            break
    return shown


def own_words(blocks: list[Block]) -> str:
    """Return what the page says in its own words, folded: nothing that it quotes."""
    return _QUOTED.sub(" ", fold("\n".join(one.text for one in blocks))[:LOOKED_AT])


def prose_beside(said: str, phrases: tuple[str, ...]) -> int:
    """Return how much prose stands in lines of *said* that have none of *phrases*."""
    return sum(
        len(line)
        for line in said.split("\n")
        if len(line) >= PROSE_CHARS and not any(phrase in line for phrase in phrases)
    )


def has_subject(title: str) -> bool:
    """Return whether a title has a word that none of a notice's has: "Accès interdit à la digue"."""
    return not _notice_words().issuperset(re.findall(rf"[a-z]{{{_MIN_WORD_CHARS},}}", title))


@cache
def _notice_words() -> frozenset[str]:
    said = [line for one in notices() for line in (*one.titles, *one.phrases)]
    said += [line for name in _LOST for line in table("not_pages")["not-found"][name]]
    return frozenset(re.findall("[a-z]+", "\n".join(said)))
