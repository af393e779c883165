"""The public sets of pages by other hands, each from a folder that is not in the repository.

Every page comes with what its own set says of it (the gold). The folders are checkouts
of the sets' own repositories; ``docs/quality.md`` names them.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as lxml_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_GZIP: Final = b"\x1f\x8b"
#: What HTTrack leaves where an address leads to another.
_MOVED: Final = b"<TITLE>Page has moved</TITLE>"
#: WPBakery's marks, which REST answers leave in the text: "[vc_row …]", "[/vc_column]".
_SHORTCODE: Final = re.compile(r"\[/?vc_[^\]]{0,2000}\]")
_HEAD_BYTES: Final = 20_000
_FRENCH: Final = re.compile(rb"""<html[^>]{0,400}\blang=["']?fr\b""", re.IGNORECASE)
#: Elements whose text does not run on into the next.
_BREAKS: Final = re.compile(
    "address|article|blockquote|br|d[dlt]|div|fig(caption|ure)|footer|h[1-6r]|header|li|main|[ou]l"
    "|p|pre|section|table|t[dhr]"
)


@dataclass(frozen=True)
class GoldPage:
    """One page and what is known of it; ``None``: its set says nothing of that.

    ``text``: the body as it should come out. ``holds`` and ``lacks``: passages that must,
    and must not, be in it. ``by_words``: the text is counted by words, else by runs of
    four. ``day``: ``YYYY-MM-DD``, ``""`` where the set says that there is none.
    """

    name: str
    file: Path
    url: str
    text: str | None = None
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    by_words: bool = False
    day: str | None = None
    title: str | None = None

    def body(self) -> bytes:
        read = self.file.read_bytes()
        return gzip.decompress(read) if read.startswith(_GZIP) else read


def is_french(page: GoldPage) -> bool:
    """Return whether the page's own markup says that it is in French."""
    return _FRENCH.search(page.body()[:_HEAD_BYTES]) is not None


def article_extraction_benchmark(folder: Path) -> Iterator[GoldPage]:
    """Scrapinghub's: the whole body, typed by people."""
    for name, gold in _json(folder / "ground-truth.json").items():
        file = folder / "html" / f"{name}.html.gz"
        yield GoldPage(name, file, gold["url"], text=gold.get("articleBody", ""))


def trafilatura(folder: Path) -> Iterator[GoldPage]:
    """Trafilatura's own: a few passages a page that must come out, and that must not."""
    tests = folder / "tests"
    for url, gold in _json(tests / "evaldata.json").items():
        file = _first(tests, ("cache", "eval"), gold["file"])
        yield GoldPage(
            gold["file"], file, url, holds=tuple(gold["with"]), lacks=tuple(gold["without"])
        )


def htmldate(folder: Path) -> Iterator[GoldPage]:
    """Htmldate's own two lists: the day on which the page came out."""
    tests = folder / "tests"
    pages = _json(tests / "eval_mediacloud_2020.json") | _json(tests / "eval_default.json")
    for url, gold in pages.items():
        file = _first(tests, ("test_set", "cache", "eval"), gold["file"])
        day = gold["date"] if isinstance(gold["date"], str) else None  # NaN: nobody knew
        yield GoldPage(gold["file"], file, url, day=day)


def article_extraction_dataset(folder: Path) -> Iterator[GoldPage]:
    """Newspaper4k's: news of 212 sites, bodies cleaned by hand, with title and day."""
    for name, gold in _json(folder / "articles.json").items():
        file = folder / "html" / f"{name}.html"
        if file.is_file():  # a page of over 4 MiB is missing from some copies
            day = gold["date"] if _DAY.fullmatch(gold["date"]) else None
            body, title = gold["articleBody"], gold["title"]
            yield GoldPage(name, file, gold["url"], text=body, day=day, title=title)


def wordpress(folder: Path) -> Iterator[GoldPage]:
    """Whole WordPress sites saved with their REST answers: the body as its author stored it.

    *folder* holds one site or several. Pages proper (home, contact) and a shop's products
    are left out: they are no records.
    """
    for api in sorted(folder.glob("**/wp-json/wp/v2")):
        site = api.parents[2]
        for answer in sorted(path for path in api.glob("*/*") if path.is_file()):
            post = _post(answer)
            if post is None or post.get("type") in {"page", "attachment", "product", None}:
                continue
            text = text_of_html(_SHORTCODE.sub("", post["content"]["rendered"]))
            path = unquote(urlsplit(post["link"]).path).strip("/")
            file = site / path / "index.html"
            if path and text.strip() and file.is_file() and _MOVED not in file.read_bytes()[:2_000]:
                yield GoldPage(
                    f"{site.name}/{path}",
                    file,
                    post["link"],
                    text=text,
                    day=post["date"][:10],
                    title=text_of_html(post["title"]["rendered"]).strip(),
                )


def _post(answer: Path) -> dict[str, Any] | None:
    """Return the one item that a saved REST answer holds; saved sites hold broken ones too."""
    try:
        data = json.loads(answer.read_bytes().decode("utf-8-sig"))
        return data if data["content"]["rendered"] and data["link"] else None
    except (ValueError, KeyError, TypeError):
        return None


def web_content_extraction_benchmark(folder: Path) -> Iterator[GoldPage]:
    """Articles, services, products, listings of 2025: their gold was written by a language model."""
    for path in sorted((folder / "benchmark" / "ground-truth").glob("*.json")):
        page = _json(path)
        gold = page["ground_truth"]
        file = folder / "release" / "html" / f"{page['file_id']}.html.gz"
        if file.is_file():
            day = str(gold.get("publish_date") or "")
            yield GoldPage(
                f"{page['file_id']} {page['_internal']['page_type']['primary']}",
                file,
                page["url"],
                text=gold["main_content"] or "",
                day=day if _DAY.fullmatch(day) else None,
                title=gold.get("title") or None,
            )


def readability(folder: Path) -> Iterator[GoldPage]:
    """Mozilla's test pages: what Readability.js gives, looked over by its authors."""
    for case in sorted((folder / "test" / "test-pages").iterdir()):
        meta = _json(case / "expected-metadata.json")
        expected = (case / "expected.html").read_text("utf-8")
        said = (meta.get("publishedTime") or "")[:10]
        yield GoldPage(
            case.name,
            case / "source.html",
            "http://fakehost/test/page.html",  # the address that Readability's own tests give
            text=text_of_html(expected),
            by_words=True,  # white space in the expected markup splits and glues some
            # Without a publishedTime the page may still show a date: nothing is known then.
            day=said if _DAY.fullmatch(said) else None,
            title=meta.get("title"),
        )


SETS: Final[dict[str, Callable[[Path], Iterator[GoldPage]]]] = {
    "article-extraction-benchmark": article_extraction_benchmark,
    "article-extraction-dataset": article_extraction_dataset,
    "trafilatura": trafilatura,
    "htmldate": htmldate,
    "readability": readability,
    "wordpress": wordpress,
    "web-content-extraction-benchmark": web_content_extraction_benchmark,
}


def text_of_html(fragment: str) -> str:
    """Return the text of an HTML *fragment*, its blocks on lines of their own."""
    if not fragment.strip():
        return ""
    root = lxml_html.fromstring(f"<div>{fragment}</div>")
    etree.strip_elements(root, "script", "style", "noscript", with_tail=False)
    for element in root.iter():
        if isinstance(element.tag, str) and _BREAKS.fullmatch(element.tag):
            element.tail = "\n" + (element.tail or "")
    return str(root.text_content())


def _json(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def _first(folder: Path, inside: tuple[str, ...], name: str) -> Path:
    for one in inside:
        if (folder / one / name).is_file():
            return folder / one / name
    raise FileNotFoundError(f"{name} is in none of {', '.join(inside)} of {folder}")
