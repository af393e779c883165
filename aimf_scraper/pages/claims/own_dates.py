"""Dates in the article's own boxes, wherever they stand: its header, its foot, beside its title.

The walk over a page sees lines; builders also put dates where it does not go (a foot,
an ``abbr``) or into boxes that only their names explain. Looked for only where
the head of the page and the lines beside the title say nothing.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from lxml import etree

from aimf_scraper.pages.claims.datelines import (
    MAX_DATELINE,
    date_parts,
    mark,
    read_dateline,
    says_when,
)
from aimf_scraper.pages.claims.days import is_day_only, read_day, short_figures
from aimf_scraper.pages.claims.other_days import MAX_MARKS, short_words
from aimf_scraper.pages.claims.published import marked, read_mark, value_of
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.source.tree import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from lxml.etree import _Element

    from aimf_scraper.pages.claims.datelines import Dated
    from aimf_scraper.pages.claims.published import Marked

_FIND: Final = etree.XPath(
    "//time | //footer | //abbr[@title] | //*[@itemprop][contains(@itemprop,'date') or @itemprop='pubdate']"
    " | //*[@property][contains(@property,'date') or contains(@property,'created') or contains(@property,'issued')]"
    " | //*[contains(@class,'date') or contains(@class,'Date') or contains(@class,'ublish') or contains(@class,'ublication')"
    " or contains(@class,'publi') or contains(@class,'posted') or contains(@class,'parution') or contains(@class,'modified') or contains(@class,'updated')"
    " or contains(@class,'submitted') or contains(@class,'datum') or contains(@class,'Datum') or contains(@class,'jour')"
    " or contains(@class,'created') or contains(@class,'time') or contains(@class,'meta') or contains(@class,'byline')]"
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OUTSIDE: Final = frozenset(
    {"nav", "aside", "form", "table", "blockquote", "dialog", "script", "style"}
)
_LINES: Final = frozenset({"p", "li", "td", "dd", "blockquote"})
#: So many letters beside a time in its line are no mark but a sentence.
_MAX_BESIDE_TIME: Final = 20
_OWN_BOXES: Final = frozenset({"article", "main"})
_OWN_BITS: Final = marks.ARTICLE | marks.MAIN | marks.BODY | marks.ITEM
#: An unmarked date stands at most this many boxes from the title.
_MAX_STEPS: Final = 6
#: So many dates in one box beside the title are a list of other pages.
_MAX_IN_BOX: Final = 3


class Around(NamedTuple):
    """The boxes of the page's heading and of its article.

    ``steps``: each box that holds one of them, with how far out it is; ``outer``: those
    that hold the whole article and more; ``cards``: boxes of other pages.
    """

    steps: dict[_Element, int]
    outer: frozenset[_Element]
    cards: frozenset[_Element] = frozenset()


def own_dates(
    root: _Element, around: Around, found: Dated, *, only_said: bool, others: AbstractSet[str]
) -> None:
    """Add to *found* the dates that the boxes beside the article's heading mark as its own.

    ``only_said``: take only what says that it is about publishing (on an event's
    page any other date is the event's). ``others``: words of dates that are known to be
    another thing's.
    """
    taken = [
        (el, *place)
        for el in islice(cast("Iterable[_Element]", _FIND(root)), MAX_MARKS)
        if (place := _place(el, around)) is not None
    ]
    said_in: dict[_Element, set[str]] = {}
    for el, box, _ in taken:
        said_in.setdefault(box, set()).add(value_of(el) if len(el) == 0 else short_words(el) or "")
    weak: list[_Element] = []
    beside: list[str] = []
    for el, box, step in taken:
        if len(said_in[box]) > _MAX_IN_BOX:
            continue  # a list of other pages
        names = marked(el)
        if (names.other and not names.published) or (others and short_words(el) in others):
            continue
        if el.tag == "time" and not names.published and is_in_sentence(el):
            continue
        line = _line_with_day(el)
        if names.modified and not only_said and step <= _MAX_STEPS:
            beside += _beside(el)
        if names.published or names.modified or (line is not None and says_when(line)):
            _read(el, names, found)
        elif not only_said and step <= _MAX_STEPS and line is not None:
            weak.append(el)
    for line in beside:
        for part in date_parts(line) if "published" not in found else ():
            read_dateline(part, found)
    for el in weak:
        if "published" not in found:
            line = _line_with_day(el) or ""
            sure = any(date_parts(line)) or next(el.iterancestors("footer"), None) is not None
            if sure and el.tag in {"time", "abbr"}:
                read_mark(el, found)
            for part in list(date_parts(line)) or list(date_parts(short_words(el) or "")):
                read_dateline(part, found)


def is_in_sentence(el: _Element) -> bool:
    """Return whether a time stands among the words of a sentence that says nothing of publishing."""
    parent = el.getparent()
    if parent is None or parent.tag not in _LINES:
        return False
    said, own = words_of(parent), words_of(el)
    return len(said) > len(own) + _MAX_BESIDE_TIME and not says_when(said)


def is_of_other_page(time: _Element, around: AbstractSet[_Element]) -> bool:
    """Return whether a *time* over the title stands in a box that leads to another page: a slide, a ticker.

    *around*: the title's heading and the boxes round it. Within the article a link beside the
    time is a term; a heading is another page's there too.
    """
    box = time
    while (parent := box.getparent()) is not None and parent not in around:
        box = parent
    if parent is None:
        return False
    one = box
    if box is time:  # a flat row: what stands before it
        previous = box.getprevious()
        if previous is None or previous in around:
            return False
        one = previous
    if any(words_of(heading) for heading in one.iter(*_HEADINGS)):
        return True
    if _is_article(parent) or marked(time).published:
        return False
    return any(words_of(link) for link in one.iter("a") if link is not time.getparent())


def _is_article(el: _Element) -> bool:
    names = f"{el.get('class') or ''} {el.get('id') or ''}"
    return el.tag in {"article", "header"} or bool(marks.verdicts()[names] & marks.ARTICLE)


def _beside(el: _Element) -> list[str]:
    """Return the pieces of text that stand beside a date of change in its box: the publication's perhaps."""
    parent = el.getparent()
    if parent is None or short_words(parent) is None:
        return []
    pieces = [parent.text, el.tail]
    for one in parent:
        if one is not el and not marked(one).modified:
            pieces += ["".join(cast("Iterable[str]", one.itertext())), one.tail]
    return [" ".join(one.split()) for one in pieces if one and not one.isspace()]


def _read(el: _Element, names: Marked, found: Dated) -> None:
    prop = el.get("itemprop") or el.get("property")
    said = value_of(el)
    if el.tag in {"time", "abbr", "meta"} or (said and said != words_of(el)):
        read_mark(el, found, source=f"itemprop:{prop}" if prop else None)
    elif next(el.iter("time", "abbr"), None) is None:  # else that is a mark itself
        line = short_words(el) or ""
        for part in list(date_parts(line)) or [line]:
            if names.modified and (day := read_day(part)):
                found.setdefault("modified", (day, mark("dateline", part)))
            elif names.published and (day := short_figures(part)):
                found.setdefault("published", (day, mark("dateline", part)))
            else:
                read_dateline(part, found)


def _place(el: _Element, around: Around) -> tuple[_Element, int] | None:
    """Return the box beside the title that *el* stands in, and how far out it is.

    ``None`` where that is the page's margin, another article, a menu, a form, a card.
    """
    steps = around.steps
    if el in steps:
        return None
    box = el
    foot = False
    verdicts = marks.verdicts()
    for parent in el.iterancestors():
        if box in around.cards and short_words(box) != short_words(el):
            return None
        is_marks = box.tag == "aside" and "meta" in (box.get("class") or "")
        if (box.tag in _OUTSIDE and not is_marks) or (box.tag == "article" and box is not el):
            return None
        names = f"{box.get('class') or ''} {box.get('id') or ''}"
        left_out = marks.CHROME | marks.HIDDEN
        if box.tag == "footer" and el.tag in {"time", "abbr"}:
            left_out = marks.HIDDEN  # the article's own foot, as "entry-footer": see below
        if verdicts[names] & left_out and not marked(el).published:
            return None
        foot = foot or box.tag == "footer"
        if box.tag == "a" and (short_words(box) or "") != (short_words(el) or ""):
            return None  # a link to another page, with its date
        if parent in steps:
            if parent in around.outer and steps[parent] > 1:
                return None  # beside the article, not in it
            if foot and not _is_own_box(parent):
                return None
            if box is not el and _is_of_another(box, el):
                return None
            return box, steps[parent]
        box = parent
    return None


def _is_own_box(el: _Element) -> bool:
    names = f"{el.get('class') or ''} {el.get('id') or ''}"
    return el.tag in _OWN_BOXES or bool(marks.verdicts()[names] & _OWN_BITS and el.tag != "body")


def _is_of_another(box: _Element, el: _Element) -> bool:
    """Return whether *box* holds a heading: one that is a link, where *el* is named a date of publishing."""
    for heading in box.iter(*_HEADINGS):
        if not marked(el).published or next(heading.iter("a"), None) is not None:
            return True
        if any(one.tag == "a" for one in heading.iterancestors()):
            return True
    return False


def _line_with_day(el: _Element) -> str | None:
    """Return the line that *el* stands in, its words replaced by the day that it says for machines."""
    line = _line_of(el)
    words = short_words(el)
    if line is None or not words or read_day(words):
        return line
    if el.tag not in {"time", "abbr"} and not is_day_only(el.get("title") or ""):
        return line
    day = read_day(value_of(el)[:MAX_DATELINE])
    return line.replace(words, day, 1) if day else line


def _line_of(el: _Element) -> str | None:
    """Return the line that *el* stands in, ``None`` where that is prose."""
    roles = marks.tag_roles()
    while roles.get(el.tag) in {None, marks.SPAN, marks.TIME, marks.ANCHOR}:
        parent = el.getparent()
        if parent is None:
            return None
        el = parent
    return short_words(el)
