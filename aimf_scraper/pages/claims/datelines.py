"""Lines that say when, and by whom, a page was put up: "Par Awa D., le 4 mai 2023"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from aimf_scraper.pages.claims.days import (
    HOUR,
    NO_DAYS,
    find_day,
    is_day_only,
    is_range,
    may_hold_day,
    names_weekday,
    read_day,
    small_words,
)
from aimf_scraper.pages.tables import table
from aimf_scraper.records import Evidence
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aimf_scraper.pages.claims.days import Found

#: A line longer than this is prose, not a dateline.
MAX_DATELINE: Final = 120
#: Between a cue and its date stand a few words: "Publié par Awa D. le", "Article mis en ligne : mardi".
_MAX_GAP: Final = 60
#: After a signed date a rubric or a place may follow, no sentence.
_MAX_AFTER: Final = 40
#: Who signs has a name, or is the editors.
_NAME: Final = re.compile(
    "[A-ZÀ-Ý]|r[ée]daction|admin|[ée]quipe|service|webmestre|webmaster|staff|editor"
)
#: "4 mai 2023, Awa Diallo": names and places alone.
_NAMES: Final = re.compile(
    r"(?:[A-ZÀ-Ý][\w.'’-]{1,20}|de|du|la|le|et|à|der|von|and)(?:,? (?:[A-ZÀ-Ý][\w.'’-]{1,20}|de|du|la|le|et|à|der|von|and)){0,5}"
)
#: "Lomé, le 4 mai 2023": where a text was signed.
_PLACE: Final = re.compile(
    r"\(?[A-ZÀ-Ý][\w'’-]{1,20}(?: [A-ZÀ-Ý][\w'’-]{1,20}){0,2}, ?(?:le |ce |on )?"
)
_PARTS: Final = re.compile(r" ?[|•·⋅∙›»/] ?| [-–—] |(?<=[a-zà-ÿ]{5})\. ")


class _Words(NamedTuple):
    published: re.Pattern[str]
    modified: re.Pattern[str]
    other: re.Pattern[str]
    by: re.Pattern[str]
    lead_in: re.Pattern[str]


@cache
def _cues() -> _Words:
    cues = table("dates")["cues"]
    names = ("published", "modified", "seen", "by", "lead_ins")
    return _Words(*(_any_of(cues[name]) for name in names))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, longest_first))})(?:e?s)?(?![a-z])")


@cache
def _between() -> frozenset[str]:
    """Return the words that may begin what stands between a cue and its date: who or where."""
    data = table("dates")
    return frozenset(one for one in [*data["cues"]["by"], *data["cues"]["where"]] if " " not in one)


def mark(source: str, quote: str) -> Evidence:
    """Return the evidence of a date read from markup."""
    return Evidence(source, None, None, quote, "pages.published")


Dated = dict[str, tuple[str, Evidence]]
#: What a label makes of the day after it; ``other``: neither, as "consulté le".
Said = Literal["published", "modified", "other"]


def read_dateline(line: str, found: Dated) -> None:
    """Add the dates of a visible line ("Publié le 12 mars 2024, mis à jour le ...") to *found*."""
    if len(line) > MAX_DATELINE or not may_hold_day(line) or is_range(line):
        return
    cues = [(at, name) for at, _, name in _cues_in(fold(line))]
    begins = [(0, "published"), *cues]
    ends = [at for at, _ in cues] + [len(line)]
    for (start, name), end in zip(begins, ends, strict=True):
        if name != "other" and (day := read_day(line[start:end])) and day not in NO_DAYS:
            found.setdefault(name, (day, mark("dateline", line[start:end].strip(" -|,;("))))


def _cues_in(said: str) -> list[tuple[int, int, Said]]:
    """Return where the cues in the folded *said* begin and end, and what each makes of the date after it."""
    words = _cues()
    named: tuple[tuple[Said, re.Pattern[str]], ...] = (
        ("published", words.published),
        ("modified", words.modified),
        ("other", words.other),
    )
    return sorted(
        (one.start(), one.end(), name) for name, cues in named for one in cues.finditer(said)
    )


def label_of_date(words: str) -> Said | None:
    """Return what *words*, right before a date, make of it: the day of a publication, a change, a look.

    >>> label_of_date("Page modifiée le"), label_of_date("Publié par Awa le"), label_of_date("Le maire a dit le")
    ('modified', 'published', None)
    """
    said = fold(words)
    cues = _cues_in(said)
    if not cues:
        return None
    start, end, name = cues[-1]
    for begins, ends, other in cues:  # "date de mise à jour": of two that overlap the longer
        if begins < end and ends > start and ends - begins > end - start:
            start, end, name = begins, ends, other
    between = re.findall("[a-z0-9]+", said[end:])
    of_page = small_words().union(table("dates")["cues"]["page_words"])
    if between and between[0] not in _between() and not of_page.issuperset(between):
        return None
    return name


def says_when(line: str) -> bool:
    """Return whether *line* begins with a word of publishing or changing, and a date follows it."""
    if len(line) > MAX_DATELINE or (day := find_day(line)) is None or is_range(line):
        return False
    said = fold(line)
    bare = said.lstrip(" -•*|([")
    lead_in = _cues().lead_in.match(bare)
    if lead_in:
        bare = bare[lead_in.end() :].lstrip()
    said, start = bare, day.start - (len(said) - len(bare))
    words = _cues()
    cue = words.published.match(said) or words.modified.match(said)
    if cue is None or not cue.end() <= start <= cue.end() + _MAX_GAP:
        return False
    between = re.findall("[a-z0-9]+", said[cue.end() : start])
    return not between or between[0] in _between() or small_words().issuperset(between)


def names_date(line: str) -> bool:
    """Return whether *line* is the label of a date of publication or change: "Date de publication :"."""
    said = fold(line[:_MAX_GAP]).strip(" .:")
    said = re.sub(" (?:le|on)$", "", said)
    words = _cues()
    return bool(words.published.fullmatch(said) or words.modified.fullmatch(said))


def is_dateline(line: str) -> bool:
    """Return whether *line* says when (and by whom) the page was put up, and nothing else.

    >>> is_dateline("Publié le 4 mai 2023"), is_dateline("Par Awa D. | 4 mai 2023"), is_dateline("4 mai 2023")
    (True, True, False)
    """
    if len(line) > MAX_DATELINE or (day := find_day(line)) is None or is_range(line):
        return False
    return says_when(line) or _is_signed(line, day)


def _is_signed(line: str, day: Found) -> bool:
    """Return whether a line holds who signs, or the hour, and a date.

    "Par Awa Diallo, à Kindia. 4 mai 2023", "Le 4 mai 2023 par Awa", "4 mai 2023 à 10h30 - Lomé".
    """
    said = fold(line)
    edges = " -•*|,.:;–—/·()[]"
    before, after = said[: day.start], said[day.end :].strip(edges)
    by = _cues().by
    alone = is_day_only(line[: day.end])
    rest = line[day.end :]
    rest = "".join(rest[at:end] for at, end in _uncounted(fold(rest))).strip(edges)
    # "mardi 14 mai 2024, Angers" is when and where something takes place.
    if (
        rest
        and alone
        and not names_weekday(line)
        and (_NAMES.fullmatch(rest) or _rubric(fold(rest)))
    ):
        return True
    if _PLACE.fullmatch(line[: day.start]) and (not after or len(after) <= _MAX_AFTER // 2):
        return True
    signs = by.match(before.lstrip(edges))
    if signs:
        name = line[len(before) - len(before.lstrip(edges)) + signs.end() : day.start]
        return len(after) <= _MAX_AFTER and bool(_NAME.search(name))
    if not alone:
        return False
    if hour := HOUR.match(after):
        after = after[hour.end() :].strip(edges)
        return not after or (len(after) <= _MAX_AFTER and by.match(after) is not None)
    return len(after) <= 2 * _MAX_AFTER and by.match(after) is not None


def _uncounted(rest: str) -> Iterator[tuple[int, int]]:
    """Yield what stands between the counts of a line: "312 vues", "aucun commentaire"."""
    at = 0
    for found in _counts().finditer(rest):
        yield at, found.start()
        at = found.end()
    yield at, len(rest)


@cache
def _counts() -> re.Pattern[str]:
    cues = table("dates")["cues"]
    counted, uncounted = ("|".join(map(re.escape, cues[name])) for name in ("counted", "uncounted"))
    return re.compile(rf"[0-9]{{1,6}} ?(?:{counted})(?![a-z])|(?:{uncounted})(?![a-z])")


def _rubric(rest: str) -> bool:
    if len(rest) > _MAX_AFTER:
        return False
    words = f"{rest} ".replace(":", " ")
    return any(words.startswith(f"{one} ") for one in table("dates")["cues"]["rubrics"])


def date_parts(line: str) -> Iterator[str]:
    """Yield the part of *line* that is a date, where the others are short marks ("Yaoundé | 12 mars 2024")."""
    if is_dateline(line) or is_day_only(line):
        yield line
        return
    if len(line) > MAX_DATELINE:
        return
    for part in _PARTS.split(line):
        said = part.strip(" .,;()[]")
        if said == line or not may_hold_day(said):
            continue
        # "mardi 14 mai 2024 - Angers" is when and where something takes place.
        if (is_day_only(said) and not names_weekday(said)) or is_dateline(said):
            yield said
