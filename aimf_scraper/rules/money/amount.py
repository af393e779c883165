"""A sum in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal


class Amount(NamedTuple):
    """A sum at ``start:end``; ``high`` where a range says up to how much.

    ``currency``: an ISO 4217 code, a unit such as ``@cfa``, or "" where the
    number has a multiplier and no currency. ``power`` is the multiplier's,
    which a list after the amount may leave out.
    """

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    currency: str
    power: int
    rule: str
