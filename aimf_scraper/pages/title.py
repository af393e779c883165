"""A page's title: ``<h1>``, ``og:title`` and ``<title>`` weighed against one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.head import Head
    from aimf_scraper.pages.walk import Block


@dataclass(frozen=True, slots=True)
class Title:
    """``at``: the block that shows it, where one does."""

    text: str | None
    at: int | None


def page_title(head: Head, blocks: list[Block], carded: list[bool]) -> Title:
    """Return the title and where it stands.

    An ``<h1>`` that the metadata repeats is the title; so is any line that is
    ``og:title`` word for word, whatever its tag (builders use ``<div>``). An
    ``<h1>`` alone is it unless it is only the site's name.
    """
    ones = [at for at, block in enumerate(blocks) if block.tag == "h1" and not carded[at]]
    said = head.meta.get("og:title") or head.linked.headline or ""
    whole = fold(head.title or "")
    site = fold(head.site_name or "")
    for at in ones:
        text = fold(blocks[at].text)
        if text and text != site and (text in fold(said) or (whole and text in whole)):
            return Title(blocks[at].text, at)
    bare = _without_site(said, head) or head.bare_title()
    wanted = fold(bare or "")
    if wanted:
        for at, block in enumerate(blocks):
            if len(block.text) < 300 and not carded[at] and fold(block.text) == wanted:
                return Title(block.text, at)
    for at in ones:
        if fold(blocks[at].text) != site and len(blocks[at].text) > 2:
            return Title(blocks[at].text, at)
    if bare:
        return Title(bare, None)
    for at, block in enumerate(blocks):
        if block.tag in {"h2", "h3"} and not carded[at]:
            return Title(block.text, at)
    return Title(None, None)


def _without_site(said: str, head: Head) -> str | None:
    """Return ``og:title`` without the site's name at its end, which some plugins leave there."""
    name = head.site_name
    text = said.strip()
    if name and fold(text).endswith(fold(name)) and len(text) > len(name) + 3:
        rest = text[: -len(name)].rstrip()
        if rest and rest[-1] in "|–—-·•»":
            return rest[:-1].rstrip()
    return text or None
