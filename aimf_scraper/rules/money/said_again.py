"""What says a sum again: in the same words, with taxes, in another currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.records import Equivalent
from aimf_scraper.rules.money import equivalents
from aimf_scraper.rules.money.mentions import rounds
from aimf_scraper.rules.numbers import figures

if TYPE_CHECKING:
    from aimf_scraper.records import Evidence
    from aimf_scraper.rules.money.mentions import Key, Mention, Sum


def said_again(
    head: Sum, mentions: list[Mention]
) -> tuple[list[Sum], list[list[Sum]], tuple[Evidence, ...]]:
    """Return the sums that say *head* again, its equivalents, and the cues of all *mentions*."""
    cues = [cue for mention in mentions for cue in mention.cues]
    again: list[Sum] = []
    others: dict[Key, list[Sum]] = {}
    for one in [each for mention in mentions for each in mention.sums][1:]:
        if one.key == head.key or rounds(one, head):
            again.append(one)
        elif one.currency == head.currency and equivalents.taxes(
            one.part.folded, one.amount.end
        ):  # "100 000 € HT, soit 120 000 € TTC"
            cues = [cue for cue in cues if (cue.start or 0) < one.amount.end]
            cues += [_taxes(head, head.amount.end), _taxes(one, one.amount.start)]
        else:
            others.setdefault(one.key, []).append(one)
    return again, list(others.values()), tuple(cues)


def repeat(evidence: Evidence) -> Evidence:
    return evidence._replace(rule="budgets.repeat")


def _taxes(one: Sum, start: int) -> Evidence:
    """Return the words from *start* to the "HT" or "TTC" of a sum as what qualifies it."""
    taxes = equivalents.taxes(one.part.folded, one.amount.end)
    end = taxes.end() if taxes else one.amount.end
    start += len(one.part.text[start:end]) - len(one.part.text[start:end].lstrip(" ,("))
    return one.part.evidence(start, end, "budgets.qualifier")


def equivalent(same: list[Sum]) -> Equivalent:
    return Equivalent(
        amount=figures.plain(same[0].amount.value),
        currency=same[0].currency,
        as_written=same[0].as_written,
        evidence=tuple(
            one.part.evidence(one.evidence.start or 0, one.evidence.end or 0, "budgets.equivalent")
            for one in same
        ),
    )
