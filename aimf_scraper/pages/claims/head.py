"""What the head of a page says: title, description, canonical address, dates, language."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.jsonld import Linked, Own, read_jsonld, unescape
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.source.tree import Gathered
    from aimf_scraper.pages.source.urls import Base

_FEED_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml"})
_SEPARATORS: Final = (" | ", " – ", " — ", " - ", " · ", " • ", " » ", " « ", " :: ")
_LOOKED_AT: Final = 60
_MAX_META: Final = 500


@dataclass(slots=True)
class Head:
    """``meta``: first value of each ``name`` or ``property``; ``many``: all of the repeated ones."""

    title: str | None = None
    language: str | None = None
    canonical: str | None = None
    next_url: str | None = None
    feeds: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    linked: Linked = field(default_factory=Linked)

    @property
    def site_name(self) -> str | None:
        return self.meta.get("og:site_name") or self.meta.get("application-name")

    def bare_title(self, *, heading: str | None = None) -> str | None:
        """Return ``<title>`` without the site's name.

        Known by ``og:site_name``, by *heading* standing in it, else by being
        the shorter end after a separator.
        """
        if not self.title:
            return None
        if heading and self.title.startswith(heading):
            return heading
        name = self.site_name
        if self.title.endswith("]") and " [" in self.title:  # SPIP: "Titre [Nom du site]"
            return self.title[: self.title.rindex(" [")].strip() or None
        for separator in _SEPARATORS:
            if separator not in self.title:
                continue
            before, _, after = self.title.rpartition(separator)
            if name and _is_name(after, name):
                return before.strip() or None
            first, _, rest = self.title.partition(separator)
            if name and _is_name(first, name):
                return rest.strip() or None
            if not name and len(before) > len(after) and len(after.split()) <= 6:
                return before.strip()
        return self.title


def _is_name(end: str, name: str) -> bool:
    """Return whether one end of a title is the site's *name*, long or short ("Réseau Villes, Rennes")."""
    said, known = fold(end.strip()), fold(name)
    return said == known or (
        len(said.split()) <= 6 and (known in said or said in known) and len(said) > 3
    )


def read_head(root: _Element, found: Gathered, base: Base) -> Head:
    """Read the metadata of *root*, wherever on the page a broken one left it."""
    head = Head(language=_language(root))
    for el in found.metas[:_MAX_META]:
        _meta(el, head)
    for el in found.links:
        _link(el, head, base)
    for el in found.titles:
        if head.title is None and _in_head(el):
            head.title = words_of(el) or None
    scripts = filter(_is_jsonld, found.scripts)
    headings = [words_of(el) for el in found.anchorage[:4] if el.tag == "h1"]
    urls = (base.url, head.canonical, base.join(head.meta.get("og:url")))
    titles = (head.title, head.meta.get("og:title"), *headings)
    own = Own(tuple(filter(None, urls)), tuple(filter(None, titles)))
    head.linked = read_jsonld((el.text for el in scripts if el.text), own)
    if head.language is None:
        said = head.meta.get("og:locale") or head.meta.get("content-language")
        head.language = _language_code(said)
    return head


def _is_jsonld(el: _Element) -> bool:
    """Return whether a script is JSON-LD, by its type or, where it has none, by its first words."""
    said = el.get("type")
    if said:
        return "ld+json" in said.lower()
    return not el.get("src") and '"@context"' in (el.text or "")[:_LOOKED_AT]


def _in_head(el: _Element) -> bool:
    parent = el.getparent()
    return parent is None or parent.tag in {"head", "html", "body"}


def _language(root: _Element) -> str | None:
    said = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if not said:
        said = root.get("xml:lang")
    return _language_code(said)


def _language_code(said: str | None) -> str | None:
    """Return the language of a tag: ``fr`` for ``fr-FR``, ``fr_FR`` and ``FR``."""
    code = (said or "").strip().replace("_", "-").split("-")[0].lower()
    return code if 2 <= len(code) <= 3 and code.isascii() and code.isalpha() else None


def _meta(el: _Element, head: Head) -> None:
    name = el.get("property") or el.get("name") or el.get("http-equiv")
    if not name and (name := el.get("itemprop")) and not _in_head(el):
        return  # of a thing on the page, a related article perhaps
    content = el.get("content")
    if not name or not content or not (content := " ".join(content.split())):
        return
    name = name.lower()
    content = unescape(content)
    if name in {"article:tag", "article:section"}:
        head.tags.append(content)
    head.meta.setdefault(name, content)


def _link(el: _Element, head: Head, base: Base) -> None:
    rel = el.get("rel")
    if not rel or rel == "stylesheet":
        return  # nearly every link element
    rels = rel.lower().split()
    if "stylesheet" in rels:
        return
    if "canonical" in rels and head.canonical is None:
        head.canonical = base.join(el.get("href"))
    elif "next" in rels and head.next_url is None:
        head.next_url = base.join(el.get("href"))
    elif "alternate" in rels and (el.get("type") or "").lower() in _FEED_TYPES:
        url = base.join(el.get("href"))
        if url and url not in head.feeds:
            head.feeds.append(url)


def pictured_title(root: _Element) -> str | None:
    """Return what the picture says that is the page's only ``<h1>``, and leads nowhere."""
    ones = list(islice(root.iter("h1"), 2))
    if len(ones) != 1 or words_of(ones[0]) or next(ones[0].iter("a"), None) is not None:
        return None
    if next(ones[0].iterancestors("a", "header", "nav"), None) is not None:
        return None
    picture = next(ones[0].iter("img"), None)
    return None if picture is None else " ".join((picture.get("alt") or "").split()) or None


def headlines(root: _Element) -> list[str]:
    """Return the words of the headings that microdata call an article's headline."""
    headings = root.iter("h1", "h2", "h3")
    return [words_of(el) for el in headings if el.get("itemprop") == "headline"]
