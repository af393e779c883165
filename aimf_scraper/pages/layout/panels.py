"""Tabs, accordions and toggles: each panel under its own title, each title once.

Builders print the titles of tabs in a strip before the panels, some a second time
over each panel, and make titles of links, buttons and boxes. Here the tree is
changed to what is seen when all panels are open: a title is a heading over its panel,
the strip is gone. Panels are found by what titles point at, else by their order.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.layout.icons import is_icon
from aimf_scraper.pages.source.tree import settable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_TAB: Final = r"(?:tabs?|tablist|tta|onglets?|toggles?|accordi[oa]ns?|accordeons?|panel|faqs?|spoiler|collapsible)"
#: A class that names a panel's title: "elementor-tab-title", "kt-blocks-accordion-header".
_TITLE: Final = re.compile(
    rf"(?:^|[\s_-]){_TAB}[a-z_-]{{0,30}}?[_-](?:title|titre|head|header|heading|label|button|trigger"
    r"|questions?|summary|handle|control)(?=[\s_-]|$)",
    re.IGNORECASE,
)
#: A class that names a strip of titles: "et_pb_tabs_controls", "nav-tabs".
_STRIP: Final = re.compile(
    r"(?:^|[\s_-])(?:(?:tabs?|onglets?)[_-]{1,2}(?:title-)?(?:controls|list|nav|navigation|labels|titles"
    r"|menu|links|buttons|triggers)|tabs[_-]{1,2}(?:head|header|heading|wrapper)|nav-(?:tabs|pills))"
    r"(?=[\s_-]|$)",
    re.IGNORECASE,
)
#: Attributes that name the panel of a title.
_POINTERS: Final = ("aria-controls", "data-bs-target", "data-target", "href", "data-tab")
_TITLE_BOXES: Final = frozenset({"a", "button", "label", "span", "strong", "b", "div", *HEADINGS})
#: What no title holds.
_NOT_IN_TITLES: Final = frozenset({"p", "ul", "ol", "dl", "table", "form", "article", "section"})
#: What a table of contents points at.
_NO_PANELS: Final = frozenset({"a", "span", "strong", "b", *HEADINGS})
_MOST_TABS: Final = 20
_MAX_TITLE_CHARS: Final = 200
_MAX_PIECES: Final = 60
_MAX_CLIMB: Final = 3
#: Elements of one page that are looked at, whatever it nests: the rest stays as it is.
_MOST_ELEMENTS: Final = 50_000
_MOST_SCOPES: Final = 200
_MOST_STRIPS: Final = 200
_MOST_TITLES: Final = 1_000


class _Scope(NamedTuple):
    """What stands in one part of a page."""

    ids: dict[str, _Element]
    #: The id of a title -> the panel that says it is titled by it.
    titled: dict[str, _Element]
    strips: list[_Element]
    titles: list[_Element]


class Panels:
    """Arranges the panels of one page; *safe* takes the boxes that hold one: they are no chrome."""

    def __init__(self, safe: set[_Element]) -> None:
        self._safe = safe
        self._scopes: set[_Element] = set()
        self._left = _MOST_ELEMENTS

    def arrange(self, el: _Element) -> None:
        """Arrange the panels in *el*, which is named as one or as a strip, and beside it."""
        parent = el.getparent()
        scope = el if parent is None else parent
        if (
            self._left <= 0
            or len(self._scopes) >= _MOST_SCOPES
            or not self._scopes.isdisjoint([scope, *scope.iterancestors()])
        ):
            return
        self._scopes.add(scope)
        seen = self._look(scope)
        strips: set[_Element] = set()
        for strip in seen.strips:
            if strips.isdisjoint(strip.iterancestors()) and (tabs := _tabs_of(strip)):
                self._spread(strip, tabs, seen, scope)
                strips.add(strip)  # where no panels are found, it keeps its titles as they are
        made: set[_Element] = set()
        for title in seen.titles:
            above = {title, *islice(title.iterancestors(), 8)}
            if strips.isdisjoint(above) and made.isdisjoint(above):
                made.update(_make_heading(title, scope))

    def _look(self, scope: _Element) -> _Scope:
        seen = _Scope({}, {}, [], [])
        for el in islice(scope.iter(), self._left):
            self._left -= 1
            get = el.get
            tag, names, role = el.tag, get("class") or "", get("role")
            if name := get("id"):
                seen.ids.setdefault(name, el)
            if name := get("aria-labelledby"):
                seen.titled.setdefault(name, el)
            if (
                len(el) <= _MOST_TABS
                and len(seen.strips) < _MOST_STRIPS
                and (role == "tablist" or tag in {"ul", "ol"} or (names and _named(names)[0]))
            ):
                seen.strips.append(el)
            if len(seen.titles) < _MOST_TITLES and (
                tag == "summary"
                or role == "tab"
                or (names and _named(names)[1])
                or (tag == "label" and get("for") and _is_over_panel(el))
                or (
                    (tag in {"button", "a"} or role == "button")
                    and (get("aria-expanded") or "collapse" in (get("data-toggle") or ""))
                )
            ):
                seen.titles.append(el)
        return seen

    def _spread(self, strip: _Element, tabs: list[_Element], seen: _Scope, scope: _Element) -> None:
        """Put the titles of *strip*, which are *tabs*, over their panels, if these are found."""
        titles = [words_of_title(one) for one in tabs]
        within = {strip, *strip.iter()}
        panels = _pointed_at(tabs, seen, within) or _in_order(strip, titles, scope)
        if not panels:
            return
        for title, panel in zip(titles, panels, strict=True):
            _put_over(title, panel)
            self._safe.add(panel)
            self._safe.update(_up_to(panel, scope))
        strip.tag = "template"  # the titles are said at their panels


def _tabs_of(strip: _Element) -> list[_Element]:
    """Return the titles in *strip*, none where it is no strip of titles."""
    named = _is_strip(strip)
    inner = strip
    while len(inner) == 1 and inner[0].tag in {"ul", "ol", "div", "nav"}:
        inner = inner[0]
    tabs = list(inner) if 2 <= len(inner) <= _MOST_TABS else []
    if not all(_is_tab(one, named=named) for one in tabs):
        return []
    titles = [words_of_title(one) for one in tabs]
    return tabs if all(titles) and len(set(titles)) == len(titles) else []


def _is_strip(el: _Element) -> bool:
    """Return whether the class or role of *el* says that it holds the titles of tabs."""
    return el.get("role") == "tablist" or _named(el.get("class") or "")[0]


@lru_cache(maxsize=2_000)
def _named(names: str) -> tuple[bool, bool]:
    """Return whether a class string names a strip of titles, and whether a title."""
    names = names[:1_000]
    return _STRIP.search(names) is not None, _TITLE.search(names) is not None


def words_of_title(el: _Element) -> str:
    """Return the words in *el* that are seen, ``""`` where they are too many for a title."""
    pieces: list[str] = []
    _collect(el, pieces)
    words = " ".join("".join(pieces).split())
    return words if len(words) <= _MAX_TITLE_CHARS and len(pieces) < _MAX_PIECES else ""


def _collect(el: _Element, pieces: list[str]) -> None:
    roles, verdicts = marks.tag_roles(), marks.verdicts()
    if el.text:
        pieces.append(el.text)
    for child in islice(el, _MAX_PIECES):
        if len(pieces) >= _MAX_PIECES:
            return
        names = child.get("class")
        hidden = child.get("aria-hidden") == "true" or (names and verdicts[names] & marks.HIDDEN)
        if roles.get(child.tag) != marks.SKIP and not hidden and not is_icon(child):
            _collect(child, pieces)
        pieces.append(child.tail or "")


def _is_tab(el: _Element, *, named: bool) -> bool:
    """Return whether *el* may be a tab's title in a strip. *named*: the strip's class or role says so."""
    if el.get("role") == "tabpanel" or el.tag in _NOT_IN_TITLES:
        return False
    inside = list(islice(el.iter(), 1, 12))
    if not _NOT_IN_TITLES.isdisjoint(one.tag for one in inside):
        return False
    doors = [one for one in [el, *inside] if one.tag in {"a", "button", "label"}]
    if len(doors) > 1 or any(_leads_away(one.get("href")) for one in doors):
        return False
    return bool(doors) or named


def _leads_away(href: str | None) -> bool:
    return href is not None and bool(href) and not href.startswith(("#", "javascript:"))


def _pointed_at(tabs: list[_Element], seen: _Scope, within: set[_Element]) -> list[_Element]:
    """Return the panel that each of *tabs* points at, nothing where one points nowhere."""
    found: list[_Element] = []
    for tab in tabs:
        panel = next(_targets(tab, seen, within), None)
        if panel is None or panel in found or panel.tag in _NO_PANELS:
            return []
        found.append(panel)
    return found


def _targets(tab: _Element, seen: _Scope, within: set[_Element]) -> Iterator[_Element]:
    for el in islice(tab.iter(), 8):
        for name in _POINTERS:
            target = seen.ids.get((el.get(name) or "").lstrip("#"))
            if target is not None and target not in within:
                yield target
        target = seen.titled.get(el.get("id") or "")
        if target is not None and target not in within:
            yield target


def _in_order(strip: _Element, titles: list[str], scope: _Element) -> list[_Element]:
    """Return the panels after *strip*, where there are as many as *titles*."""
    known = set(titles)
    for box in [strip, *islice(_up_to(strip, scope), _MAX_CLIMB)]:
        beside = list(islice(box.itersiblings(), 3 * _MOST_TABS))
        if not beside:
            continue
        inner = beside[0]
        for _ in range(_MAX_CLIMB):
            panels = [
                one for one in islice(inner, 3 * _MOST_TABS) if words_of_title(one) not in known
            ]
            if len(panels) == len(titles):
                return panels
            if len(inner) != 1:
                break
            inner = inner[0]
        beside = [one for one in beside if words_of_title(one) not in known]
        return beside if len(beside) == len(titles) else []
    return []


def _up_to(el: _Element, scope: _Element) -> Iterator[_Element]:
    """Yield the boxes round *el* that stand in *scope*, the inner ones first."""
    for box in el.iterancestors():
        if box is scope:
            return
        yield box


def _is_over_panel(label: _Element) -> bool:
    """Return whether a box follows *label*: tabs without a script are labels of hidden buttons."""
    return next(label.itersiblings(), label).tag in {"div", "section"}


def _put_over(title: str, panel: _Element) -> None:
    """Print *title* over *panel*, unless the page does: then that line is the heading."""
    before = panel.getprevious()
    said = [before] if before is not None else []
    for one in [*said, *islice(panel.iter(), 1, 14)]:
        if words_of_title(one) == title:
            _rewrite(one, title)
            return
    heading = panel.makeelement("h4", {"class": marks.PANEL_TITLE_NAME})
    heading.text, heading.tail = settable(title), settable(panel.text or "")
    panel.text = None
    panel.insert(0, heading)


def _make_heading(el: _Element, scope: _Element) -> list[_Element]:
    """Make a heading of the title *el*, which stands over its panel; return what became one."""
    title = words_of_title(el)
    if not title or any(one.tag in _NOT_IN_TITLES for one in islice(el.iter(), 1, 20)):
        return []
    for box in islice(_up_to(el, scope), _MAX_CLIMB):
        if box.tag not in _TITLE_BOXES or words_of_title(box) != title:
            break
        el = box
    if el.getnext() is None and not (el.tail or "").strip():
        return []  # nothing follows
    _rewrite(el, title)
    return [el]


def _rewrite(el: _Element, title: str) -> None:
    """Make *el* a heading that says *title* and nothing else."""
    for child in list(el):
        el.remove(child)
    if el.tag not in HEADINGS:
        el.tag = "h4"
    el.text = settable(title)
    el.set("class", marks.PANEL_TITLE_NAME)
    el.attrib.pop("id", "")
