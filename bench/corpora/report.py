"""Ask every reader for the pages of one set, count as that set counts, and print it."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from corpora import measures
from corpora.readers import OURS, Read, Reader, ask, of_readers
from corpora.sets import SETS, GoldPage, is_french

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: A page with so much to read that comes out empty is lost, not short.
LONG_CHARS: Final = 1_000
#: Sets of passages have no whole text: how long the page is, the other reader says.
_MEASURE_OF_LENGTH: Final = "trafilatura"
_DAYS: Final = ("right", "wrong", "missing", "invented")


@dataclass(frozen=True)
class Scored:
    """What one reader made of one page, and how it was counted."""

    page: GoldPage
    read: Read
    shares: measures.Overlap | None = None
    passages: measures.Passages | None = None
    day: str | None = None
    same_title: bool | None = None

    @property
    def score(self) -> float:
        """One figure of the page to sort by: F1 of the text, else whether the day is right."""
        if self.shares is not None:
            return self.shares.f1
        if self.passages is not None:
            good = self.passages.found + self.passages.kept_out
            return good / max(1, sum(self.passages))
        return float(self.day in {"right", "rightly none"})


@dataclass
class Account:
    """One reader over the whole set."""

    reader: Reader
    pages: list[Scored] = field(default_factory=list)
    seconds: float = 0.0

    def rates(self) -> measures.Rates | None:
        shares = [one.shares for one in self.pages if one.shares is not None]
        if shares:
            return measures.mean_rates(shares)
        passages = [one.passages for one in self.pages if one.passages is not None]
        return measures.passage_rates(passages) if passages else None

    def days(self) -> Counter[str]:
        return Counter(one.day for one in self.pages if one.day is not None)

    def titles(self) -> tuple[int, int]:
        said = [one.same_title for one in self.pages if one.same_title is not None]
        return sum(said), len(said)

    def reasons(self) -> Counter[str]:
        return Counter(one.read.why for one in self.pages if one.read.why)


def report(
    kind: str,
    folder: Path,
    *,
    limit: int | None,
    readers: list[str] | None,
    french: bool,
    worst: int,
    as_json: bool,
) -> None:
    """Print how the readers do on the set *kind* in *folder*."""
    pages: Iterable[GoldPage] = SETS[kind](folder)
    if french:
        pages = (page for page in pages if is_french(page))
    chosen = list(islice(pages, limit))
    asked = frozenset(
        name
        for name, there in (
            ("text", any(page.text is not None or page.holds for page in chosen)),
            ("title", any(page.title is not None for page in chosen)),
            ("day", any(page.day is not None for page in chosen)),
        )
        if there
    )
    accounts, skipped = [], []
    for reader in of_readers(readers):
        missing = reader.missing() if reader.gives & asked else "gives nothing of what the set asks"
        if missing:
            skipped.append(f"{reader.name}: {missing}")
        else:
            accounts.append(Account(reader))
    for number, page in enumerate(chosen, 1):
        body = page.body()
        for account in accounts:
            started = time.process_time()
            read = ask(account.reader, body, page.url, asked)
            account.seconds += time.process_time() - started
            account.pages.append(_score(page, read, account.reader.gives))
        if number % 50 == 0:
            print(f"{number} of {len(chosen)} pages read", file=sys.stderr)
    if as_json:
        print(json.dumps(_as_data(kind, accounts, skipped), ensure_ascii=False, indent=1))
        return
    print(f"{kind}: {len(chosen)} pages{' in French' if french else ''}")
    _print_table(accounts)
    for line in skipped:
        print(f"skipped {line}")
    ours = next((one for one in accounts if one.reader.name == OURS), None)
    if ours:
        _print_ours(ours, accounts)
        if worst:
            _print_worst(ours, accounts, worst)


def _score(page: GoldPage, read: Read, gives: frozenset[str]) -> Scored:
    shares = passages = day = same_title = None
    if "text" in gives and page.text is not None:
        count = measures.words if page.by_words else measures.shingles
        shares = measures.overlap(count(page.text), count(read.text))
    if "text" in gives and page.holds:
        passages = measures.passages(page.holds, page.lacks, read.text)
    if "day" in gives and page.day is not None:
        day = measures.day_verdict(page.day, read.day)
    if "title" in gives and page.title is not None:
        same_title = measures.same_title(page.title, read.title)
    return Scored(page, read, shares, passages, day, same_title)


def _print_table(accounts: list[Account]) -> None:
    print(f"{'reader':<34}{'P':>7}{'R':>7}{'F1':>7}{'acc.':>7}", end="")
    print("".join(f"{name:>9}" for name in _DAYS) + f"{'titles':>11}{'CPU s':>8}")
    for account in accounts:
        rates, days, titles = account.rates(), account.days(), account.titles()
        figures = tuple(rates) if rates else (None,) * 4
        shown = "".join("      -" if one is None else f"{one:>7.3f}" for one in figures)
        counted = "".join(f"{days[name] if days else '-':>9}" for name in _DAYS)
        right = f"{titles[0]}/{titles[1]}" if titles[1] else "-"
        name = f"{account.reader.name} {account.reader.release()}"
        print(f"{name:<34}{shown}{counted}{right:>11}{account.seconds:>8.0f}")


def _print_ours(ours: Account, accounts: list[Account]) -> None:
    for why, count in ours.reasons().most_common():
        print(f"ours: {count} pages without a text: {why}")
    lost = _lost(ours, accounts)
    print(f"ours: {len(lost)} pages of more than {LONG_CHARS} characters came out empty")
    for one in lost:
        share = round(100 * _share_in_cards(one))
        print(f"  {one.page.file}  ({one.read.why}; {share} % of it stands in the listing's cards)")


def _share_in_cards(one: Scored) -> float:
    """Return how much of what should be read is read, but as cards: of words, or of passages."""
    page, cards = one.page, one.read.cards
    if page.text is not None:
        return measures.overlap(measures.words(page.text), measures.words(cards)).recall or 0.0
    return measures.passages(page.holds, (), cards).found / len(page.holds)


def _lost(ours: Account, accounts: list[Account]) -> list[Scored]:
    other = next((one for one in accounts if one.reader.name == _MEASURE_OF_LENGTH), None)
    lost = []
    for number, one in enumerate(ours.pages):
        if one.read.text.strip() or (one.shares is None and one.passages is None):
            continue
        if one.page.text is not None:
            long = len(one.page.text) > LONG_CHARS
        else:  # without the other reader nobody knows: better named than hidden
            long = other is None or len(other.pages[number].read.text) > LONG_CHARS
        if long:
            lost.append(one)
    return lost


def _print_worst(ours: Account, accounts: list[Account], count: int) -> None:
    others = [one for one in accounts if one is not ours]
    rows = []
    for number, one in enumerate(ours.pages):
        best = max((other.pages[number].score for other in others), default=1.0)
        rows.append((best - one.score, best, one))
    rows.sort(key=lambda row: (-row[0], row[2].score, row[2].page.name))
    print("pages where we lose most (best other, ours):")
    for gap, best, one in rows[:count]:
        if gap > 0:
            print(f"  {best:.2f} {one.score:.2f}  {one.page.file}  {_how(one)}")


def _how(one: Scored) -> str:
    said = []
    if one.shares:
        precision, recall = one.shares.precision, one.shares.recall
        said.append(f"P {precision or 0:.2f} R {recall or 0:.2f}")
    if one.passages:
        said.append(f"lost {one.passages.lost}, let in {one.passages.let_in}")
    if one.day not in {None, "right", "rightly none"}:
        said.append(f"day {one.read.day or 'none'}, should be {one.page.day or 'none'}")
    return "; ".join([*said, one.read.why] if one.read.why else said)


def _as_data(kind: str, accounts: list[Account], skipped: list[str]) -> dict[str, Any]:
    readers = {}
    for account in accounts:
        rates, days, titles = account.rates(), account.days(), account.titles()
        readers[account.reader.name] = {
            "version": account.reader.release(),
            "rates": rates._asdict() if rates else None,
            "days": dict(days) or None,
            "titles": {"right": titles[0], "of": titles[1]} if titles[1] else None,
            "without_text": dict(account.reasons()),
            "cpu_seconds": round(account.seconds, 1),
            "pages": {
                one.page.name: {"score": round(one.score, 4), "how": _how(one)}
                for one in account.pages
            },
        }
    ours = next((one for one in accounts if one.reader.name == OURS), None)
    lost = [one.page.name for one in _lost(ours, accounts)] if ours else []
    return {"set": kind, "readers": readers, "skipped": skipped, "lost": lost}
