"""What the markup hangs on a page: countries, regions, themes, status; and its kind.

Read from classes (``pays-cameroun``), term links (``/pays/cameroun/``,
``rel=tag``), breadcrumbs, metadata and "Pays : Cameroun" lines. The names of
taxonomies and types are ``data/kinds.toml``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.rules.engine.document import Term
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.claims.head import Head
    from aimf_scraper.pages.source.urls import Base

_TYPE_TOKEN: Final = re.compile(
    r"(?:single-|type-|node--type-|page-node-type-|node-type-|content-type-|page-type-|rubrique-type-)"
    r"([a-z][a-z_-]{1,40})"
)
#: Tokens that begin like a type and name none.
_NO_TYPE: Final = frozenset({"format", "post-type", "single-post-content"})
#: What stands after a taxonomy's name in classes of layouts ("region-content" is Drupal's).
_NO_SLUG: Final = frozenset(
    [
        "content",
        "header",
        "footer",
        "sidebar",
        "main",
        "navigation",
        "breadcrumb",
        "help",
        "highlighted",
        "primary",
        "secondary",
        "list",
        "item",
        "items",
        "link",
        "links",
        "label",
        "name",
        "icon",
        "title",
        "wrap",
        "wrapper",
        "inner",
        "container",
        "filter",
    ]
)
#: Prefixes that on <body> name the site's theme, not the page's.
_BODY_THEME: Final = re.compile(r"(?:theme|themes|tag|tags|zone)-", re.IGNORECASE)
_LABEL_LINE: Final = re.compile(r"([^:]{2,40}?)\s?:\s?(.{2,300})")
_MAX_LABEL_CHARS: Final = 80
_PAGED: Final = re.compile(r"/page/[0-9]{1,6}/?$")


def claimed_kind(
    body_names: str, article_names: Iterable[str], crumbs: list[str], head: Head
) -> str | None:
    """Return the kind that the markup claims for the page, the surest claim first."""
    for names in (body_names, *article_names):
        kind = _kind_of_names(names)
        if kind:
            return kind
    sections = kinds_of("section")
    for crumb in crumbs[:-1] or crumbs:
        kind = sections.get(fold(crumb))
        if kind:
            return str(kind)
    known = kinds_of("jsonld")
    for name in head.linked.types:
        if name in known:
            return str(known[name])
    found = kinds_of("opengraph").get(head.meta.get("og:type", "").lower())
    return str(found) if found else None


def _kind_of_names(names: str) -> str | None:
    types = kinds_of("type")
    fallback = None
    for token in names.lower().split():
        found = _TYPE_TOKEN.fullmatch(token)
        if found and token not in _NO_TYPE:
            kind = types.get(found[1]) or types.get(found[1].replace("-", "_"))
            if kind:
                return str(kind)
        elif token in {"page", "page-template"}:
            fallback = "page"
    return fallback


@cache
def _class_prefixes() -> tuple[tuple[str, str], ...]:
    """Return (class prefix, taxonomy), the longest prefix first."""
    names = sorted(kinds_of("taxonomy").items(), key=lambda one: -len(one[0]))
    return tuple((f"{name}-", taxonomy) for name, taxonomy in names)


class _ClassTerms(dict[str, tuple[Term, ...]]):
    def __missing__(self, token: str) -> tuple[Term, ...]:
        if len(self) > 20_000:
            self.clear()
        self[token] = terms = tuple(_terms_of_token(token))
        return terms


@cache
def _class_terms() -> _ClassTerms:
    return _ClassTerms()


def class_terms(el: _Element, names: str) -> Iterator[Term]:
    """Yield the terms that the classes of *el* name; a term's label is its slug, spaced."""
    said = el.get("class") or names
    if "-" not in said:
        return
    known = _class_terms()
    on_body = el.tag == "body"
    for token in said.split():
        if "-" in token and not (on_body and _BODY_THEME.match(token)):
            yield from known[token]


def _terms_of_token(token: str) -> Iterator[Term]:
    name = token.lower()
    for prefix in ("tax-", "term-"):
        name = name.removeprefix(prefix)
    for prefix, taxonomy in _class_prefixes():
        slug = name.removeprefix(prefix)
        if slug == name:
            continue
        if 2 < len(slug) < _MAX_LABEL_CHARS and not slug.isdigit() and slug not in _NO_SLUG:
            yield Term(taxonomy, slug.replace("-", " "), f"class:{token}")
        return


def link_terms(el: _Element, url: str | None) -> tuple[Term, ...]:
    """Return the term that a link leads to: ``/pays/cameroun/``, ``rel="tag"``."""
    if not url:
        return ()
    try:
        path = urlsplit(url).path
    except ValueError:
        return ()
    if not path:
        return ()
    is_tag = "tag" in (el.get("rel") or "").split()
    segments = [one for one in _PAGED.sub("", path).split("/") if one]
    taxonomies = kinds_of("taxonomy")
    taxonomy = taxonomies.get(segments[0].lower()) if len(segments) == 2 else None
    if taxonomy is None and is_tag:
        taxonomy = "theme"
        if len(segments) > 1:
            taxonomy = taxonomies.get(segments[-2].lower(), "theme")
    if taxonomy is None or not segments:
        return ()
    label = words_of(el).strip(" #,;")
    if not label or len(label) > _MAX_LABEL_CHARS:
        label = unquote(segments[-1]).replace("-", " ")
    return (Term(str(taxonomy), label, f"link:{path}"),)


def crumb_terms(crumbs: Iterable[_Element], base: Base) -> Iterator[Term]:
    """Yield the terms that breadcrumb links lead to."""
    for trail in crumbs:
        for el in trail.iter("a"):
            yield from link_terms(el, base.join(el.get("href")))


def head_terms(head: Head) -> Iterator[Term]:
    """Yield the terms of ``article:section``, ``article:tag`` and JSON-LD keywords."""
    for label in head.tags:
        if len(label) <= _MAX_LABEL_CHARS:
            yield Term("theme", label, "meta:article:tag")
    for label in head.linked.section:
        if len(label) <= _MAX_LABEL_CHARS:
            yield Term("theme", label, "jsonld:articleSection")
    for label in head.linked.keywords:
        if len(label) <= _MAX_LABEL_CHARS:
            yield Term("theme", label, "jsonld:keywords")


def line_terms(lines: Iterable[str]) -> Iterator[Term]:
    """Yield the terms of lines like "Pays : Cameroun" and "Thème(s) : Eau , Climat"."""
    labels = kinds_of("label")
    for line in lines:
        if ":" not in line[:44] or len(line) > 340:
            continue
        found = _LABEL_LINE.fullmatch(line.lstrip("-• "))
        taxonomy = labels.get(fold(found[1]).strip()) if found else None
        if not found or taxonomy is None:
            continue
        for word in re.split(r"\s?[,;|/]\s|\s,\s?", found[2]):
            label = word.strip(" .#,;")
            if 1 < len(label) <= _MAX_LABEL_CHARS:
                yield Term(str(taxonomy), label, f"label:{found[1].strip()}")
