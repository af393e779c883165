"""Decisions in the browser: who may take them, what is asked next, how they are written.

Only for this machine, only with the token that the terminal shows, only from our own pages,
one at a time. They are written into ``corrections.csv`` as those of a sheet are, and hold at once.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from aimf_scraper.correcting import take
from aimf_scraper.corrections.fields import is_correctable
from aimf_scraper.corrections.table import checked, id_of, read_corrections
from aimf_scraper.crawling.lock import held
from aimf_scraper.errors import DataFolderBusyError
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.reviewing.deciding import decidable
from aimf_scraper.reviewing.items import find_items

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from aimf_scraper.corrections import Correction
    from aimf_scraper.explore.texts import Texts
    from aimf_scraper.reviewing.item import Item
    from aimf_scraper.store import Store

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
    """``written``: it stands in the file; ``state``: what came of it, "" where it is not there."""

    written: bool
    state: str
    why: str = ""


@dataclass(eq=False)
class Reviewer:
    """Takes the decisions of whoever knows the token.

    *file*: ``corrections.csv``; *clock*: tells the moment, ISO 8601 in UTC.
    """

    data: Path
    file: Path
    clock: Callable[[], str]
    who: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _writing: threading.Lock = field(default_factory=threading.Lock)
    _told: dict[str, str] = field(default_factory=dict)
    _items: list[Item] = field(default_factory=list)
    _asked_of: int | None = None

    def knows(self, token: str) -> bool:
        """Return whether *token* is the one that the terminal shows."""
        return hmac.compare_digest(token.encode(), self.token.encode())

    def is_open(self, request: Any) -> bool:
        """Return whether who asks may decide."""
        return self.knows(request.cookies.get(COOKIE, ""))

    def form_of(self, request: Any, texts: Texts, key: str) -> Data | None:
        """Return what the forms on a record's page need; ``None`` for who may not decide."""
        if not self.is_open(request):
            return None
        number = request.args.get("item") or ""
        after = f"?after={number}" if number.isascii() and number.isdigit() else ""
        return {
            "csrf": request.scope["csrftoken"](),
            "record_id": key,
            "next": f"/review/next{after}",
            "item": number if after else "",
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

    def decide(self, form: Mapping[str, str]) -> Outcome:
        """Write what *form* says into the file and apply it; one decision at a time."""
        action = form.get("action", "")
        value = form.get("value" if action == "confirm" else "new_value", "")
        cells = {name: form.get(name, "") for name in ("record_id", "field", "as_written", "why")}
        cells |= {"action": action, "value": "" if action == "reject" else value}
        with self._writing:
            now = self.clock()
            try:
                one = checked(cells | {"who": form.get("who") or self.who, "when": now[:10]})
                with held(self.data):
                    one = self._with_new_id(one)
                    # Only these say anything of bodies; the next run holds all of them together.
                    touched = one.field.startswith(("partners", "cities"))
                    taken = take(self.data, self.file, [one], now=now, with_bodies=touched)
            except ValueError as error:
                return Outcome(written=False, state="", why=str(error))
            except DataFolderBusyError as error:
                return Outcome(written=False, state="busy", why=str(error))
        results = taken.results if taken else []
        mine = [each for each in results if each.correction.correction_id == one.correction_id]
        if not mine:
            return Outcome(written=True, state="waiting")
        return Outcome(written=True, state=mine[0].state, why=mine[0].why)

    def _with_new_id(self, one: Correction) -> Correction:
        """Return *one* with an id of its own, where somebody decided just so before."""
        known = {each.correction_id for each in read_corrections(self.file).corrections}
        base, number = id_of(one), 1
        key = base
        while key in known:
            number += 1
            key = f"{base}-{number}"
        return replace(one, correction_id=key)

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
        with self._writing:
            if self._asked_of != number:
                found = find_items(store)
                self._items = [one for one in found if one.record_id and one.confidence is not None]
                self._asked_of = number
            return self._items

    def next_question(self, store: Store, after: int) -> Question | None:
        """Return the first fact behind place *after* of the list that nobody decided yet."""
        items = self.items(store)
        for number in range(after + 1, len(items)):
            key = fact_key(store, items[number])
            if key is not None:
                return Question(number, items[number], key)
        return None


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
