"""What an element's tag, class and id say of the text in it, as bits.

Class strings repeat within a page and from page to page, so each is judged
once and remembered.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.tables import table

if TYPE_CHECKING:
    from lxml.etree import _Element

CHROME: Final = 1
HIDDEN: Final = 2
BODY: Final = 4
LEAD: Final = 8
LABEL: Final = 16
DATE: Final = 32
ITEM: Final = 64
CRUMBS: Final = 128
MAIN: Final = 256
ARTICLE: Final = 512
ASIDE: Final = 1024
FORM: Final = 2048
#: Tabs, accordions, toggles; figures that a script counts up to.
PANELS: Final = 16384
COUNTER: Final = 32768
#: A line that titles a panel.
PANEL_TITLE: Final = 65536
#: A line that is bold from end to end.
BOLD: Final = 262144
#: The class by which ``panels`` marks it.
PANEL_TITLE_NAME: Final = "titleofpanel"
#: What marks the article's own boxes: chrome names on them say nothing.
MARKED: Final = MAIN | ARTICLE | BODY
# "sidebar" is chrome, unless the class only says that there is one ("has-sidebar").
SIDEBAR: Final = 4096
_BESIDE: Final = 8192
#: Chrome that no article stands in, however much it holds: menus, comments, consent.
NEVER: Final = 1048576
#: Chrome that is a control (pages, sharing, search): what holds an article or a paragraph is none.
CONTROL: Final = 2097152
#: A menu: an article stands in it only where nearly all paragraphs of the page do.
MENU: Final = 16777216
#: An item that only what a site publishes is called by.
POST: Final = 33554432
_LISTED: Final = 67108864
#: Chrome that asks the reader to subscribe.
SIGNUP: Final = 134217728
#: Who wrote the article and when; what stands under a picture.
META: Final = 4194304
CAPTION: Final = 8388608
#: The title of an item of a listing.
TITLE: Final = 268435456
#: What a box says of all the lines in it, however many boxes are between.
INHERITED: Final = META | CAPTION | TITLE
# "toggle" names a panel, unless it is a menu's ("menu-toggle").
_TOGGLE: Final = 131072

# What is done with an element, by its tag.
(SKIP, BLOCK, LEAF, HEADING, ENTRY, ANCHOR, BREAK, IMAGE, TIME, SPAN, ROW, ICON, STRONG) = range(
    1, 14
)

_ROLES: Final = {
    BLOCK: "div section main article aside header footer form body ul ol dl table tbody thead tfoot "
    "td th figure details fieldset center blockquote hgroup search menu dir",
    LEAF: "p dt dd figcaption caption pre address summary legend hr label",
    HEADING: "h1 h2 h3 h4 h5 h6",
    ENTRY: "li",
    ANCHOR: "a",
    BREAK: "br",
    IMAGE: "img amp-img amp-anim",
    TIME: "time",
    SPAN: "span button",
    ROW: "tr",
    ICON: "i",
    STRONG: "b strong",
}
_CRUMB_WORDS: Final = frozenset({"breadcrumb", "breadcrumbs", "crumb", "crumbs", "ariane"})
#: Tokens that name a post's terms, not the element's part on the page.
_TERM_TOKEN: Final = re.compile(
    r"(?:category|tag|term|tax|pays|region|nos-themes|themes?|types?|post|status|format|ville|partenaire)"
    r"-"
)
_CAMEL: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_MAX_REMEMBERED: Final = 20_000
_MAX_TOKEN_CHARS: Final = 200
_CONTENT_TAGS: Final = {
    "main": MAIN,
    "article": ARTICLE,
    "aside": ASIDE,
    "form": FORM,
    "details": PANELS,
}
#: Boxes that carry no landmark.
_PLAIN_BOXES: Final = frozenset({"li", "tr", "td", "th", "tbody", "thead", "table", "ol", "dl"})


class _Words(NamedTuple):
    """``bits`` of words, ``tokens`` of whole class tokens; see ``markup.toml`` on the others."""

    bits: dict[str, int]
    tokens: dict[str, int]
    parts: frozenset[str]
    settings: frozenset[str]
    adjectives: frozenset[str]
    inner: frozenset[str]
    things: frozenset[str]


@cache
def tag_roles() -> dict[str, int]:
    """Return tag -> what is done with it; a tag that is not here stands within a line."""
    roles = {tag: role for role, tags in _ROLES.items() for tag in tags.split()}
    return roles | dict.fromkeys(table("markup")["skipped"]["tags"], SKIP)


@cache
def role_bits() -> dict[str, int]:
    """Return ARIA role or itemprop -> bits."""
    roles = dict.fromkeys(table("markup")["chrome"]["roles"], CHROME)
    roles |= dict.fromkeys(table("markup")["widgets"]["panel_roles"], PANELS)
    return roles | {"main": MAIN, "article": ARTICLE, "complementary": ASIDE, "articleBody": BODY}


@cache
def _words() -> _Words:
    data = table("markup")
    bits: dict[str, int] = {}
    for words, bit in (
        (data["chrome"]["words"], CHROME),
        (data["chrome"]["never_words"], CHROME | NEVER),
        (data["chrome"]["menu_words"], CHROME | MENU),
        (data["chrome"]["listed_words"], _LISTED),
        (data["chrome"]["control_words"], CHROME | CONTROL),
        (data["chrome"]["signup_words"], CHROME | SIGNUP),
        (data["article"]["lead_words"], LEAD),
        (data["article"]["label_words"], LABEL),
        (data["article"]["date_words"], DATE),
        (data["article"]["meta_words"], META),
        (data["article"]["caption_words"], CAPTION),
        (data["item"]["words"], ITEM),
        (data["item"]["post_words"], POST),
        (data["item"]["title_words"], TITLE),
        (_CRUMB_WORDS, CRUMBS),
        (data["chrome"]["layout_words"], SIDEBAR),
        (data["chrome"]["layout_beside"], _BESIDE),
        (data["widgets"]["panel_words"], PANELS),
        (data["widgets"]["toggle_words"], _TOGGLE),
        (data["widgets"]["counter_words"], COUNTER),
    ):
        for word in words:
            bits[word] = bits.get(word, 0) | bit
    tokens = {PANEL_TITLE_NAME: PANEL_TITLE}
    for names, bit in (
        (data["chrome"]["tokens"], CHROME),
        (data["chrome"]["hidden"], HIDDEN),
        (data["article"]["body_tokens"], BODY),
        (data["article"]["lead_tokens"], LEAD),
        (data["article"]["meta_tokens"], META),
    ):
        for name in names:
            tokens[name] = tokens.get(name, 0) | bit
    chrome = data["chrome"]
    return _Words(
        bits,
        tokens,
        frozenset(chrome["part_words"]),
        frozenset(chrome["setting_words"]),
        frozenset(chrome["adjective_words"]),
        frozenset(chrome["inner_words"]),
        frozenset(data["article"]["thing_words"]),
    )


class _Tokens(dict[str, int]):
    """One class or id token -> bits, worked out when first met."""

    def __missing__(self, token: str) -> int:
        # "elementor-element-1a2b3c4": a page has a hundred, which no other page has
        head, _, last = token.rpartition("-")
        if "-" in head and last.isalnum() and not last.isalpha() and token.islower():
            known = _words()
            if token not in known.tokens:
                return self[head[:_MAX_TOKEN_CHARS]] | known.bits.get(last, 0)
        if len(self) > _MAX_REMEMBERED:  # a hostile site must not fill the memory
            self.clear()
        self[token] = bits = _judge(token[:_MAX_TOKEN_CHARS])
        return bits


class _Verdicts(dict[str, int]):
    """class string -> bits, the bits of its tokens together."""

    def __init__(self) -> None:
        super().__init__()
        self._tokens = _Tokens()

    def __missing__(self, names: str) -> int:
        if len(self) > _MAX_REMEMBERED:
            self.clear()
        bits = 0
        tokens = self._tokens
        for token in names.split():
            bits |= tokens[token]
        if bits & SIDEBAR and not bits & _BESIDE:
            bits |= CHROME
        if bits & _LISTED and bits & MENU:
            bits &= ~(CHROME | MENU)
        if bits & _TOGGLE and not bits & CHROME:
            bits |= PANELS
        self[names] = bits
        return bits


def _judge(token: str) -> int:
    known = _words()
    lower = token.lower()
    bits = known.tokens.get(lower, 0)
    if lower == "hentry" or lower.startswith("type-"):
        return bits | ITEM | POST
    if _TERM_TOKEN.match(lower):
        return bits
    if lower == token:
        parts = [one for one in lower.replace("_", "-").split("-") if one]
        # What stands after "--" is a setting in BEM: "posts--skin-cards".
        own = len([one for one in lower[1:].partition("--")[0].replace("_", "-").split("-") if one])
    else:
        parts = [one.lower() for one in _CAMEL.findall(token)]
        own = len(parts)
    for at, part in enumerate(parts):
        said = known.bits.get(part.rstrip("0123456789") or part, 0)
        if said & CHROME and (at >= own or not _is_about(parts[:own], at, known)):
            said &= ~(CHROME | NEVER | MENU | CONTROL | CRUMBS | SIGNUP)
        if said & ITEM and not all(one.isdigit() for one in parts[at + 1 : own]):
            said &= ~(ITEM | POST)
        if said & INHERITED and at < len(parts) - 1 and not known.parts.issuperset(parts[at + 1 :]):
            said &= ~INHERITED
        if said & META and not known.things.isdisjoint(parts[:at]):
            said &= ~META
        bits |= said
    return bits


def _is_about(parts: list[str], at: int, known: _Words) -> bool:
    """Return whether a class made of *parts* names the part of a page that its word *at* does."""
    if not known.settings.isdisjoint(parts[:at]):
        return False
    if at and parts[at - 1] in known.inner and known.bits.get(parts[at], 0) & NEVER:
        return False
    after = parts[at + 1 :]
    if parts[at] in known.adjectives and len(after) < 3 and "to" not in after:
        return known.settings.isdisjoint(after)
    return all(
        one in known.parts or one.isdigit() or known.bits.get(one, 0) & CHROME for one in after
    )


@cache
def verdicts() -> dict[str, int]:
    """Return the memory of judged class strings: ``verdicts()["site-footer"] & CHROME``."""
    return _Verdicts()


def of_box(el: _Element, tag: str) -> tuple[str, int]:
    """Return the class and id of a box as one string, and what they, its tag and role say."""
    get = el.get
    names = get("class") or ""
    if name := get("id"):
        names = f"{names} {name}"
    bits = verdicts()[names] if names else 0
    if tag not in _PLAIN_BOXES:
        if role := get("role") or get("itemprop"):
            bits |= role_bits().get(role, 0)
        if tag != "div":
            bits |= _CONTENT_TAGS.get(tag, 0)
    return names, bits
