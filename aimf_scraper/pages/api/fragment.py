"""A piece of HTML inside JSON or XML: read by the same walk as a page."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

from aimf_scraper.errors import PageError
from aimf_scraper.pages.article.body import Body, find_body, text_of
from aimf_scraper.pages.claims.documents import attachment, embedded_documents
from aimf_scraper.pages.claims.file_names import is_file
from aimf_scraper.pages.claims.pictures import image
from aimf_scraper.pages.claims.terms import line_terms
from aimf_scraper.pages.layout.walk import walk
from aimf_scraper.pages.listing.card_titles import is_cut
from aimf_scraper.pages.listing.cards import Cards
from aimf_scraper.pages.reading import PageLink
from aimf_scraper.pages.source.decode import MAX_BODY_BYTES, parse_html
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.pages.source.urls import Base
from aimf_scraper.text.chrome import Line, drop_tokens, judge_line
from aimf_scraper.text.clean import clean_text

if TYPE_CHECKING:
    from aimf_scraper.records import Attachment, Image
    from aimf_scraper.rules.engine.document import Term

_FRAME: Final = b"<html><body><main>%s</main></body></html>"


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a piece of HTML says. ``cut``: it breaks off ("[…]")."""

    text: str = ""
    cut: bool = False
    terms: tuple[Term, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[PageLink, ...] = ()


def read_fragment(html: str, url: str) -> Fragment:
    """Read a piece of HTML that stands at *url*; never raises: an unreadable piece says nothing."""
    if not html.strip():
        return Fragment()
    if "<" not in html:
        text = clean_text(unescape(html))
        return Fragment(text=text, cut=is_cut(text))
    data = html.encode("utf-8", "replace")[: MAX_BODY_BYTES - len(_FRAME)]
    try:
        root = parse_html(_FRAME.replace(b"%s", data), "text/html; charset=utf-8")
    except PageError:
        return Fragment()
    base = Base(url)
    seen = walk(root)
    carded = Cards(seen, base).covered()
    targets = [(base.join(el.get("href")), at) for el, at in seen.links]
    to_files = frozenset(at for target, at in targets if target and is_file(target))
    body = find_body(seen, carded, None, files=to_files)
    if body is None:  # a line or two, or only a list of links
        taken = [at for at, b in enumerate(seen.blocks) if judge_line(b.text) is Line.TEXT]
        body = Body(0, len(seen.blocks), taken)
    text = clean_text(drop_tokens(text_of(seen, body)))
    links: dict[str, PageLink] = {}
    files: dict[str, Attachment] = {}
    for el, at in seen.links:
        target = base.join(el.get("href"))
        if target is None or (at < len(carded) and carded[at]):
            continue
        words = words_of(el)[:300]
        links.setdefault(target, PageLink(target, words, in_body=True))
        if found := attachment(el, target, words, None):
            files.setdefault(target, found)
    for found in embedded_documents(root, base):
        files.setdefault(found.url, found)
    pictures = [picture for el, _ in seen.images if (picture := image(el, base))]
    return Fragment(
        text=text,
        cut=is_cut(text),
        terms=tuple(line_terms(text.split("\n"))),
        attachments=tuple(files.values()),
        images=tuple(dict.fromkeys(pictures)),
        links=tuple(links.values()),
    )


def line_of(html: str) -> str:
    """Return a piece of HTML as one line of text: a title, a term's name.

    >>> line_of("Eau &amp; assainissement&nbsp;: <em>Hu&ecirc;</em>")
    'Eau & assainissement : Huê'
    """
    return " ".join(read_fragment(html, "").text.split("\n"))
