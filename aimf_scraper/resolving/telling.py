"""Why a record's partners are the bodies that they are, for people who ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aimf_scraper.store import Store


def told_of_bodies(store: Store, record: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return, for each partner of *record*, its body and why it is that one."""
    partners = (record or {}).get("partners") or []
    shown = {one.id: one.name for one in store.bodies()}
    names = {(one.name, one.body): one for one in store.body_names()}
    told = []
    for position, partner in enumerate(partners):
        name = names.get((partner["name"], partner.get("body")))
        if name is None:
            continue
        told.append(
            {
                "position": position,
                "name": name.name,
                "body": name.body,
                "body_name": shown.get(name.body, name.name),
                "same_as": name.same_as,
                "rule": name.rule,
                "why": name.why,
                "score": name.score,
            }
        )
    return told
