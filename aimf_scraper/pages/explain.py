"""How a page was seen: what its markup claims, its boxes, and what was made of each, with the reason.

``explain_page`` returns it as data (JSON names), ``as_lines`` as lines to read.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import PageError
from aimf_scraper.pages.classify import Claims, classify
from aimf_scraper.pages.html import features_of, read_html, see
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.card_box import is_paragraph
from aimf_scraper.pages.listing.pagination import read_listing
from aimf_scraper.pages.source.decode import html_of
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.pages.source.urls import page_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.pages.layout.blocks import Node
    from aimf_scraper.pages.page_parts import PageParts

#: Boxes that hold less than this of the page are not shown one by one.
_MIN_SHOWN_LINES: Final = 2
_MAX_SHOWN_BOXES: Final = 400
_MAX_NAME_CHARS: Final = 60
_MAX_WORDS_CHARS: Final = 70


def explain_page(body: bytes, url: str, content_type: str | None = None) -> dict[str, Any]:
    """Return how the page *body* of *url* is seen, as data that JSON can hold.

    ``verdict`` is what ``read_html`` gives: ``article``, ``listing``, ``both``,
    ``neither``, or ``refused`` with the reason.
    """
    refused: dict[str, str] | None = None
    try:
        read_html(body, url, content_type).article()
    except PageError as error:
        refused = {"reason": error.reason, "detail": error.detail}
    try:
        page = see(html_of(body, content_type), url)
    except PageError:
        return {"url": url, "verdict": "refused", "refused": refused}
    listing = None if page.claims.single else read_listing(page, body)
    features = features_of(page, listing)
    verdict = classify(page.claims, features)
    names = {(True, True): "both", (True, False): "article", (False, True): "listing"}
    return {
        "url": url,
        "verdict": "refused"
        if refused
        else names.get((verdict.article, verdict.listing), "neither"),
        "why": verdict.why,
        "refused": refused,
        "title": {"text": page.title.text, "line": page.title.at},
        "claims": _claimed(page.claims),
        "features": features._asdict(),
        "notes": list(page.notes),
        "boxes": list(_boxes(page)),
        "cards": [
            {
                "url": page.cards.url_of(box),
                "sign": box.role.name.lower(),
                "lines": [box.node.start, box.node.end],
                "section": section,
                "group": number,
                "bare_list": group.plain,
                "teasers": group.of_other_pages,
            }
            for number, group in enumerate(page.cards.groups)
            for box, section in zip(group.boxes, group.sections, strict=True)
        ],
        "left_out": [
            {
                "box": _name(el.tag, f"{el.get('class') or ''} {el.get('id') or ''}"),
                "why": _reason(el.tag, bits),
                "words": words_of(el)[:_MAX_WORDS_CHARS],
            }
            for el, bits in page.walk.left_out
        ],
        "menus_bytes": len(page.menus),
        "lines": [
            {"line": at, "tag": block.tag, "is": what, "text": block.text}
            for at, (block, what) in enumerate(zip(page.walk.blocks, _lines(page), strict=True))
        ],
        "goes_on_at": [] if listing is None else list(listing.next_urls)[:20],
    }


def _claimed(claims: Claims) -> dict[str, Any]:
    said = claims._asdict()
    del said["url"]
    return said | {"address": claims.address}


def as_lines(seen: dict[str, Any]) -> Iterator[str]:
    """Yield what ``explain_page`` returned as lines for a person."""
    yield f"page      {seen['url'] or '(no address given)'}"
    if seen["refused"]:
        yield f"refused   {seen['refused']['reason']}: {seen['refused']['detail']}"
    if "claims" not in seen:
        return
    yield f"verdict   {seen['verdict']}: {seen['why']}"
    yield f"title     {seen['title']['text']!r} at line {seen['title']['line']}"
    yield f"claims    {_pairs(seen['claims'])}"
    yield f"features  {_pairs(seen['features'])}"
    for note in seen["notes"]:
        yield f"note      {note}"
    yield ""
    yield "boxes: lines, characters of prose, pages of this site that links lead to"
    for box in seen["boxes"]:
        first, end = box["lines"]
        counts = f"{first}-{end - 1}, {box['prose']}, {box['pages']}"
        yield f"  {'  ' * box['depth']}{box['box']}  ({counts})  {box['is']}".rstrip()
    if seen["left_out"]:
        yield ""
        yield f"left out ({seen['menus_bytes']} bytes of menus were cut before parsing)"
        for one in seen["left_out"]:
            yield f"  {one['box']}: {one['why']}; {one['words']!r}"
    if seen["cards"]:
        yield ""
        yield "cards: the page each leads to, by what it was told, its lines"
        for one in seen["cards"]:
            kind = "bare list" if one["bare_list"] else "teaser" if one["teasers"] else "card"
            under = f" under {one['section']!r}" if one["section"] else ""
            first, end = one["lines"]
            yield f"  {kind} {one['group']}: {one['url']} by {one['sign']}, lines {first}-{end - 1}{under}"
    yield ""
    yield "lines"
    for one in seen["lines"]:
        yield f"  {one['line']:>4} {one['is']:<8} {one['tag']:<5} {one['text'][:100]}"
    for url in seen["goes_on_at"]:
        yield f"goes on at {url}"


def _lines(page: PageParts) -> list[str]:
    """Return, line by line, what was made of it."""
    taken = set() if page.body is None else set(page.body.taken)
    return [
        "title"
        if at == page.title.at
        else "text"
        if at in taken
        else "card"
        if page.carded[at]
        else "chrome"
        if block.dropped
        else "-"
        for at, block in enumerate(page.walk.blocks)
    ]


def _boxes(page: PageParts) -> Iterator[dict[str, Any]]:
    if page.walk.root is None:
        return
    blocks = page.walk.blocks
    prose = list(
        accumulate((len(one.text) if is_paragraph(one) else 0 for one in blocks), initial=0)
    )
    cards = {id(box.node) for group in page.cards.groups for box in group.boxes}
    left = _MAX_SHOWN_BOXES
    stack: list[tuple[Node, int]] = [(page.walk.root, 0)]
    while stack and left:
        node, depth = stack.pop()
        left -= 1
        inside = page.walk.links[node.link_start : node.link_end]
        pages = {page_key(url) for el, _ in inside if (url := page.urls.get(el))}
        what = "card" if id(node) in cards else _part(page, node)
        yield {
            "box": _name(node.tag, node.names),
            "depth": depth,
            "lines": [node.start, node.end],
            "prose": prose[node.end] - prose[node.start],
            "pages": len(pages),
            "headings": sum(one.tag in HEADINGS for one in blocks[node.start : node.end]),
            "is": what,
        }
        if what != "card":
            stack += [
                (kid, depth + 1)
                for kid in reversed(node.kids)
                if kid.end - kid.start >= _MIN_SHOWN_LINES or id(kid) in cards
            ]


def _part(page: PageParts, node: Node) -> str:
    """Return which part of the article a box is, ``""`` where it is none by itself."""
    body = page.body
    said = []
    if body is not None and node.start < node.end:
        if body.start <= node.start and node.end <= body.end:
            said.append("in the body")
        elif node.start <= body.start and body.end <= node.end:
            said.append("holds the body")
    if node.bits & marks.BODY:
        said.append("named as body")
    return ", ".join(said)


def _name(tag: str, names: str) -> str:
    return ".".join([tag, *names.split()])[:_MAX_NAME_CHARS]


def _reason(tag: str, bits: int) -> str:
    if bits & marks.HIDDEN:
        return "its class says that it is not shown"
    if bits & (marks.NEVER | marks.MENU):
        return "its class names a menu, comments or consent"
    if bits & marks.CONTROL:
        return "its class names a control"
    if bits & marks.CHROME:
        return "its class names what stands round an article"
    return f"<{tag}> round the article"


def _pairs(said: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in said.items())
