"""Answers with status 200 that are no page: challenges, walls, errors, "not found", templates."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aimf_scraper.errors import PageError
from aimf_scraper.pages.notices import (
    LOOKED_AT,
    MAX_NOTICE_CHARS,
    PROSE_CHARS,
    has_subject,
    lost_pattern,
    notices,
    own_words,
    prose_beside,
    shown_chars,
)
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.claims.head import Head
    from aimf_scraper.pages.layout.blocks import Block
    from aimf_scraper.pages.source.urls import Base

#: The reason of a page that only sends its reader on: a redirect with status 200.
MOVED: Final = "moved"
#: The reason of a page that says that there is none, with status 200.
NOT_FOUND: Final = "not-found"
#: Notices that stand in place of the whole site: no post's own template shows one.
_OF_SITE: Final = frozenset({"maintenance", "forbidden", "no-site"})
#: A notice that says nothing but itself is no longer than this.
_MAX_BARE_CHARS: Final = 160
#: A notice that its title does not tell says hardly more than its phrase.
_MAX_BESIDE_CHARS: Final = 300
#: What stands beside a password form: a lead at most. A listing may hold such a form too.
_MAX_BEFORE_PASSWORD_CHARS: Final = 600
#: A page that sends its reader on after so many seconds is none of its own.
_MAX_WAIT_SEC: Final = 15
_REFRESH: Final = re.compile(
    r"\s*([0-9]{1,4})(?:\.[0-9]{0,6})?\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\"\s]{1,2000})",
    re.IGNORECASE,
)
_MAX_FORMS: Final = 50


def refuse_protected(root: _Element, body: bytes, titles: list[str], text: str) -> None:
    """Raise PageError where *text*, the page's, is the form's that asks for a protected post's password.

    *body*: its bytes. WordPress' form is known by its names; any other by its sentence,
    with a field for a password or the title that WordPress gives such a post.
    """
    if len(text) >= _MAX_BEFORE_PASSWORD_CHARS:
        return
    words = table("not_pages")["password"]
    formed = b"<input" in body and (b"post_password" in body or b"post-password-form" in body)
    if not formed:
        folded = [fold(one) for one in titles]
        if not _has(fold(text), words) or not (_begins(folded, words) or _asks_who(root)):
            return
    raise PageError("password", f"shown only to who knows its password: {titles[:1]}")


def refuse_moved(head: Head, base: Base, blocks: list[Block]) -> None:
    """Raise PageError where the page only sends its reader on; its detail is the other address."""
    target = sent_on_to(head.meta.get("refresh"), base)
    if target is not None and shown_chars(blocks) <= MAX_NOTICE_CHARS:
        raise PageError(MOVED, target)


def sent_on_to(said: str | None, base: Base) -> str | None:
    """Return the other address to which a refresh, said in the markup or the header, soon leads.

    >>> from aimf_scraper.pages.source.urls import Base
    >>> sent_on_to("0; url=/neuf/", Base("https://x.example/vieux/"))
    'https://x.example/neuf/'
    """
    found = _REFRESH.match(said) if said else None
    if found is None or int(found[1]) > _MAX_WAIT_SEC:
        return None
    target = base.join(found[2])
    return target if target and _path(target) != _path(base.url) else None


def _path(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/")


def refuse_walls(
    root: _Element,
    body_names: str,
    titles: list[str],
    blocks: list[Block],
    *,
    told: bool,
    single: bool = False,
) -> None:
    """Raise PageError for what the markup shows to be no page: a theme's 404, a login, a consent wall.

    *told*: the page is a post that tells more than a wall says. *single*: its markup says
    that it is a post; a title of more words than a wall's is then its own.
    """
    data = table("not_pages")
    if not set(data["not-found"]["body_classes"]).isdisjoint(body_names.lower().split()):
        raise PageError(NOT_FOUND, f"a theme's page for what is not found: {titles[:1]}")
    body = root.find("body")
    if body is not None and body.get("id") == "error-page":
        raise PageError("server-error", f"WordPress' page for an error: {titles[:1]}")
    if not blocks and _has(fold(_without_scripts(root)), data["needs-script"]):
        raise PageError("needs-script", f"a script's shell, with no word of its own: {titles[:1]}")
    if told or shown_chars(blocks) > MAX_NOTICE_CHARS:
        return
    folded = [fold(one).strip(" .…!") for one in titles]
    spaced = own_words(blocks).replace("\n", " ")
    login, wall = data["login"], data["cookie-wall"]
    # Who is asked to log in to comment reads the page without.
    lines = [line for line in own_words(blocks).split("\n") if "comment" not in line]
    titled, phrased = _begins(folded, login), _has(" ".join(lines), login)
    bare = shown_chars(blocks) <= _MAX_BARE_CHARS
    if (titled and phrased) or ((titled or phrased) and _asks_who(root)) or (phrased and bare):
        raise PageError("login", f"a page for who has an account: {titles[:1]}")
    if single and folded and not _is_titled(folded, wall):
        return  # "Cookies : la commune se met en règle"
    if _has(spaced, wall) and (_begins(folded, wall) or _is_about_consent(blocks)):
        raise PageError("cookie-wall", f"a page that asks for consent: {titles[:1]}")


def _without_scripts(root: _Element) -> str:
    """Return what a page tells readers whose browser runs no scripts."""
    return " ".join(words_of(el) for el in islice(root.iter("noscript"), _MAX_FORMS))[:LOOKED_AT]


def _begins(titles: list[str], words: dict[str, list[str]]) -> bool:
    return any(one.startswith(tuple(words["titles"])) for one in titles)


def _is_titled(titles: list[str], words: dict[str, list[str]]) -> bool:
    """Return whether each of *titles* is a wall's and nothing more, the site's name aside."""
    return all(one.partition(" - ")[0].partition(" | ")[0] in words["titles"] for one in titles)


def _has(said: str, words: dict[str, list[str]]) -> bool:
    return any(phrase in said for phrase in words["phrases"])


def _asks_who(root: _Element) -> bool:
    """Return whether the page holds a form for a password, outside its header and menus."""
    for at, field in enumerate(root.iter("input")):
        if at >= _MAX_FORMS:
            return False
        if (field.get("type") or "").lower() == "password":
            return not any(
                one.tag in {"header", "nav", "aside", "footer"} for one in field.iterancestors()
            )
    return False


def _is_about_consent(blocks: list[Block]) -> bool:
    """Return whether every paragraph is about cookies."""
    about = table("not_pages")["cookie-wall"]["about"]
    prose = [fold(one.text) for one in blocks if len(one.text) >= PROSE_CHARS]
    return all(any(word in text for word in about) for text in prose)


def refuse_other_pages(
    head_title: str | None,
    title: str | None,
    blocks: list[Block],
    *,
    told: bool,
    single: bool = False,
    dated: bool = False,
) -> None:
    """Raise PageError where the page is none of the site's.

    *told*: the page is a post that tells more than a notice does. *single*: its markup
    says that it is a post; "Maintenance du barrage" is then its subject. *dated*: it is a
    note under a dateline, whatever its heading says.
    A short page counts as a notice if its title begins as such notices do and
    it says little, or if it says one of their phrases, in its own words and beside
    little else.
    """
    shown = shown_chars(blocks)
    if dated:
        _refuse_template(title)
        return
    if title and fold(title).strip(" .…!") in table("not_pages")["not-found"]["titles"]:
        raise PageError(NOT_FOUND, f"its heading says so, whatever stands below: {title!r}")
    if title and _is_lost(title, blocks):
        raise PageError(NOT_FOUND, f"its heading says that it is gone: {title!r}")
    if not told and shown <= MAX_NOTICE_CHARS:
        titles = [fold(one).strip(" .…!") for one in (head_title, title) if one]
        if title and head_title and fold(title) in fold(head_title):
            titles = titles[-1:]  # the page's name says what the heading does
        own = single and any(map(has_subject, titles))
        said = own_words(blocks)
        if own and title:
            said = said.replace(fold(title), " ", 1)
        spaced = said.replace("\n", " ")
        for name, starts, phrases in notices():
            by_title = not own and any(one.startswith(starts) for one in titles)
            if single and not by_title and name in _OF_SITE:
                continue
            by_phrase = any(phrase in spaced for phrase in phrases) and (
                by_title or prose_beside(said, phrases) <= _MAX_BESIDE_CHARS
            )
            if by_phrase or (by_title and shown <= MAX_NOTICE_CHARS // 2):
                raise PageError(name, f"a {name} page answered: {head_title or said[:80]!r}")
        ways_out = table("not_pages")["not-found"]["ways_out"]
        if lost_pattern().search(said) and (
            shown <= _MAX_BARE_CHARS or any(way in said for way in ways_out)
        ):
            raise PageError(NOT_FOUND, f"the page says it is gone: {head_title or said[:80]!r}")
    _refuse_template(title)


def _is_lost(title: str, blocks: list[Block]) -> bool:
    """Return whether a heading says that what was asked for is gone, over hardly any prose.

    "Cet article n'est plus disponible" may stand over cards; "L'article 12 a disparu du code" names a subject.
    """
    said = fold(title)
    lost = lost_pattern(in_titles=True)
    if not lost.search(said) or has_subject(said) or any(map(str.isdigit, said)):
        return False
    lines = (one.text for one in blocks if not one.links and len(one.text) >= PROSE_CHARS)
    prose = [line for line in lines if not lost.search(fold(line))]
    return sum(map(len, prose)) <= _MAX_BESIDE_CHARS


def _refuse_template(title: str | None) -> None:
    forgotten = table("not_pages")["template"]
    if title and fold(title).strip(" .…!") in forgotten["titles"]:
        raise PageError("template", f"a forgotten template: {title!r}")


def is_dummy_text(blocks: list[Block]) -> bool:
    """Return whether a page is filled with "Lorem ipsum", as a forgotten template is."""
    phrases = table("not_pages")["template"]["phrases"]
    heads = "\n".join([one.text[:200] for one in blocks])
    # To lower the whole page takes longer than to look for each way to write the phrase.
    written = (way for one in phrases for way in (one, one.capitalize(), one.title(), one.upper()))
    if not any(way in heads for way in written):
        return False
    filler = other = 0
    for block in blocks:
        if any(phrase in block.text[:200].lower() for phrase in phrases):
            filler += len(block.text)
        elif len(block.text) >= PROSE_CHARS:
            other += len(block.text)
    return filler > other
