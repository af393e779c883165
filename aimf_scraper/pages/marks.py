"""What an element's tag, class and id say of the text in it, as bits.

Class strings repeat within a page and from page to page, so each is judged
once and remembered.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from aimf_scraper.pages.tables import table

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
LAYOUT_CELL: Final = 4096

# What is done with an element, by its tag.
(SKIP, BLOCK, LEAF, HEADING, ENTRY, ANCHOR, BREAK, IMAGE, TIME, SPAN, ROW) = range(1, 12)

_ROLES: Final = {
    BLOCK: "div section main article aside header footer form body ul ol dl table tbody thead tfoot "
    "td th figure details fieldset center blockquote hgroup search menu dir",
    LEAF: "p dt dd figcaption caption pre address summary legend hr label",
    HEADING: "h1 h2 h3 h4 h5 h6",
    ENTRY: "li",
    ANCHOR: "a",
    BREAK: "br",
    IMAGE: "img",
    TIME: "time",
    SPAN: "span button",
    ROW: "tr",
}
_CRUMB_WORDS: Final = frozenset({"breadcrumb", "breadcrumbs", "crumb", "crumbs", "ariane"})
#: Tokens that name a post's terms, not the element's part on the page.
_TERM_TOKEN: Final = re.compile(
    r"(?:category|tag|term|tax|pays|region|nos-themes|themes?|types?|post|status|format|ville|partenaire)"
    r"-\S{1,200}"
)
_CAMEL: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_MAX_REMEMBERED: Final = 20_000


class _Words(NamedTuple):
    bits: dict[str, int]
    tokens: dict[str, int]
    layout_beside: frozenset[str]
    layout: frozenset[str]


@cache
def tag_roles() -> dict[str, int]:
    """Return tag -> what is done with it; a tag that is not here stands within a line."""
    roles = {tag: role for role, tags in _ROLES.items() for tag in tags.split()}
    return roles | dict.fromkeys(table("markup")["skipped"]["tags"], SKIP)


@cache
def role_bits() -> dict[str, int]:
    """Return ARIA role or itemprop -> bits."""
    roles = dict.fromkeys(table("markup")["chrome"]["roles"], CHROME)
    return roles | {"main": MAIN, "article": ARTICLE, "complementary": ASIDE, "articleBody": BODY}


@cache
def _words() -> _Words:
    data = table("markup")
    bits: dict[str, int] = {}
    for words, bit in (
        (data["chrome"]["words"], CHROME),
        (data["article"]["lead_words"], LEAD),
        (data["article"]["label_words"], LABEL),
        (data["article"]["date_words"], DATE),
        (data["item"]["words"], ITEM),
        (_CRUMB_WORDS, CRUMBS),
    ):
        for word in words:
            bits[word] = bits.get(word, 0) | bit
    tokens: dict[str, int] = {}
    for names, bit in (
        (data["chrome"]["tokens"], CHROME),
        (data["chrome"]["hidden"], HIDDEN),
        (data["article"]["body_tokens"], BODY),
        (data["article"]["lead_tokens"], LEAD),
    ):
        for name in names:
            tokens[name] = tokens.get(name, 0) | bit
    return _Words(
        bits,
        tokens,
        frozenset(data["chrome"]["layout_beside"]),
        frozenset(data["chrome"]["layout_words"]),
    )


class _Verdicts(dict[str, int]):
    """class string -> bits, worked out when first met."""

    def __missing__(self, names: str) -> int:
        if len(self) > _MAX_REMEMBERED:  # a hostile site must not fill the memory
            self.clear()
        self[names] = bits = _judge(names[:2_000])
        return bits


def _judge(names: str) -> int:
    known = _words()
    bits = 0
    tokens = names.lower().split()
    found = known.tokens.keys() & tokens
    for token in found:
        bits |= known.tokens[token]
    if "-" in names and _TERM_TOKEN.search(names):
        names = " ".join(one for one in names.split() if not _TERM_TOKEN.fullmatch(one))
        if any(one.startswith("type-") or one == "hentry" for one in tokens):
            bits |= ITEM
    if names.islower():
        parts = names.replace("_", "-").replace(" ", "-").split("-")
    else:
        parts = [one.lower() for one in _CAMEL.findall(names)]
    for word in known.bits.keys() & parts:
        bits |= known.bits[word]
    if not known.layout.isdisjoint(parts) and known.layout_beside.isdisjoint(parts):
        bits |= CHROME
    return bits


@cache
def verdicts() -> dict[str, int]:
    """Return the memory of judged class strings: ``verdicts()["site-footer"] & CHROME``."""
    return _Verdicts()
