"""What a fact has beside what its page says: worked out of all records, or following from its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aimf_scraper.fact_kinds import kinds

if TYPE_CHECKING:
    from aimf_scraper.fact_model import FactKind

Data = dict[str, Any]


def keep_worked_out(old: Data | None, new: Data) -> None:
    """Give the facts of *new* what was worked out of all records when that was last done."""
    for kind in kinds():
        for name in kind.worked_out:
            known = _known(kind, name, old)
            for fact in new[kind.name]:
                fact[name] = known.get(kind.label(fact))
        for name in kind.follows if kind.worked_out else ():
            # What its name alone does not tell, its body did: a slip of the pen has the ids of the body.
            known = _known(kind, name, old)
            for fact in new[kind.name]:
                fact[name] = fact[name] or known.get(kind.label(fact)) or fact[name]


def _known(kind: FactKind, name: str, old: Data | None) -> Data:
    facts = old.get(kind.name, ()) if old else ()
    return {kind.label(one): one.get(name) for one in facts}


def followed(data: Data) -> list[Any]:
    """Return what follows from the facts of a record, such as ids, in their order."""
    return [
        fact.get(name)
        for kind in kinds()
        for name in sorted(kind.follows)
        for fact in data.get(kind.name, ())
    ]
