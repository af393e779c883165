"""What stands among an article's lines and is none of it: forms, side boxes, teasers."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.text.chrome import Line, is_bare_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.pages.layout.blocks import Block, Node

#: A line from here on is prose.
PROSE_CHARS: Final = 60
_MAX_CONTACT_CHARS: Final = 240
_MIN_NUMBER_DIGITS: Final = 8
_NUMBER: Final = re.compile(r"[0-9][0-9 ().-]{7,20}[0-9]")
_CONTACT: Final = re.compile(rf"[\w.+-]{{1,64}}@[\w.-]{{1,64}}|\+?{_NUMBER.pattern}")
#: A lead of another page is no longer.
_MAX_LEAD_CHARS: Final = 400
_CUT: Final = ("...", "…", "[…]", "[...]")
_NEAR_LINES: Final = 4
_SENTENCE_ENDS: Final = (".", "!", "?", "»")
#: A shorter line below a heading of other pages is a title or a label.
_MIN_SENTENCE: Final = 30
_NEXT_LINES: Final = 6


def weight(block: Block) -> int:
    """Return how much prose a line is: its characters, 0 for menus, little for short lines."""
    return 0 if block.dropped else _own_weight(block)


def own_weights(blocks: list[Block]) -> list[int]:
    """Return the weight that each line has where it is not dropped."""
    return list(map(_own_weight, blocks))


def is_linked_sentence(block: Block) -> bool:
    """Return whether a line is a link from end to end and a sentence, as no title is: prose that leads somewhere."""
    text = block.text
    return (
        len(text) >= PROSE_CHARS
        and block.tag not in HEADINGS
        and block.links * 10 > len(text) * 8
        and text.endswith(".")
        and not text.endswith("..")
    )


def linked_weights(blocks: list[Block]) -> list[int]:
    """Return the weight of each line on a page whose prose is all links."""
    return [len(one.text) if is_linked_sentence(one) else 0 for one in blocks]


def sums_of(blocks: list[Block], weights: list[int]) -> list[int]:
    """Return how much prose stands before each block, and in all of them. *weights*: their own."""
    kept = [0 if block.dropped else own for block, own in zip(blocks, weights, strict=True)]
    return list(accumulate(kept, initial=0))


def _own_weight(block: Block) -> int:
    text, links = block.text, block.links
    length = len(text)
    if links and (links * 10 > length * 8 or (links * 2 > length and not text.endswith("."))):
        return 0
    if length < PROSE_CHARS:
        return length // 4
    return 0 if length < _MAX_CONTACT_CHARS and _is_contact(text) else length


def _is_contact(text: str) -> bool:
    """Return whether a line is telephone numbers and addresses with little between them."""
    if "@" not in text and (
        not _NUMBER.search(text) or sum(map(str.isdigit, text)) < _MIN_NUMBER_DIGITS
    ):
        return False
    return len(_CONTACT.sub("", text)) < PROSE_CHARS


def drop_boxes(nodes: list[Node], blocks: list[Block]) -> None:
    """Drop forms that are no page's frame, and asides that only link."""
    boxes = [one for one in nodes if one.bits & (marks.FORM | marks.ASIDE)]
    total = sum(len(one.text) for one in blocks) if boxes else 0
    for one in boxes:
        said = blocks[one.start : one.end]
        chars = sum(len(b.text) for b in said)
        linked = sum(b.links for b in said)
        frame = chars * 2 > total
        if not frame and (one.bits & marks.FORM or linked * 2 > chars):
            for block in said:
                block.dropped = True


def drop_foot(
    root: Node,
    blocks: list[Block],
    foot: Sequence[int],
    title_at: int | None,
    weights: list[int],
) -> None:
    """Drop the boxes that hold a link of *foot* ("Mentions légales") and little of the prose."""
    if not foot:
        return
    sums = sums_of(blocks, weights)
    for at in foot:
        if blocks[at].dropped:
            continue
        for box in path_to(root, at):
            titled = title_at is not None and box.start <= title_at < box.end
            if not titled and (sums[box.end] - sums[box.start]) * 2 <= sums[-1]:
                for block in blocks[box.start : box.end]:
                    block.dropped = True
                break


def cut_teasers(
    root: Node,
    blocks: list[Block],
    judged: Sequence[Line],
    title_at: int | None,
    weights: list[int],
    *,
    dummy: bool = False,
) -> list[int]:
    """Drop the site's own lines, and the teasers that some open; return where these begin.

    *judged*: what each line is. *weights*: see ``own_weights``. *dummy*: the page is all "Lorem ipsum", which is its text then.

    A heading over teasers takes its own box with it. Where that box is the
    article's, a strict one ends the article.
    """
    found: list[int] = []
    if not any(judged):
        return found
    sums = sums_of(blocks, weights)
    for at, (block, what) in enumerate(zip(blocks, judged, strict=True)):
        if what is Line.TEXT or what is Line.CALL or block.dropped or at == title_at:
            continue
        if dummy and what is Line.CHROME and len(block.text) >= PROSE_CHARS:
            continue
        if what is Line.CHROME and len(block.text) >= PROSE_CHARS and _is_in_body(root, block, at):
            continue  # "Nous utilisons des cookies, explique le délégué"
        if what is Line.ALSO and _heads_own_text(root, blocks, at):
            continue
        block.dropped = True
        if what in {Line.RELATED, Line.ALSO, Line.FOOT}:
            found.append(at)
            box = next((one for one in reversed(path_to(root, at)) if one.end > at + 1), None)
            if box is not None:
                titled = title_at is not None and box.start <= title_at < box.end
                own_box = not titled and sums[at] - sums[box.start] < PROSE_CHARS
                whole = own_box or what is not Line.ALSO
                below = blocks[at + 1 : box.end]
                if whole and what is Line.ALSO:
                    whole = not _is_own(below)  # "Agenda" may head a meeting's points
                elif whole and what is Line.RELATED and (sums[box.end] - sums[at]) * 2 > sums[-1]:
                    whole = _leads_on(below)  # a menu of "related articles" over the article
                _drop_after(blocks, at, box.end, whole=whole)
    return found


def _heads_own_text(root: Node, blocks: list[Block], at: int) -> bool:
    """Return whether a heading ("Agenda") has a sentence below it in its own box, and nothing that leads on."""
    box = path_to(root, at)[-1]
    below = blocks[at + 1 : box.end]
    return (
        blocks[at].tag in HEADINGS
        and bool(below)
        and below[0].text.endswith(_SENTENCE_ENDS)
        and len(below[0].text) >= _MIN_SENTENCE
        and _is_own(below)
    )


def _is_in_body(root: Node, block: Block, at: int) -> bool:
    """Return whether a line is a paragraph of the box that is named the text's, in no box of its own."""
    return block.tag == "p" and bool(path_to(root, at)[-1].bits & marks.BODY)


def end_at_teasers(sums: list[int], teasers: list[int], start: int, end: int) -> int:
    """Return the first place after most of the prose where teasers begin: the site's foot follows.

    *sums*: how much prose stands before each block.
    """
    for at in sorted(teasers):
        if start < at < end:
            before, after = sums[at] - sums[start], sums[end] - sums[at]
            if before >= PROSE_CHARS and after * 3 < before:
                return at
    return end


def _drop_after(blocks: list[Block], at: int, end: int, *, whole: bool) -> None:
    """Drop what the heading at *at* opens, up to *end*, where its box ends.

    *whole*: all of it. Else the box is the article's own and the heading a
    loose one ("À lire aussi"): then only the links after it and their leads.
    """
    leads = frozenset() if whole else _leads(blocks, at + 1, end)
    for position in range(at + 1, end):
        block = blocks[position]
        stays = not (whole or block.dropped or position in leads or _is_teaser(block))
        if stays and not block.text.endswith(_CUT):
            break
        block.dropped = True


def _leads(blocks: list[Block], start: int, end: int) -> frozenset[int]:
    """Return where leads stand below titles of other pages: title, lead, title, lead.

    One title with a line below it is a cross reference, and the line the article's.
    """
    found: set[int] = set()
    titled, lead = False, None
    for at in range(start, end):
        block = blocks[at]
        if block.dropped:
            continue
        if _is_teaser(block):
            if lead is not None:
                found.add(lead)
            titled, lead = True, None
        elif titled and block.tag not in HEADINGS and len(block.text) <= _MAX_LEAD_CHARS:
            titled, lead = False, at
        else:
            break
    if found and lead is not None:
        found.add(lead)
    return frozenset(found)


def _is_own(blocks: list[Block]) -> bool:
    """Return whether the next lines are the article's: none leads anywhere or is dropped."""
    return not any(one.links or one.dropped or _is_teaser(one) for one in blocks[:_NEXT_LINES])


def _leads_on(blocks: list[Block]) -> bool:
    """Return whether one of the next lines is a link, a date or a lead that breaks off."""
    near = [one for one in blocks if not one.dropped][:_NEAR_LINES]
    return any(_is_teaser(one) or one.text.endswith(_CUT) for one in near)


def _is_teaser(block: Block) -> bool:
    return block.links * 2 > len(block.text) or is_bare_date(block.text)


def path_to(node: Node, at: int) -> list[Node]:
    """Return the boxes round block *at*, the outermost first."""
    path = [node]
    while kids := path[-1].kids:
        kid = kids[max(0, bisect_right(kids, at, key=_start) - 1)]
        if not kid.start <= at < kid.end:
            break
        path.append(kid)
    return path


def _start(node: Node) -> int:
    return node.start
