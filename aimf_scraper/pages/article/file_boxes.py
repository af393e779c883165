"""Boxes of documents that stand beside the box of an article's text and belong to it."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.article.related_content import path_to
from aimf_scraper.pages.claims.documents import document_type
from aimf_scraper.pages.claims.file_names import is_file
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.article.body import Body
    from aimf_scraper.pages.layout.blocks import Node
    from aimf_scraper.pages.page_parts import PageParts

_NO_FILE_BOXES: Final = frozenset({"nav", "header", "footer", "aside", "form"})
_NO_NAMED_BOXES: Final = frozenset({"nav", "header", "footer", "form"})
_OF_SITE: Final = marks.NEVER | marks.MENU | marks.HIDDEN
#: The heading of a box of files stands in one of the boxes right round the link.
_MAX_LEVELS: Final = 5
_MAX_BOX_LINKS: Final = 100
#: A box of documents says little else.
_MAX_LABEL_CHARS: Final = 80
_WORD: Final = re.compile("[a-z]+")


def in_file_box(el: _Element) -> bool:
    """Tell whether *el* stands in a box of the article's files that is named like chrome.

    "related-files" is one, "related-posts" and the site's menu and foot are none.
    """
    verdicts = marks.verdicts()
    found = False
    for box in el.iterancestors():
        if box.tag in _NO_FILE_BOXES:
            return False
        names = box.get("class") or ""
        if verdicts[names] & marks.CHROME:
            related = _related_box().search(names) and _only_files(box)
            # TYPO3 puts related files and related news into one box.
            of_files = related or _file_box().search(names)
            if not (of_files or (found and _related_box().search(names))):
                return False
            found = True
    return found


def in_named_box(el: _Element) -> bool:
    """Return whether *el* stands in a box of files that its heading calls the page's own ("Pièces jointes").

    It may stand in an aside or a column, but in no menu or foot of the site, and holds nothing else.
    """
    verdicts = marks.verdicts()
    named = False
    for level, box in enumerate(el.iterancestors()):
        if box.tag in _NO_NAMED_BOXES or verdicts[box.get("class") or ""] & _OF_SITE:
            return False
        if not named and level < _MAX_LEVELS and (label := _label_in(box, el)) is not None:
            if fold(label).strip(" :.") not in table("media")["box_labels"]:
                return False
            if not _only_files(box) or any(_is_of_site(words_of(one)) for one in box.iter("a")):
                return False
            named = True
    return named


def _label_in(box: _Element, el: _Element) -> str | None:
    """Return the heading that stands before *el* in *box*, the last one."""
    found = None
    for one in islice(box.iter(*HEADINGS, "strong", "a"), _MAX_BOX_LINKS):
        if one is el:
            break
        if one.tag != "a" and (said := words_of(one)):
            found = said
    return found


def _only_files(box: _Element) -> bool:
    """Return whether every link in *box* leads to a document: related files, no related pages."""
    # Some are relative, and a bare host ends as a file does.
    links = islice(box.iter("a"), _MAX_BOX_LINKS)
    return all(is_file(f"https://a.example/{one.get('href') or ''}") for one in links)


def lines_of_files(page: PageParts, body: Body) -> set[int]:
    """Return the lines of the boxes below the text, in the box of text and title, that only hold documents.

    They are called so ("Pièces jointes"), or by their class, or not called at all; what is called
    otherwise ("Nos dernières publications") is the site's.
    """
    title, root = page.title.at, page.walk.root
    if title is None or root is None or body.prose_end == 0:
        return set()
    found: set[int] = set()
    end = body.end
    for parent in reversed(path_to(root, body.prose_end - 1)):
        for kid in parent.kids:
            if kid.start >= end and _holds_documents(page, kid, end):
                found.update(range(kid.start, kid.end))
        if parent.start <= title < parent.end:
            return found
        end = max(end, parent.end)
    return found


def _holds_documents(page: PageParts, box: Node, end: int) -> bool:
    if any(map(page.in_card, range(box.start, box.end))):
        return False
    links = [
        el
        for el, _ in page.walk.links[box.link_start : box.link_end]
        if (el.get("href") or "#")[0] != "#"  # it leads nowhere: a button of a script
    ]
    if not links or len(links) > _MAX_BOX_LINKS:
        return False
    if any(not (url := page.urls[el]) or document_type(el, url) is None for el in links):
        return False
    labels = list(_labels(page, box, end))
    if any(map(_is_of_site, labels)):
        return False
    named = _file_box().search(box.names) or any(map(_names_documents, labels))
    return bool(named) or not labels


def _labels(page: PageParts, box: Node, end: int) -> Iterator[str]:
    """Yield what *box* is called: short lines over its first link, the heading right over it."""
    blocks = page.walk.blocks
    if box.start > end and blocks[box.start - 1].tag in HEADINGS:
        yield blocks[box.start - 1].text
    for one in blocks[box.start : box.end]:
        if one.links:
            return
        if len(one.text) <= _MAX_LABEL_CHARS:
            yield one.text


def _names_documents(label: str) -> bool:
    said = _WORD.findall(fold(label))
    return any(one.startswith(_words("label_words")) for one in said)


def _is_of_site(label: str) -> bool:
    said = _WORD.findall(fold(label))
    return any(one.startswith(_words("site_words")) for one in said)


@cache
def _file_box() -> re.Pattern[str]:
    within, alone = "|".join(_words("file_box_names")), "|".join(_words("file_box_words"))
    return re.compile(rf"{within}|(?:^|[-_ ])(?:{alone})(?:$|[-_ ])", re.IGNORECASE)


@cache
def _related_box() -> re.Pattern[str]:
    return re.compile("|".join(_words("related_box_names")), re.IGNORECASE)


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(table("media")[name])
