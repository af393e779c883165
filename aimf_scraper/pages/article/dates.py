"""When an article was published and changed: its head, the lines and boxes around its title and text."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.article.heading import around, heading_of
from aimf_scraper.pages.claims.datelines import (
    MAX_DATELINE,
    date_parts,
    is_dateline,
    label_of_date,
    read_dateline,
    says_when,
)
from aimf_scraper.pages.claims.days import is_day_only, is_range, may_hold_day, names_weekday
from aimf_scraper.pages.claims.event_days import is_event_day, label_and_value
from aimf_scraper.pages.claims.other_days import dates_of_others, days_of_change
from aimf_scraper.pages.claims.own_dates import (
    is_in_sentence,
    is_of_other_page,
    own_dates,
)
from aimf_scraper.pages.claims.published import (
    date_in_address,
    marked,
    read_dates,
    read_weak_dates,
    site_day,
)
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.article.body import Body
    from aimf_scraper.pages.claims.datelines import Dated
    from aimf_scraper.pages.page_parts import PageParts

#: How many lines over the title its date and its terms may stand.
LINES_OVER_TITLE: Final = 4
#: A longer line among the article's marks says more than who and when.
_MAX_META_LINE: Final = 60
#: So many days, each in a line of its own, are not the page's.
_A_LIST: Final = 3
#: So many lines of a standfirst may stand before the date.
_LINES_OF_LEAD: Final = 3
#: So many lines after the article's end its dateline may stand.
_LINES_BELOW: Final = 4


def read_article_dates(page: PageParts) -> Dated:
    """Return when the page was published and changed, where it says so."""
    body = page.body
    if body is None:
        dates = read_dates(page.head, (), ())
        read_weak_dates(page.head, dates)
        if page.kind != "event":
            date_in_address(page.head.canonical or page.url, dates)
        return dates
    is_event = page.kind == "event"  # a bare date is the event's day
    changed: tuple[str, ...] = ()
    if not page.head.linked.published:
        changed = days_of_change(page.root, [one.text for one in page.walk.blocks])
    times, datelines = _times(page, body), list(_datelines(page, body, changed))
    if is_event:
        times = [el for el in times if _says_published(el)]
        datelines = [one for one in datelines if says_when(one)]
    if datelines and not page.head.linked.published and _is_list(page, body):
        datelines = [one for one in datelines if says_when(one)]
    of_others = _said_of_others(page) if datelines else frozenset()
    if datelines and not page.head.linked.published:
        of_others |= dates_of_others(page.root)
    datelines = [one for one in datelines if one not in of_others]
    dates = read_dates(page.head, times, datelines)
    if "published" not in dates:
        weak: Dated = {}
        read_weak_dates(page.head, weak)
        if weak:  # what readers are told goes before, wherever it stands
            of_others = of_others or _said_of_others(page)
            own_dates(page.root, around(page, body), dates, only_said=True, others=of_others)
            for line in filter(says_when, _says_when(page, body, is_event=is_event)):
                read_dateline(_unchanged(line, changed), dates)
            for name, date in weak.items():
                dates.setdefault(name, date)
    if "published" not in dates:
        of_others = of_others or _said_of_others(page)
        own_dates(page.root, around(page, body), dates, only_said=is_event, others=of_others)
        for line in _says_when(page, body, is_event=is_event):
            read_dateline(_unchanged(line, changed), dates)
        for line in () if "published" in dates else _day_alone(page, body):
            if line not in of_others and line not in changed:
                read_dateline(line, dates)
        if not is_event:
            date_in_address(page.head.canonical or page.url, dates)
    site_day(dates, page.head, page.url, times, datelines)
    return dates


def _said_of_others(page: PageParts) -> frozenset[str]:
    """Return the words of the dates that are another thing's, by their names or by what stands beside them."""
    blocks = page.walk.blocks
    times = (
        words_of(el)
        for el, at in page.walk.times
        if marked(el).other or (at < len(blocks) and _is_of_other_thing(page, at))
    )
    events = (
        words
        for at, one in enumerate(blocks)
        if is_event_day(blocks, at)
        for words in (one.text, label_and_value(one.text)[1])
    )
    return frozenset(chain(times, events))


def _is_list(page: PageParts, body: Body) -> bool:
    """Return whether several days stand alone among little prose: a list of other pages."""
    blocks = page.walk.blocks[body.start : body.end]
    lines = (one.text for one in blocks if len(one.text) <= _MAX_META_LINE)
    days = {part for line in lines if may_hold_day(line) for part in date_parts(line)}
    prose = sum(len(one.text) > MAX_DATELINE for one in blocks)
    return len(days) >= _A_LIST and prose <= 2 * len(days)


def _times(page: PageParts, body: Body) -> list[_Element]:
    """Return the times beside the title: none of a card, none in the prose or below it."""
    first = page.top - LINES_OVER_TITLE
    of_other_pages = _over_title(page)
    return [
        el
        for el, at in page.walk.times
        if first <= at < body.prose_start
        and not page.in_card(at)
        and el not in of_other_pages
        and (_says_published(el) or not (is_in_sentence(el) or _is_of_other_thing(page, at)))
    ]


def _over_title(page: PageParts) -> dict[_Element, int]:
    """Return the times near over the title that are another page's (a slide's), with their lines."""
    first, top = page.top - LINES_OVER_TITLE, page.top
    times = [(el, at) for el, at in page.walk.times if first <= at < top]
    heading = heading_of(page) if times else None
    if heading is None:
        return {}
    around = frozenset((heading, *heading.iterancestors()))
    return {el: at for el, at in times if is_of_other_page(el, around)}


def _says_published(el: _Element) -> bool:
    names = f"{el.get('class') or ''} {el.get('itemprop') or ''}".lower()
    return "publish" in names or "modified" in names or "entry-date" in names or "updated" in names


def _unchanged(line: str, changed: tuple[str, ...]) -> str:
    """Return *line* without the days of a change in it."""
    for words in changed:
        line = line.replace(words, " ", 1)
    return line.strip()


def _datelines(page: PageParts, body: Body, changed: tuple[str, ...]) -> Iterator[str]:
    captions = {one.text for one in page.walk.blocks if one.bits & marks.CAPTION}
    other_days = {
        one.text
        for at, one in enumerate(page.walk.blocks[: body.end])
        if one.text in body.datelines and _is_of_other_thing(page, at)
    }
    for line in body.datelines:
        if line in captions or line in other_days:
            continue  # a day in it is the picture's, or an event's
        own = _unchanged(line, changed)
        parts = list(date_parts(own))
        yield from parts
        if not parts and len(own) <= _MAX_META_LINE:
            yield own
    at = page.title.at
    blocks = page.walk.blocks
    if at is None:
        return
    if page.title.text and blocks[at].text != page.title.text:  # a date stood in the heading
        yield from date_parts(blocks[at].text.replace(page.title.text, "").strip())
    near = [*range(at + 1, min(body.prose_start, at + 7)), *range(at - 1, max(-1, at - 5), -1)]
    of_other_pages = set(_over_title(page).values())
    for one in near:
        block = blocks[one]
        if len(block.text) > MAX_DATELINE or page.carded[one] or one in of_other_pages:
            continue
        if _is_of_other_thing(page, one):
            continue
        if one < at and names_weekday(block.text) and not is_dateline(block.text):
            continue  # the day on which the page is read
        own = _unchanged(block.text, changed)
        parts = list(date_parts(own))
        yield from parts
        if not parts and block.bits & marks.DATE:
            yield own


def _is_of_other_thing(page: PageParts, at: int) -> bool:
    """Return whether a line says an event's day or a limit, or stands under such a label."""
    cues = tuple(table("dates")["cues"]["of_others"])
    blocks = page.walk.blocks
    label = blocks[at - 1].text if at else ""
    return (
        fold(blocks[at].text).startswith(cues)
        or (len(label) <= _MAX_META_LINE and fold(label).startswith(cues))
        or _labels_other_day(label)
        or is_event_day(blocks, at)
    )


def _labels_other_day(line: str) -> bool:
    """Return whether *line* is the label of a change or a look: the day in the next line is no publication's."""
    if len(line) > _MAX_META_LINE or may_hold_day(line):
        return False
    return label_of_date(line) in {"modified", "other"} and fold(line).startswith(
        tuple(table("dates")["cues"]["modified"] + table("dates")["cues"]["seen"])
    )


def _says_when(page: PageParts, body: Body, *, is_event: bool) -> Iterator[str]:
    """Yield the lines of the article that say when it was published, under its prose too.

    Under the prose they end at the next heading, and a signature with its date counts.
    """
    blocks = page.walk.blocks
    for at in range(page.top, min(body.end + _LINES_BELOW, len(blocks))):
        block = blocks[at]
        below = at >= body.prose_end
        if page.in_card(at) or (below and block.tag in HEADINGS):
            if below:
                return
            continue
        if says_when(block.text) or (below and not is_event and is_dateline(block.text)):
            yield block.text


def _day_alone(page: PageParts, body: Body) -> Iterator[str]:
    """Yield the one line of a news page's beginning that is a date and nothing else.

    It stands under a standfirst. Several are a chronicle, one under a label is its value.
    """
    if page.kind not in {None, "news"}:
        return
    blocks = page.walk.blocks
    days = [
        at
        for at in range(body.start, body.end)
        if is_day_only(blocks[at].text) and not page.in_card(at) and not is_range(blocks[at].text)
    ]
    if len(days) == 1 and (at := days[0]) <= body.prose_start + _LINES_OF_LEAD:
        before = blocks[at - 1] if at else None
        if (
            before is None
            or len(before.text) > _MAX_META_LINE
            or before.tag in {"h1", "figcaption"}
        ):
            yield blocks[at].text
