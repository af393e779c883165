"""The name that each partner's body goes by: one body, one name in networks and activities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

    def by_name(self, record: dict[str, Any]) -> dict[str, str]:
        """Return what each partner of *record* goes by, by the name that the record has."""
        return {one["name"]: self.name(one) for one in record["partners"]}
