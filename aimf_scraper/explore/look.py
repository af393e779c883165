"""How every page looks: one frame, one style sheet, signs and colours of the kinds of facts.

Everything that comes from the site goes through the templates, which escape it; an address of the
site becomes a link only where ``web_link`` says so. No page needs a script, and none asks another host.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from aimf_scraper import __version__
from aimf_scraper.explore.texts import NAMES, Language, Texts
from aimf_scraper.tables import Row, read_tsv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FOLDER: Final = Path(__file__).parent
#: Addresses longer than this are nobody's.
_LONGEST_ADDRESS: Final = 4_000
#: Titles are longer than this by a mistake only.
_LONGEST_LABEL: Final = 220


@dataclass(frozen=True, slots=True)
class KindMark(Row):
    """How a kind of fact is marked: ``sign`` before it, ``line`` below it, ``hue`` of its colour."""

    key: ClassVar = ("kind",)
    kind: str
    sign: str
    line: Literal["solid", "dashed", "dotted", "double", "wavy"]
    hue: int


@dataclass(frozen=True, slots=True)
class Link:
    """``is_here``: it leads to the page that shows it."""

    href: str
    text: str
    is_here: bool = False


@cache
def kind_marks() -> dict[str, KindMark]:
    """Return how each kind of fact is marked, by its name; ``other`` is for those from outside."""
    return {one.kind: one for one in read_tsv(_FOLDER / "kind_marks.tsv", KindMark)}


def kind_mark(kind: str) -> KindMark:
    return kind_marks().get(kind) or kind_marks()["other"]


@cache
def stylesheet() -> str:
    """Return the style sheet: light and dark, print, wide and narrow.

    A fact is marked by the classes ``fact`` and ``k-KIND``.
    """
    # The frame's first; what a kind of page needs besides stands in a file of its own.
    sheets = sorted(_FOLDER.glob("*.css"), key=lambda one: (one.name != "look.css", one.name))
    rules = [one.read_text(encoding="utf-8") for one in sheets]
    rules += [
        f'.k-{one.kind}{{--hue:{one.hue};--sign:"{one.sign}";text-decoration-style:{one.line}}}'
        for one in kind_marks().values()
    ]
    return "\n".join(rules) + "\n"


@cache
def asset(name: str) -> str:
    """Return a file that goes to the browser as it is: a script, a sheet of its own."""
    return (_FOLDER / "assets" / name).read_text(encoding="utf-8")


def web_link(url: str | None) -> str | None:
    """Return *url* where a page may lead to it: an http or https address with a host, else ``None``.

    >>> web_link("https://www.aimf.asso.fr/a"), web_link("javascript:alert(1)"), web_link("//x")
    ('https://www.aimf.asso.fr/a', None, None)
    """
    if not url or len(url) > _LONGEST_ADDRESS or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:  # no address at all
        return None
    return url if is_web and url == url.strip() else None


def content_policy(*, style: str = "'self'", script: str | None = None) -> str:
    """Return a policy by which a page may show its own and ask nobody else."""
    scripts = f"script-src {script}; " if script else ""
    return (
        f"default-src 'none'; {scripts}style-src {style}; img-src 'self' data:; "
        "base-uri 'none'; form-action 'self'"
    )


def digest_source(text: str) -> str:
    """Return what a policy calls an inline style or script of exactly this text."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def short(text: str, most: int = _LONGEST_LABEL) -> str:
    """Return a title as lists show it: whole, or the words that fit and "…"; whole it stands on its page.

    >>> short("Un marché"), short("Un marché qui garde le frais", 12)
    ('Un marché', 'Un marché…')
    """
    if len(text) <= most:
        return text
    words = text[:most].rpartition(" ")[0] if " " in text[:most] else text[:most]
    return f"{words.rstrip()}…"


@cache
def environment() -> Environment:
    """Return the templates' environment; it escapes everything that is no ``Markup``."""
    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.globals |= {"web_link": web_link, "kind_mark": kind_mark}
    made.filters["short"] = short
    return made


def render(template: str, texts: Texts, **values: Any) -> Markup:
    """Return a template filled in; ``t`` is the language's sentences in it."""
    filled = environment().get_template(template).render(t=texts, **values)
    return Markup(filled)  # noqa: S704 - the environment escapes what comes in


def page(
    *,
    title: str,
    body: Markup,
    texts: Texts,
    home: str,
    nav: Sequence[Link] = (),
    languages: Mapping[Language, str] | None = None,
    stylesheet_href: str | None = None,
    policy: str | None = None,
    scripts: Sequence[str] = (),
    moment: str | None = None,
    head: str | None = None,
) -> str:
    """Return a whole page of HTML.

    Args:
        title: what the page is about; also its ``<h1>``, unless *head* says another.
        head: the ``<h1>`` where it is another.
        texts: the sentences of the page's language.
        body: what stands below the heading.
        home: the address of the front page.
        nav: the menu.
        languages: the same page in each language, by address.
        stylesheet_href: where the style sheet is; ``None``: it stands in the page.
        policy: a content policy for a ``<meta>``; ``None``: the server sends one, or the page
            carries its style and gets the policy that allows just that.
        scripts: addresses of scripts of ours.
        moment: as of when the page was made, ISO 8601.
    """
    style = None if stylesheet_href else stylesheet()
    if style is not None and policy is None:
        policy = content_policy(style=digest_source(style))
    others = [
        {"language": one, "href": href, "name": NAMES[one], "is_here": one == texts.language}
        for one, href in (languages or {}).items()
    ]
    return str(
        render(
            "page.html",
            texts,
            title=title,
            head=head or title,
            body=body,
            home=home,
            nav=nav,
            languages=others,
            stylesheet_href=stylesheet_href,
            style=None if style is None else Markup(style),  # noqa: S704 - ours, no "<" in it
            policy=policy,
            scripts=scripts,
            moment=moment,
            version=__version__,
        )
    )
