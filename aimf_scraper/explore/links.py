"""Where the pages of things are: the same pages are served, and written as plain files."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import quote


class Links(Protocol):
    """Gives the address of a thing's page; ``None``: it has none."""

    def record(self, key: str) -> str | None: ...

    def town(self, key: str) -> str | None:
        """Return where a town is shown; *key* as in ``shown_facts.city_key``."""

    def partner(self, key: str) -> str | None:
        """Return where a partner is shown: the id of its body, else its name."""

    def country(self, code: str) -> str | None: ...

    def theme(self, name: str) -> str | None: ...

    def capture(self, record: str, fact: str, number: int) -> str | None:
        """Return where a fact stands on the archived page: *fact* as "budgets-0", its mention."""


class ServedLinks:
    """The addresses of ``serve``."""

    def record(self, key: str) -> str:
        return f"/record/{quote(key, safe=':/')}"

    def town(self, key: str) -> str:
        return f"/town/{quote(key, safe=':/')}"

    def partner(self, key: str) -> str:
        return f"/partner/{quote(key, safe=':/')}"

    def country(self, code: str) -> str:
        return f"/country/{quote(code, safe='')}"

    def theme(self, name: str) -> str:
        return f"/theme/{quote(name, safe='')}"

    def capture(self, record: str, fact: str, number: int) -> str:
        return f"/capture/{quote(record, safe=':/')}?fact={quote(fact)}&n={number}"
