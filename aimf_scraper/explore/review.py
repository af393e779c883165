"""Decisions in the browser: who may take them, what is asked next, how they are written.

Only for this machine, only with the token that the terminal shows, only from our own pages,
one at a time. They are written into ``corrections.csv`` as those of a sheet are, and hold at once.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from aimf_scraper.correcting import take, take_back
from aimf_scraper.corrections.fields import is_correctable
from aimf_scraper.corrections.table import checked, id_of, read_corrections
from aimf_scraper.crawling.lock import held
from aimf_scraper.errors import DataFolderBusyError, UsageError
from aimf_scraper.explore.desks import Desks
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.reviewing.deciding import decidable
from aimf_scraper.reviewing.items import find_items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from aimf_scraper.corrections import Correction
    from aimf_scraper.explore.desks import Desk
    from aimf_scraper.explore.texts import Texts
    from aimf_scraper.reviewing.item import Item
    from aimf_scraper.store import Store, StoredCorrection

Data = dict[str, Any]

COOKIE: Final = "aimf_review"
#: What is said once to who decided, and is kept until it is.
_MOST_TOLD: Final = 100


class Question(NamedTuple):
    """A fact to decide: its place in the list, its record, and there its key."""

    number: int
    item: Item
    key: str


class Outcome(NamedTuple):
    """``written``: the file was changed; ``state``: what came of it, "" where it could not be.

    ``row``: what was written or taken back, or what somebody else wrote.
    """

    written: bool
    state: str
    why: str = ""
    row: Correction | None = None


@dataclass(eq=False)
class Reviewer:
    """Takes the decisions of whoever knows the token.

    *file*: ``corrections.csv``; *clock*: tells the moment, ISO 8601 in UTC.
    """

    data: Path
    file: Path
    clock: Callable[[], str]
    who: str = ""
    desks: Desks = field(init=False)
    _writing: threading.Lock = field(default_factory=threading.Lock)
    _listing: threading.Lock = field(default_factory=threading.Lock)
    _told: dict[str, str] = field(default_factory=dict)
    _items: list[Item] = field(default_factory=list)
    _asked_of: int | None = None

    def __post_init__(self) -> None:
        self.desks = Desks(self.who)

    @property
    def token(self) -> str:
        return self.desks.token

    def desk_of(self, request: Any) -> Desk | None:
        """Return where who asks decides; ``None``: they may not."""
        return self.desks.of(request.cookies.get(COOKIE, ""))

    def form_of(
        self, request: Any, texts: Texts, key: str, corrections: Iterable[StoredCorrection]
    ) -> Data | None:
        """Return what the forms on a record's page need; ``None`` for who may not decide.

        *corrections*: those of the record, in the order of the file.
        """
        desk = self.desk_of(request)
        if desk is None:
            return None
        number = request.args.get("item") or ""
        after = f"?after={number}" if number.isascii() and number.isdigit() else ""
        return {
            "csrf": request.scope["csrftoken"](),
            "record_id": key,
            "next": f"/review/next{after}",
            "item": number if after else "",
            "last": desk.last,
            "seen": {
                (one.said["field"], one.said["as_written"]): one.said["correction_id"]
                for one in corrections
            },
            "fields": [
                *(
                    (one.name, texts.word("fact", one.name))
                    for one in kinds()
                    if is_correctable(one)
                ),
                ("published", texts.word("fact", "published")),
            ],
            "said": self.told(request.args.get("told") or ""),
        }

    def decide(self, form: Mapping[str, str], desk: Desk) -> Outcome:
        """Write what *form* says into the file and apply it; one decision at a time.

        As with ``review --import``, a row is added and none is changed: the last one of a fact
        holds. What is said already is not said again.
        """
        action = form.get("action", "")
        value = form.get("value" if action == "confirm" else "new_value", "")
        cells = {name: form.get(name, "") for name in ("record_id", "field", "as_written", "why")}
        cells |= {"action": action, "value": "" if action == "reject" else value}
        with self._writing:
            now = self.clock()
            try:
                one = checked(cells | {"who": desk.who, "when": now[:10]})
                with held(self.data):
                    return self._write(one, form.get("seen"), desk, now)
            except (ValueError, UsageError) as error:
                return Outcome(written=False, state="", why=str(error))
            except DataFolderBusyError as error:
                return Outcome(written=False, state="busy", why=str(error))

    def _write(self, one: Correction, seen: str | None, desk: Desk, now: str) -> Outcome:
        known = read_corrections(self.file).corrections
        last = next((each for each in reversed(known) if _is_of_same(each, one)), None)
        if last is not None and (last.action, last.value) == (one.action, one.value):
            return Outcome(written=False, state="known", row=last)
        is_news = last is not None and last.correction_id != seen
        if is_news and seen is not None and last not in desk.written:
            # What the page did not show yet is shown on the next one.
            take(self.data, self.file, [], now=now, with_bodies=False)
            return Outcome(written=False, state="overtaken", row=last)
        one = _with_new_id(one, {each.correction_id for each in known})
        taken = take(self.data, self.file, [one], now=now, with_bodies=_touches_bodies(one))
        desk.note(taken.added)
        mine = [
            each for each in taken.results if each.correction.correction_id == one.correction_id
        ]
        if not mine:
            return Outcome(written=True, state="waiting", row=one)
        return Outcome(written=True, state=mine[0].state, why=mine[0].why, row=one)

    def undo(self, correction_id: str, desk: Desk) -> Outcome:
        """Take back the last row that *desk* wrote, which is that of *correction_id*."""
        with self._writing:
            one = desk.last
            if one is None or one.correction_id != correction_id:
                return Outcome(written=False, state="none", row=one)
            try:
                with held(self.data):
                    was_there = take_back(
                        self.data,
                        self.file,
                        one,
                        now=self.clock(),
                        with_bodies=_touches_bodies(one),
                    )
            except UsageError as error:
                return Outcome(written=False, state="", why=str(error), row=one)
            except DataFolderBusyError as error:
                return Outcome(written=False, state="busy", why=str(error), row=one)
            desk.written.pop()
            return Outcome(written=was_there, state="undone" if was_there else "lost", row=one)

    def lost(self, desk: Desk) -> list[Correction]:
        """Return what *desk* wrote and the file holds no longer: another program saved an older one."""
        if not desk.written:
            return []
        known = set(read_corrections(self.file).corrections)
        return [one for one in desk.written if one not in known]

    def tell(self, said: str) -> str:
        """Keep a sentence for the next page; return by what name."""
        while len(self._told) >= _MOST_TOLD:
            self._told.pop(next(iter(self._told)))
        name = secrets.token_urlsafe(8)
        self._told[name] = said
        return name

    def told(self, name: str) -> str | None:
        return self._told.pop(name, None)

    def items(self, store: Store) -> list[Item]:
        """Return the facts to look at, as ``review`` orders them; anew after each run."""
        run = store.last_run()
        number = run.id if run else 0
        with self._listing:
            if self._asked_of != number:
                found = find_items(store)
                self._items = [one for one in found if one.record_id and one.confidence is not None]
                self._asked_of = number
            return self._items

    def next_question(self, store: Store, after: int, desk: Desk) -> Question | None:
        """Return the first fact behind place *after* of the list that nobody decided yet.

        What somebody else is looking at is left to them.
        """
        items = self.items(store)
        for number in range(after + 1, len(items)):
            if self.desks.is_looked_at(number, besides=desk):
                continue
            key = fact_key(store, items[number])
            if key is not None:
                self.desks.lead(desk, number)
                return Question(number, items[number], key)
        return None


def _is_of_same(one: Correction, other: Correction) -> bool:
    """Return whether both speak of one fact."""
    return (one.record_id, one.field, one.as_written) == (
        other.record_id,
        other.field,
        other.as_written,
    )


def _touches_bodies(one: Correction) -> bool:
    """Return whether *one* says anything of bodies; the next run holds all of them together."""
    return one.field.startswith(("partners", "cities"))


def _with_new_id(one: Correction, known: AbstractSet[str]) -> Correction:
    """Return *one* with an id of its own, where somebody decided just so before."""
    base, number = id_of(one), 1
    key = base
    while key in known:
        number += 1
        key = f"{base}-{number}"
    return replace(one, correction_id=key)


def fact_key(store: Store, item: Item) -> str | None:
    """Return the key of the fact that *item* asks about; ``None``: it is no longer so."""
    record = store.record(item.record_id)
    name = item.field.partition("[")[0]
    kind = next((one for one in kinds() if one.name == name), None)
    if record is None or kind is None:
        return None
    for position, fact in enumerate(record[name]):
        if fact["confidence"] == item.confidence and decidable(record, kind, position) == (
            item.field,
            item.as_written,
            item.value,
        ):
            return f"{name}-{position}"
    return None


def question_address(question: Question, record: str) -> str:
    """Return where a fact is asked about; *record*: its record's page."""
    return f"{record}?item={question.number}#fact-{quote(question.key)}"
