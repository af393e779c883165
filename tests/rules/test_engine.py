"""The engine: windows, patterns that know their reach, cues in one form, mentions resolved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.errors import SetupError
from aimf_scraper.rules.engine.confidence import NONE, Score
from aimf_scraper.rules.engine.context import FARTHEST, Scope
from aimf_scraper.rules.engine.cues import Cue, CueIndex, Cues
from aimf_scraper.rules.engine.document import Part
from aimf_scraper.rules.engine.mention import Mention
from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.engine.phrases import Family, PhraseMatcher
from aimf_scraper.rules.engine.resolver import resolve
from aimf_scraper.rules.engine.span import Span
from aimf_scraper.tables import read_tsv

if TYPE_CHECKING:
    from pathlib import Path


class Window(NamedTuple):
    text: str  # "^" marks the place that is asked about
    scope: Scope
    before: str
    after: str


WINDOWS = [
    Window("Un don. À Dori, ^un puits est creusé. Fin.", "sentence", " À Dori, ", "un puits est creusé."),
    Window("Selon M. Ky, ^la ville agit", "sentence", "Selon M. Ky, ", "la ville agit"),
    Window("Un don ; une aide ^de Dori ; la fin", "clause", " une aide ", "de Dori "),
    Window("Un titre\nUn don. Un ^puits. Fin\nUn pied", "line", "Un don. Un ", "puits. Fin"),
    Window("Un don.\nUn ^puits.", "text", "Un don.\nUn ", "puits."),
    Window("^", "sentence", "", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", WINDOWS, ids=lambda case: f"{case.scope}: {case.text}")
def test_windows(case: Window) -> None:
    at = case.text.index("^")
    part = Part("text", case.text.replace("^", ""))
    before, after = part.context.before(at, case.scope), part.context.after(at, case.scope)
    assert (part.text[slice(*before)], part.text[slice(*after)]) == (case.before, case.after)
    assert part.context.around(Span(at, at), case.scope) == (before.start, after.end)


@pytest.mark.parametrize("scope", ["near", "clause", "sentence", "line", "text"])
def test_a_window_is_bounded(scope: Scope) -> None:
    part = Part("text", "a " * 5_000)
    window = part.context.around(Span(5_000, 5_000), scope)
    assert 0 < 5_000 - window.start <= FARTHEST
    assert 0 < window.end - 5_000 <= FARTHEST


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Coût du projet : ^5 M€", "Coût du projet"),
        ("Un puits\n• Lieu : ^Dori", "Lieu"),
        ("Budget :\n^5 M€", "Budget"),
        ("Budget\n- ^5 M€", "Budget"),
        ("Budget\nun don de ^5 M€", None),
        ("^5 M€", None),
        ("\n^5 M€", None),
    ],
)
def test_a_label(text: str, label: str | None) -> None:
    part = Part("text", text.replace("^", ""))
    span = part.context.label(text.index("^"))
    assert (span and part.text[slice(*span)]) == label


def test_a_list() -> None:
    text = "Dori, Fada et Kaya. Niger"
    found = [Span(m.start(), m.end()) for m in re.finditer(r"[A-Z]\w+", text)]
    joint = Pattern(", | et ")
    context = Part("text", text).context
    for number in range(3):
        assert context.list_of(found, number, joint) == found[:3]
    assert context.list_of(found, 3, joint) == found[3:]


class Reach(NamedTuple):
    regex: str
    reach: int
    first: str


@pytest.mark.parametrize(
    "case",
    [
        Reach("(?:co)?financ(?:e|ement)s?", 14, "cf"),
        Reach("budget (?:de )?[0-9]{4}", 14, "b"),
        Reach(r"(?<=x)[ld]'(?=eau)", 2, "dl"),
        Reach(r"\w{2,5} par", 9, ""),
    ],
    ids=lambda case: case.regex,
)
def test_a_pattern_knows_its_reach(case: Reach) -> None:
    pattern = Pattern(case.regex)
    assert (pattern.reach, "".join(sorted(pattern.first))) == (case.reach, case.first)


def test_a_pattern_without_a_bound_is_none() -> None:
    with pytest.raises(ValueError, match="without bound"):
        Pattern("a+b")


def test_a_pattern_looks_as_far_back_as_it_can_reach_and_no_farther() -> None:
    pattern = Pattern("dans la commune(?: [a-z]{1,9}){0,2} de ")
    text = "dans la commune rurale ancienne de Dori"
    context = Part("text", text).context
    at = text.index("Dori")
    for found in (pattern.right_before(text, at), context.leads(pattern, at)):
        assert found is not None
        assert found.span() == (0, at)
    assert pattern.right_before(text, at, 1) is None
    verbose = Pattern("de[ ] # the preposition", re.VERBOSE)
    assert verbose.right_before(text, at) is not None
    broken = Part("text", text.replace("commune ", "commune\n"))
    assert broken.context.leads(Pattern(r"commune\srurale ancienne de "), at) is None
    after = context.follows(Pattern("rurale"), text.index("rurale"))
    assert after is not None
    assert pattern.right_after(text, 0, at - 1) is None


@given(st.text(max_size=60), st.integers(0, 60))
def test_windows_never_raise(text: str, at: int) -> None:
    part = Part("text", text)
    at = min(at, len(text))
    for scope in ("near", "clause", "sentence", "line", "text"):
        window = part.context.around(Span(at, at), scope)  # type: ignore[arg-type]  # a scope from the table of cases
        assert 0 <= window.start <= at <= window.end <= len(text)
    label = part.context.label(at)
    assert label is None or text[slice(*label)]


HEAD = "# Cues. Licence: MIT.\nfamily\tphrase\tside\tsays\tweight\tended_by\tscope\n"
LINES = """\
served	au profit d[eu]	before		0.9		clause
served	form[a-z]{1,4}\\b	after		0.8	,:	near
size	compte	before	town	0.5		sentence
size	[0-9]{1,2} ans	before	age	0.4		sentence
beside	environ	before	about			beside
"""


@pytest.fixture
def index(tmp_path: Path) -> CueIndex[Cue]:
    path = tmp_path / "cues.tsv"
    path.write_text(HEAD + LINES, "utf-8")
    return CueIndex(read_tsv(path, Cue))


def cues_in(index: CueIndex[Cue], text: str) -> Cues[Cue]:
    part = Part("text", text)
    matcher = PhraseMatcher({"it": Family(index.stems, whole_words=False)})
    return Cues(index, part, matcher.find_in(part.folded)["it"])


class Asked(NamedTuple):
    text: str  # the thing is "900"
    side: str
    families: tuple[str, ...]
    found: list[str]
    why: str


ASKED = [
    Asked("Au profit de 900", "before", ("served",), ["au profit de"], "it leads there"),
    Asked("au profit de Dori ; à 900", "before", ("served",), [], "a clause ends it"),
    Asked("Dori compte ; ici 900", "before", ("size",), ["compte"], "but not a sentence's word"),
    Asked("Dori compte. Ici 900", "before", ("size",), [], "the next sentence"),
    Asked("raccompte 900", "before", ("size",), [], "within a word"),
    Asked("en 12 ans 900", "before", ("size",), ["12 ans"], "no letters to begin with"),
    Asked("900 sont formés", "after", ("served",), ["formes"], "behind it"),
    Asked("900, tous formés", "after", ("served",), [], "a comma ends it"),
    Asked("au profit de 900", "after", ("served",), [], "the other side"),
    Asked("environ 900", "before", ("beside",), ["environ"], "right beside"),
    Asked("environ dix, soit 900", "before", ("beside",), [], "not beside"),
    Asked("compte au profit de 900", "before", ("served", "size"), ["compte", "au profit de"], "both"),
    Asked("900 formés, puis à Dori compte", "found", ("served", "size"), ["formes", "compte"], "all"),
    Asked("compte au profit de 900", "before", ("other",), [], "no such family"),
]  # fmt: skip


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case.why)
def test_cues(index: CueIndex[Cue], case: Asked) -> None:
    at = case.text.index("900")
    cues = cues_in(index, case.text)
    asked = {"before": cues.before, "after": cues.after}.get(case.side)
    folded = Part("text", case.text).folded
    hits = asked(Span(at, at + 3), *case.families) if asked else cues.found(*case.families)
    assert [folded[hit.start : hit.end] for hit in hits] == case.found
    assert all(re.fullmatch(r".*cues.tsv:\d+", hit.cue.read_at) for hit in hits)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("served\tform[a-z]*\tafter\t\t0.8\t\tnear", "repeats something without bound"),
        ("served\tforme\tbehind\t\t0.8\t\tnear", "side: 'behind' is none of"),
        ("served\tforme\tafter\t\t8\t\tnear", "weight: 8 is not from 0 to 1"),
        ("served\tforme\tafter\t\t0.8\t\tpage", "scope: 'page' is none of"),
        ("served\tforme\tafter\t\t0.8\tnear", "6 cells"),
    ],
)
def test_a_slip_in_a_cue_stops_at_load(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "cues.tsv"
    path.write_text(f"{HEAD}{line}\n", "utf-8")
    with pytest.raises(SetupError, match=rf"cues.tsv, line 3: .*{said}"):
        read_tsv(path, Cue)


def test_a_cue_that_says_nothing_beside_others_that_do_stops_at_load(tmp_path: Path) -> None:
    path = tmp_path / "cues.tsv"
    path.write_text(f"{HEAD}{LINES}size\tavec\tbefore\t\t\t\tnear\n", "utf-8")
    with pytest.raises(SetupError, match=r"cues.tsv:8: says nothing, as other cues of 'size' do"):
        CueIndex(read_tsv(path, Cue))


def test_mentions_of_one_thing_are_one() -> None:
    part = Part("text", "12 puits, 3 puits, douze puits, 7 bancs")

    def said(written: str, value: tuple[str, int], score: Score) -> Mention[tuple[str, int]]:
        start = part.text.index(written)
        return Mention(part, start, start + len(written), value, "x.figures", score)

    mentions = [
        said("12 puits", ("puits", 12), Score(0.5)),
        said("3 puits", ("puits", 3), NONE),
        said("douze puits", ("puits", 12), Score(0.9)),
        said("7 bancs", ("bancs", 7), Score(0.9)),
    ]
    wells, benches = resolve(mentions, lambda value: value)
    assert wells.first.written == "12 puits"
    assert wells.score.value == 0.9
    assert [(one.quote, one.rule) for one in wells.evidence("x.repeat")] == [
        ("12 puits", "x.figures"),
        ("douze puits", "x.repeat"),
    ]
    assert benches.evidence() == (mentions[3].evidence,)
    (only,) = resolve(mentions, lambda value: value, most=1)
    assert len(only.mentions) == 2


def test_a_mention_tells_why(index: CueIndex[Cue]) -> None:
    text = "Au profit de 900"
    at = text.index("900")
    (hit,) = cues_in(index, text).before(Span(at, at + 3), "served")
    row: Any = Cue("served", "x", "before", None, 0.9, None, "near")
    mention = Mention(Part("text", text), at, at + 3, 900, "x.y", Score(0.92, row), (hit,))
    reason = mention.reason(("crowds",))
    assert (reason.cue, reason.cue_at) == ("Au profit de", hit.cue.read_at)
    assert (reason.confidence, reason.asked) == (0.92, ("crowds",))
    assert mention.refusal("a crowd").at == hit.cue.read_at
