"""The comparison on sets of pages by other hands counts as those sets count."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[1] / "bench"
BODY = (
    "La commune de Tabou ouvre trois écoles au printemps. Les travaux ont duré deux ans et les "
    "familles du quartier ont choisi elles-mêmes où planter les arbres de la cour."
)
PAGE = f"""<!doctype html><html lang="fr"><head><title>Trois écoles</title>
<meta property="article:published_time" content="2023-05-04T09:00:00+02:00"></head>
<body class="single single-post"><main><article><h1>Trois écoles</h1><p>{BODY}</p></article></main></body></html>"""
NO_PAGE = "%PDF-1.7 this is a document, not a page"


@pytest.fixture(autouse=True)
def _bench(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))


def write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")


def made_set(kind: str, root: Path) -> None:
    """Lay out one page (and one that is none) as the set *kind* does."""
    if kind == "article-extraction-benchmark":
        gold = {"articleBody": BODY, "url": "https://tabou.example/a"}
        write(root / "ground-truth.json", {"a": gold, "b": gold})
        write(root / "html" / "a.html.gz", gzip.compress(PAGE.encode()))
        write(root / "html" / "b.html.gz", gzip.compress(NO_PAGE.encode()))
    elif kind == "article-extraction-dataset":
        gold = {"articleBody": BODY, "url": "https://tabou.example/a", "title": "Trois écoles"}
        write(root / "articles.json", {"a": gold | {"date": "2023-05-04"}, "gone": gold})
        write(root / "html" / "a.html", PAGE)
    elif kind == "trafilatura":
        gold = {"file": "a.html", "with": [BODY[:30], "Nulle part"], "without": ["Menu"]}
        write(root / "tests" / "evaldata.json", {"https://tabou.example/a": gold})
        write(root / "tests" / "eval" / "a.html", PAGE)
    elif kind == "htmldate":
        days = {"https://tabou.example/a": {"file": "a.html", "date": "2023-05-04"}}
        unknown = {"https://tabou.example/b": {"file": "a.html", "date": float("nan")}}
        write(root / "tests" / "eval_default.json", days)
        write(root / "tests" / "eval_mediacloud_2020.json", unknown)
        write(root / "tests" / "cache" / "a.html", PAGE)
    elif kind == "readability":
        case = root / "test" / "test-pages" / "a"
        write(case / "source.html", PAGE)
        write(case / "expected.html", f"<div><style>p {{}}</style><p>{BODY}</p></div>")
        meta = {"title": "Trois écoles - Tabou", "publishedTime": "2023-05-04T09:00:00+02:00"}
        write(case / "expected-metadata.json", meta)
    elif kind == "wordpress":
        post = {
            "type": "post",
            "link": "https://tabou.example/trois-%C3%A9coles/",
            "date": "2023-05-04T09:00:00",
            "title": {"rendered": "Trois&nbsp;écoles"},
            "content": {"rendered": f"[vc_row a=1]<p>{BODY}</p>[/vc_row]"},
        }
        api = root / "tabou" / "wp-json" / "wp" / "v2"
        write(api / "posts" / "1.json", post)
        write(api / "pages" / "2.json", post | {"type": "page"})
        write(api / "posts" / "3.json", "{broken")
        write(root / "tabou" / "trois-écoles" / "index.html", gzip.compress(PAGE.encode()))
    else:
        gold = {"main_content": BODY, "title": "Trois écoles", "publish_date": "2023-05-04"}
        answer = {"url": "https://tabou.example/a", "file_id": "1", "ground_truth": gold}
        answer["_internal"] = {"page_type": {"primary": "article"}}
        write(root / "benchmark" / "ground-truth" / "1.json", answer)
        write(root / "release" / "html" / "1.html.gz", gzip.compress(PAGE.encode()))


# Set, then precision, recall and days right of our reader on the made pages.
@pytest.mark.parametrize(
    ("kind", "rates", "days"),
    [
        ("article-extraction-benchmark", (1.0, 0.5), None),  # one of two pages is none
        ("article-extraction-dataset", (1.0, 1.0), {"right": 1}),
        ("trafilatura", (1.0, 0.5), None),  # one of two passages is nowhere
        ("htmldate", None, {"right": 1}),  # of the other page nobody knows the day
        ("readability", (1.0, 1.0), {"right": 1}),
        ("wordpress", (1.0, 1.0), {"right": 1}),
        ("web-content-extraction-benchmark", (1.0, 1.0), {"right": 1}),
    ],
)
def test_every_set_is_read_and_counted(
    kind: str,
    rates: tuple[float, float] | None,
    days: dict[str, int] | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from corpora.report import report

    made_set(kind, tmp_path)
    options: dict[str, Any] = {"limit": None, "readers": ["ours"], "french": True, "worst": 3}
    report(kind, tmp_path, **options | {"french": False}, as_json=True)
    ours = json.loads(capsys.readouterr().out)["readers"]["ours"]
    got = ours["rates"] and (ours["rates"]["precision"], ours["rates"]["recall"])
    assert got == rates
    assert ours["days"] == days
    report(kind, tmp_path, **options, as_json=False)
    assert capsys.readouterr().out.startswith(f"{kind}: ")


def test_a_page_that_is_refused_counts_as_empty_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from corpora.report import report

    made_set("article-extraction-benchmark", tmp_path)
    report(
        "article-extraction-benchmark",
        tmp_path,
        limit=None,
        readers=["ours"],
        french=False,
        worst=5,
        as_json=False,
    )
    out = capsys.readouterr().out
    assert "ours: 1 pages without a text: not-html" in out
    assert "1.00 0.00" in out


def test_an_empty_page_of_unknown_length_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from corpora.report import report

    made_set("trafilatura", tmp_path)
    write(tmp_path / "tests" / "eval" / "a.html", NO_PAGE)
    report(
        "trafilatura",
        tmp_path,
        limit=None,
        readers=["ours"],
        french=False,
        worst=0,
        as_json=True,
    )
    assert json.loads(capsys.readouterr().out)["lost"] == ["a.html"]


def test_what_an_empty_page_shows_as_cards_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from corpora.report import report

    card = "<article class=post><h2><a href=/{0}/>École {0}</a></h2><p>Un puits, {0} classes.</p></article>"
    cards = "".join(card.format(number) for number in (3, 4, 5, 6))
    page = f"<body class=archive><main>{cards}</main></body>"
    gold = {"file": "a.html", "with": ["École 3", "Un puits, 4 classes.", "Nulle part"], "without": []}  # fmt: skip
    write(tmp_path / "tests" / "evaldata.json", {"https://tabou.example/a": gold})
    write(tmp_path / "tests" / "eval" / "a.html", page)
    report("trafilatura", tmp_path, limit=None, readers=["ours"], french=False, worst=0, as_json=False)  # fmt: skip
    assert "(listing only; 67 % of it stands in the listing's cards)" in capsys.readouterr().out


def test_a_reader_that_raises_has_lost_the_page_and_says_so() -> None:
    from corpora.readers import Reader, ask

    def broken(body: bytes, url: str, asked: frozenset[str]) -> Any:
        raise ValueError(f"no luck with {len(body)} bytes")

    reader = Reader("broken", "none", frozenset({"text"}), broken)
    assert ask(reader, b"x", "", frozenset()).why == "raised ValueError: no luck with 1 bytes"


def test_an_unknown_reader_is_named() -> None:
    from corpora.readers import of_readers

    with pytest.raises(ValueError, match="no reader is called 'theirs'"):
        of_readers(["theirs"])


# Wanted, found, precision, recall: worked out by hand from the sets' own counting.
OVERLAPS = [
    ("a b c d e", "a b c d e", 1.0, 1.0),
    ("a b c d e", "a b c d", 1.0, 0.5),  # one of two runs of four
    ("a b c d", "a b c d e", 0.5, 1.0),
    ("a b c d", "", None, 0.0),
    ("", "a b c d", 0.0, None),
    ("", "", 1.0, 1.0),
    ("a b", "a b", 1.0, 1.0),  # shorter than a run: one run
]


@pytest.mark.parametrize(("wanted", "found", "precision", "recall"), OVERLAPS)
def test_texts_overlap_by_runs_of_four_words(
    wanted: str, found: str, precision: float | None, recall: float | None
) -> None:
    from corpora.measures import overlap, shingles

    page = overlap(shingles(wanted), shingles(found))
    assert (page.precision, page.recall) == (precision, recall)


def test_an_empty_text_lowers_recall_and_leaves_precision_alone() -> None:
    from corpora.measures import mean_rates, overlap, shingles

    whole = overlap(shingles("a b c d"), shingles("a b c d"))
    lost = overlap(shingles("a b c d"), shingles(""))
    assert mean_rates([whole, lost])[:2] == (1.0, 0.5)


def test_passages_are_looked_for_to_the_letter_but_for_white_space() -> None:
    from corpora.measures import passage_rates, passages

    page = passages(["deux  ans", "Deux ans"], ["menu", "bas"], "il y a deux\nans, menu")
    assert page == (1, 1, 1, 1)
    assert passage_rates([page]) == (0.5, 0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("wanted", "got", "same"),
    [
        ("Trois écoles pour Tabou", "trois  écoles pour Tabou !", True),
        ("Trois écoles pour Tabou | Le site", "Trois écoles pour Tabou", True),
        ("Le site - Trois écoles pour Tabou", "Trois écoles pour Tabou", True),
        ("Trois écoles pour Tabou", "Trois", False),
        ("Trois écoles pour Tabou", "", False),
    ],
)
def test_a_title_with_or_without_the_sites_name_is_the_same(
    wanted: str, got: str, same: bool
) -> None:
    from corpora.measures import same_title

    assert same_title(wanted, got) is same


@pytest.mark.parametrize(
    ("wanted", "got", "verdict"),
    [
        ("2023-05-04", "2023-05-04", "right"),
        ("2023-05-04", "2023-05", "wrong"),
        ("2023-05-04", "", "missing"),
        ("", "2023-05-04", "invented"),
        ("", "", "rightly none"),
    ],
)
def test_days_are_right_wrong_missing_or_invented(wanted: str, got: str, verdict: str) -> None:
    from corpora.measures import day_verdict

    assert day_verdict(wanted, got) == verdict
