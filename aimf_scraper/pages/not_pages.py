"""Answers with status 200 that are no page: captchas, maintenance, "not found", templates."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.errors import PageError
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block

#: A challenge or a maintenance notice says little; an article about one says more.
_MAX_NOTICE_CHARS: Final = 900
_LOOKED_AT: Final = 4_000
_PROSE_CHARS: Final = 60


@cache
def _words() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    data = table("not_pages")
    return tuple(
        (name, tuple(data[name]["titles"]), tuple(data[name]["phrases"]))
        for name in ("captcha", "maintenance", "not-found")
    )


def asks_for_password(body: bytes) -> bool:
    """Tell whether WordPress' form for a protected post stands in *body*."""
    return b"post_password" in body and b"<input" in body


def refuse_other_pages(head_title: str | None, title: str | None, blocks: list[Block]) -> None:
    """Raise PageError where the page is none of the site's.

    A short page counts as a notice if its title begins as such notices do and
    it says little, or if it says one of their phrases.
    """
    shown = sum(len(one.text) for one in blocks)
    if shown <= _MAX_NOTICE_CHARS:
        titles = [fold(one).strip(" .…!") for one in (head_title, title) if one]
        said = fold(" ".join(one.text for one in blocks))[:_LOOKED_AT]
        for name, starts, phrases in _words():
            by_title = any(one.startswith(starts) for one in titles)
            by_phrase = any(phrase in said for phrase in phrases)
            if by_phrase or (by_title and shown <= _MAX_NOTICE_CHARS // 2):
                raise PageError(name, f"a {name} page answered: {head_title or said[:80]!r}")
    forgotten = table("not_pages")["template"]
    if title and fold(title).strip(" .…!") in forgotten["titles"]:
        raise PageError("template", f"a forgotten template: {title!r}")


def is_dummy_text(blocks: list[Block]) -> bool:
    """Return whether a page is filled with "Lorem ipsum", as a forgotten template is."""
    phrases = table("not_pages")["template"]["phrases"]
    heads = "\n".join([one.text[:200] for one in blocks]).lower()
    if not any(phrase in heads for phrase in phrases):
        return False
    filler = other = 0
    for block in blocks:
        if any(phrase in block.text[:200].lower() for phrase in phrases):
            filler += len(block.text)
        elif len(block.text) >= _PROSE_CHARS:
            other += len(block.text)
    return filler > other
