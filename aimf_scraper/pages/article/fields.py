"""A page as an article: its fields, each from where the page says it best."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.article.dates import LINES_OVER_TITLE, read_article_dates
from aimf_scraper.pages.article.file_boxes import in_file_box, in_named_box, lines_of_files
from aimf_scraper.pages.article.own_pictures import own_pictures
from aimf_scraper.pages.claims.documents import (
    attachment,
    document_type,
    embedded_documents,
    names_document,
)
from aimf_scraper.pages.claims.file_names import MEDIA_TYPES, ending
from aimf_scraper.pages.claims.published import mark
from aimf_scraper.pages.claims.terms import (
    class_terms,
    crumb_terms,
    head_terms,
    line_terms,
    link_terms,
)
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.card_titles import is_cut
from aimf_scraper.pages.reading import Reading
from aimf_scraper.pages.source.clickable import opened_by
from aimf_scraper.pages.source.rare_attributes import OF_VIEWERS
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.pages.tables import table
from aimf_scraper.text.clean import clean_text
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.article.body import Body
    from aimf_scraper.pages.page_parts import PageParts
    from aimf_scraper.pages.reading import PageLink
    from aimf_scraper.records import Attachment, Evidence
    from aimf_scraper.rules.engine.document import Term

#: A lead shorter than this is a label, one longer a text of its own.
_MIN_SUMMARY_CHARS: Final = 40
_MAX_SUMMARY_CHARS: Final = 1_200
#: This share of a description's words stands in the article, or it describes the site.
_MOSTLY: Final = 0.6
_WORD: Final = re.compile("[a-z]{4,}")


def read_article(page: PageParts, text: str, links: tuple[PageLink, ...]) -> Reading:
    """Return what *page* says as an article; *text* is its body, cleaned, *links* those in it."""
    head, body = page.head, page.body
    dates = read_article_dates(page)
    evidence: list[tuple[str, Evidence]] = [(name, dates[name][1]) for name in dates]
    if page.kind:
        evidence.append(("kind", mark("markup", page.kind)))
    return Reading(
        source="page",
        url=page.url,
        canonical_url=head.canonical or page.base.join(head.meta.get("og:url")),
        kind=page.kind,
        title=clean_text(page.title.text or "") or None,
        summary=_summary(page, text),
        text=text or None,
        language=head.language,
        published=dates["published"][0] if "published" in dates else None,
        modified=dates["modified"][0] if "modified" in dates else None,
        terms=tuple(_terms(page, text)),
        attachments=() if body is None else tuple(_attachments(page, body)),
        images=() if body is None else tuple(own_pictures(page, body)),
        links=links,
        evidence=tuple(evidence),
    )


def _summary(page: PageParts, text: str) -> str | None:
    """Return the standfirst; else the description, where it is whole and about this page."""
    body = page.body
    if body is not None:
        leads = [
            one.text
            for one in page.walk.blocks[body.start : body.end]
            if one.bits & marks.LEAD and not one.dropped and len(one.text) >= _MIN_SUMMARY_CHARS
        ]
        if leads and sum(map(len, leads)) <= _MAX_SUMMARY_CHARS and not is_cut(leads[-1]):
            return clean_text("\n".join(leads))
    said = (
        page.head.meta.get("og:description")
        or page.head.meta.get("description")
        or page.head.linked.description
    )
    if not said or not _MIN_SUMMARY_CHARS <= len(said) <= _MAX_SUMMARY_CHARS or is_cut(said):
        return None
    summary = clean_text(said)
    words = [one.strip(',.;:!?()«»"') for one in summary.lower().split() if len(one) > 4]
    about = f"{page.title.text or ''} {text}"
    # A description that says nothing of this page is the site's own.
    if not (words and (_says(about, words) or _says(about.lower(), words))):
        return summary if _speaks_of_title(summary, page) else None
    whole = summary.endswith((".", "!", "?", "»", ")"))
    if not whole and summary[:-1].lower() in about.lower():
        return None  # cut without saying so
    return summary


def _speaks_of_title(summary: str, page: PageParts) -> bool:
    """Return whether a description in words of its own is this page's: half of its title's words are in it.

    Words of the site's name and address count for nothing, nor do those of any site's description.
    """
    title = page.title.text or ""
    if not summary.endswith((".", "!", "?", "»", ")")):
        return False  # cut without saying so
    head, host = page.head, page.url.partition("//")[2].partition("/")[0]
    beside = (head.title or "").replace(title, " ").replace(head.bare_title() or title, " ")
    of_site = fold(f"{head.site_name or ''} {beside} {host}")
    words = set(_WORD.findall(fold(title))) - set(table("markup")["summary"]["of_sites"])
    words = {one for one in words if one not in of_site}
    said = set(_WORD.findall(fold(summary)))
    return bool(words) and 2 * len(words & said) >= len(words)


def _says(text: str, words: list[str]) -> bool:
    """Tell whether most of *words*, in lower case, stand in *text*."""
    wanted = _MOSTLY * len(words)
    said = 0
    for word in words:
        said += word in text
        if said >= wanted:
            return True
    return False


def _terms(page: PageParts, text: str) -> Iterator[Term]:
    seen = set()
    for term in _all_terms(page, text):
        key = (term.taxonomy, fold(term.label).replace("-", " ").replace("'", " "))
        if key not in seen:
            seen.add(key)
            yield term


def _all_terms(page: PageParts, text: str) -> Iterator[Term]:
    if page.body is not None:
        for el in _article_links(page, page.body):
            yield from link_terms(el, page.urls[el])
    yield from crumb_terms(page.walk.crumbs, page.base)
    yield from line_terms(text.split("\n"))
    yield from head_terms(page.head)
    yield from class_terms(page.body_el, page.body_names)
    if page.article is not None:
        yield from class_terms(page.article.el, page.article.names)


def _article_links(page: PageParts, body: Body) -> Iterator[_Element]:
    """Yield the links of the article, its head and its foot, none of a card."""
    first = page.top - LINES_OVER_TITLE
    for el, at in page.walk.links:
        if first <= at <= body.end and not page.in_card(at):
            yield el
    for footer in page.walk.footers:
        yield from footer.iter("a")


def _attachments(page: PageParts, body: Body) -> Iterator[Attachment]:
    """Yield the documents that the body links to, then those in boxes of files beside it."""
    seen: set[str] = set()
    blocks = page.walk.blocks
    heading = page.title.text
    position = body.start
    links: dict[str, list[tuple[_Element, int]]] = {}
    beside = lines_of_files(page, body)
    for el, at in page.walk.links:
        url = _file_of(page, el)
        own = body.start <= at <= body.end or at in beside
        if own and url and document_type(el, url) is not None:
            links.setdefault(url, []).append((el, at))
    for url, same in links.items():
        at = same[0][1]
        while position < min(at + 1, len(blocks)):
            if blocks[position].tag in HEADINGS:
                heading = blocks[position].text
            position += 1
        # An icon may lead to the document before its name does.
        el = next((el for el, _ in same if names_document(words_of(el)[:300])), same[0][0])
        if found := attachment(el, url, words_of(el)[:300], heading):
            seen.add(url)
            yield found
    viewers = not page.rare.isdisjoint(OF_VIEWERS)
    for found in embedded_documents(page.body_el, page.base, viewers=viewers):
        if found.url not in seen:
            seen.add(found.url)
            yield found
    for el in page.urls:
        url = _file_of(page, el)
        if not url or url[-1] == "/" or url in seen:
            continue
        if ending(url) in MEDIA_TYPES and (in_file_box(el) or in_named_box(el)):
            seen.add(url)
            if found := attachment(el, url, words_of(el)[:300], None):
                yield found


def _file_of(page: PageParts, el: _Element) -> str | None:
    """Return where a link leads, without the page of a document that it opens ("#page=2").

    The button of WP Download Manager leads nowhere by itself; its script reads where, and
    so may any link's ("window.open('/u/plan.pdf')").
    """
    handed = el.get("data-downloadurl") or opened_by(el.get("onclick"))
    url = page.base.join(handed) if handed else page.urls[el]
    return url.partition("#")[0] if url else None
