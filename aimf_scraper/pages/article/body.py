"""Which lines of a page are the article: found by landmarks, else by where the prose is.

No builder's class names are needed. Chrome and cards are out before; then the
box that holds most of the prose is the body, however many boxes that is inside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.article.boxes import LANDMARK, OUTER, article_box
from aimf_scraper.pages.article.calls import drop_calls, drop_signups
from aimf_scraper.pages.article.edges import (
    bits_beside_prose,
    says_fact,
    without_edges,
)
from aimf_scraper.pages.article.related_content import (
    PROSE_CHARS,
    cut_teasers,
    drop_boxes,
    drop_foot,
    end_at_teasers,
    is_linked_sentence,
    linked_weights,
    own_weights,
    sums_of,
)
from aimf_scraper.pages.article.tails import loose_end, with_sentences, with_tail
from aimf_scraper.pages.claims.bylines import is_byline, names_rubric
from aimf_scraper.pages.claims.datelines import is_dateline, names_date, says_when
from aimf_scraper.pages.claims.days import (
    is_day_only,
    is_no_date,
    is_weekday,
    read_day,
    says_how_long_ago,
)
from aimf_scraper.pages.claims.event_days import is_event_day
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.layout.labelled_values import (
    fact_sheets,
    is_label,
    sheet_lines,
)
from aimf_scraper.text.chrome import dated_list_start, is_cross_reference, judge_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from aimf_scraper.pages.layout.blocks import Block, Walk

#: A short line that ends no sentence introduces the links under it ("Partenaires").
_MAX_INTRODUCTION: Final = 80
#: Who wrote the article and when is said in a short line.
_MAX_META: Final = 600
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "»")


@dataclass(slots=True)
class Body:
    """``blocks[start:end]`` are the article; ``taken`` the positions of its lines."""

    start: int
    end: int
    taken: list[int] = field(default_factory=list)
    datelines: list[str] = field(default_factory=list)
    prose_chars: int = 0
    #: Where the prose begins: between the title and here stand dates and labels.
    prose_start: int = 0
    #: Where the last line of prose ends; 0 where there is none.
    prose_end: int = 0


def find_body(
    walk: Walk,
    carded: list[bool],
    title_at: int | None,
    *,
    files: frozenset[int] = frozenset(),
    onward: frozenset[int] = frozenset(),
    foot: Sequence[int] = (),
    ways: AbstractSet[int] = frozenset(),
    own_day: str | None = "",
    dummy: bool = False,
) -> Body | None:
    """Return the article's lines, ``None`` where the page holds no prose outside its cards.

    *files*: the blocks that link to documents, *onward*: those that are a link to another
    page of this site and nothing else; *ways*: those below the text that are other pages'. *foot*: those that link to what only
    a site's foot links to. *own_day*: the only bare date over the prose
    that is the page's dateline (others are its subject, an event's day); ``""``: any is.
    *dummy*: the page is filled with dummy text.
    """
    blocks = walk.blocks
    if walk.root is None or not blocks:
        return None
    for at, block in enumerate(blocks):
        block.dropped = carded[at] or at in ways
    drop_boxes(walk.nodes, blocks)
    drop_signups(walk.root, blocks, walk.signups, title_at)
    judged, weights = judge_lines([one.text for one in blocks]), own_weights(blocks)
    if title_at is not None:
        weights[title_at] = 0  # a long title is no prose
    drop_calls(walk.root, blocks, judged, title_at)
    drop_foot(walk.root, blocks, foot, title_at, weights)
    teasers = cut_teasers(walk.root, blocks, judged, title_at, weights, dummy=dummy)
    teasers += [at for at in range(1, len(blocks)) if carded[at] and not carded[at - 1]]
    sums = sums_of(blocks, weights)
    if not sums[-1] and title_at is not None:
        weights = linked_weights(blocks)
        sums = sums_of(blocks, weights)
    if not sums[-1]:
        return None
    box = article_box(walk, sums)
    start, end = box.start, box.end
    if title_at is not None:
        before = sums[title_at] - sums[start] if title_at >= start else 0
        if title_at < end and before <= 0.3 * (sums[end] - sums[start]):
            start = title_at + 1
    if not box.bits & OUTER:
        end = loose_end(walk.root, box, blocks, end)
        if title_at is not None:
            end = with_tail(walk.root, box, blocks, title_at, end)
            end = with_sentences(walk.root, box, blocks, title_at, end)
    if not box.bits & (LANDMARK):
        end = end_at_teasers(sums, teasers, start, end)
    body = Body(start, end)
    lines = [at for at in range(start, end) if not blocks[at].dropped]
    if title_at is not None:
        lines = _without_title(blocks, lines, blocks[title_at].text)
    prose = [at for at in lines if weights[at] >= PROSE_CHARS]
    body.prose_start = next(
        (at for at in prose if not (is_dateline(blocks[at].text) or is_byline(blocks[at].text))),
        end,
    )
    first = lines.index(body.prose_start) if body.prose_start in lines else 0
    while first > 0 and lines[first - 1] == lines[first] - 1:
        if not is_linked_sentence(blocks[lines[first - 1]]):
            break
        first -= 1
        body.prose_start = lines[first]
    body.prose_end = prose[-1] + 1 if prose else 0
    body.taken = list(
        _article_lines(blocks, lines, body, files=files, onward=onward, own_day=own_day)
    )
    body.taken += fact_sheets(walk.root, blocks, body.start, body.end)
    body.prose_chars = sum([sums[at + 1] - sums[at] for at in body.taken])
    return body


def bare_body(walk: Walk, carded: list[bool], title_at: int) -> Body:
    """Return the body of a page without prose: what stands below its title, a document perhaps."""
    blocks = walk.blocks
    end = next((at for at in range(title_at + 1, len(blocks)) if carded[at]), len(blocks))
    body = Body(title_at + 1, end, prose_start=end)
    body.taken = [
        at
        for at in range(title_at + 1, end)
        if not blocks[at].dropped and blocks[at].links * 2 <= len(blocks[at].text)
    ]
    return body


def text_of(walk: Walk, body: Body) -> str:
    """Return the body's lines as text: one a block, list entries as "- entry"."""
    return "\n".join(sheet_lines([walk.blocks[at] for at in body.taken]))


def _is_alone(blocks: list[Block], at: int) -> bool:
    """Tell whether a paragraph that is a link has none beside it: several are ways on."""
    beside = [one for one in blocks[max(0, at - 1) : at + 2] if one is not blocks[at]]
    return blocks[at].tag == "p" and not any(
        one.links * 10 > len(one.text) * 8 for one in beside if not one.dropped
    )


def _without_title(blocks: list[Block], lines: list[int], title: str) -> list[int]:
    """Return *lines* without a first one that says the title again, for machines or out of habit."""
    return lines[1:] if lines and blocks[lines[0]].text == title else lines


def _article_lines(
    blocks: list[Block],
    lines: list[int],
    body: Body,
    *,
    files: frozenset[int],
    onward: frozenset[int],
    own_day: str | None,
) -> Iterator[int]:
    """Yield the positions of the article's lines among *lines*.

    Out: datelines before the prose, links alone after its end, the dated list
    of other news at the foot of old pages.
    """
    kept: list[int] = []
    introduced = listed = False  # links on their own, or in a list, may follow
    aside = bits_beside_prose(blocks, lines)
    for at in lines:
        block = blocks[at]
        text = block.text
        by_place = block.bits & aside and not is_label(block) and not says_fact(text)
        if by_place and (len(text) <= _MAX_META or block.bits & marks.CAPTION):
            body.datelines.append(text)
            continue
        if (
            at < body.prose_start
            and (is_dateline(text) or is_day_only(text))
            and not is_event_day(blocks, at)
        ):
            body.datelines.append(text)
            if is_dateline(text) or own_day in {"", read_day(text)}:
                if kept and kept[-1] == at - 1 and names_date(blocks[at - 1].text):
                    kept.pop()
                continue
        outside = at < body.prose_start or at >= body.prose_end > 0
        if outside and (is_byline(text) or (block.bits & marks.META and names_rubric(text))):
            continue
        if (
            at < body.prose_start
            and block.tag not in HEADINGS
            and (says_how_long_ago(text) or is_no_date(text) or is_weekday(text))
        ):
            continue
        if at >= body.prose_end > 0 and says_when(text):
            body.datelines.append(text)
            continue
        linked = block.links * 10 > len(text) * 8 and at not in files
        if linked and not (introduced or (listed and block.entry)):
            goes_on = bool(kept) and kept[-1] == at - 1 and is_linked_sentence(block)
            # Before the prose: the site's sections, terms over the title. After it: ways on.
            if goes_on or at == body.prose_start:
                pass  # a sentence that is a link, below another
            elif not body.prose_start <= at < body.prose_end and not (
                at >= body.prose_end > 0 and _is_alone(blocks, at)
            ):
                continue
            elif at in onward and not block.entry and block.tag not in HEADINGS:
                continue  # "Lire : Le marché de Thiès rouvre" between two paragraphs
        elif not linked:
            introduced = block.tag in HEADINGS or is_label(block) or text.endswith(":")
            short = len(text) <= _MAX_INTRODUCTION and not text.endswith(_SENTENCE_ENDS)
            listed = introduced or (short and at not in files)
        if linked and not block.entry:
            introduced = listed = False
        kept.append(at)
    cut = dated_list_start([blocks[at].text for at in kept])
    kept = [at for at in kept[:cut] if not is_cross_reference(blocks[at].text)]
    kept = without_edges(blocks, kept, body.prose_start, body.prose_end)
    while (
        kept and blocks[kept[-1]].tag in HEADINGS and len(blocks[kept[-1]].text) < _MAX_INTRODUCTION
    ):
        kept.pop()
    yield from kept
