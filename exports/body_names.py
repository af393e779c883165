"""The name that each partner's body goes by: one body, one name in networks and activities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aimf_scraper.identifiers import Ids

if TYPE_CHECKING:
    from aimf_scraper.store import Store


class BodyNames:
    """The bodies of a database, by id."""

    def __init__(self, store: Store) -> None:
        self._bodies = {one.id: one for one in store.bodies()}

    def key(self, partner: dict[str, Any]) -> str:
        """Return what all partners that are one body have in common: its id, else the name."""
        return partner["body"] if partner["body"] in self._bodies else str(partner["name"])

    def name(self, partner: dict[str, Any]) -> str:
        body = self._bodies.get(partner["body"])
        return str(partner["name"]) if body is None else body.name

    def type(self, partner: dict[str, Any]) -> str:
        body = self._bodies.get(partner["body"])
        return str(partner["type"]) if body is None else body.type

    def ids(self, partner: dict[str, Any]) -> Ids:
        """Return by what others know it: its body, else the partner itself."""
        body = self._bodies.get(partner["body"])
        return Ids(**partner["ids"]) if body is None else body.ids

    def by_name(self, record: dict[str, Any]) -> dict[str, tuple[str, Ids]]:
        """Return what each partner of *record* goes by and its ids, by the name that the record has."""
        return {one["name"]: (self.name(one), self.ids(one)) for one in record["partners"]}
