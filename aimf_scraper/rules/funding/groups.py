"""Names that a sentence lists together, what leads up to them, and the share of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from aimf_scraper.rules.funding.items import are, begins_with
from aimf_scraper.rules.funding.lexicon import Lead, leads_by_last, singles, verbs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.funding.items import Item

LedBy = Literal[Lead, "none"]
_LEADS: Final[tuple[Lead, ...]] = get_args(Lead)
_ARTICLE_AND_NOUN: Final = 2
_JOINING: Final = frozenset(",;/&+")
_ENDS: Final = frozenset(".:()!?")
_QUOTES: Final = frozenset('«»"“”')
_LABELLED: Final = frozenset({":", "=", "-", "–"})
_BEFORE_A_SHARE: Final = frozenset({",", ":", "-", "–", "=", "("})


class Group(NamedTuple):
    """Names at ``items[first:last]``; ``lead``: what the words before say of all of them.

    ``members``: the items that are names; ``shares``: the item of each one's own sum, or ``None``.
    ``opens``: where the words that lead up to them begin. ``closed``: "et" has ended the list.
    """

    lead: LedBy
    opens: int
    first: int
    last: int
    members: tuple[int, ...]
    shares: tuple[int | None, ...]
    closed: bool = False

    def with_shares(self) -> Group | None:
        """Return the group of those of its names whose sum is said, ``None`` for none."""
        told = [
            (i, own) for i, own in zip(self.members, self.shares, strict=True) if own is not None
        ]
        if not told:
            return None
        return self._replace(
            members=tuple(i for i, _ in told), shares=tuple(own for _, own in told)
        )

    def only_first(self) -> Group:
        """Return the group of its first name alone."""
        return self._replace(members=self.members[:1], shares=self.shares[:1])

    def only_last(self) -> Group:
        """Return the group of its last name alone."""
        return self._replace(members=self.members[-1:], shares=self.shares[-1:])


def led_by(items: Sequence[Item], at: int) -> tuple[LedBy, int]:
    """Return what leads up to the name at *at*, and where that begins.

    >>> from aimf_scraper.rules.funding.items import Span, items_of
    >>> text = "un don aux villes de Nantes"
    >>> led_by(items_of(text, 0, len(text), [Span(21, 27, 0)], []), 5)
    ('to', 2)
    """
    end = at
    while end and items[end - 1].kind == "word":
        word = items[end - 1].word
        if word in singles("article") or word in singles("head") or word in _QUOTES:
            end -= 1
        elif word in singles("genitive") and end > 1 and items[end - 2].word in singles("head"):
            end -= 2
        else:
            break
    end = _before_noun(items, end)
    for words, says in leads_by_last().get(items[end - 1].word, ()) if end else ():
        if are(items, end - len(words), words):
            return says, end - len(words)
    return "none", end


def _before_noun(items: Sequence[Item], end: int) -> int:
    """Return where the article begins of a noun that says what the name is of: "à la compagnie X"."""
    if end < _ARTICLE_AND_NOUN or items[end - 1].kind != "word":
        return end
    noun, article = items[end - 1].word, items[end - 2].word
    if article not in singles("article") or not noun.isalpha() or noun in verbs():
        return end
    return end if any(begins_with(items, end - 1, says) for says in _LEADS) else end - 2


def groups_of(items: Sequence[Item]) -> list[Group]:
    """Return the names of a sentence, those that are listed together as one group."""
    found: list[Group] = []
    names = [i for i, one in enumerate(items) if one.kind == "name"]
    for at in names:
        lead, opens = led_by(items, at)
        if found and (joined := _joined(items, found[-1], at, lead, opens)):
            found[-1] = joined
        else:
            found.append(Group(lead, opens, at, at + 1, (at,), (None,)))
    return [_with_last_share(items, one) for one in found]


def _joined(items: Sequence[Item], group: Group, at: int, lead: LedBy, opens: int) -> Group | None:
    """Return *group* with the name at *at*, ``None`` where that is none of the list."""
    if lead not in {"none", group.lead, "of"}:  # "of": "les villes de Nyon et de Vevey"
        return None
    share, upto = _share(items, group.last, at)
    if lead == "none" and _opens_by_the_way(items, group):
        return None  # "Avec l'appui de l'UE, l'AIMF et la Ville rénovent"
    between = upto
    while between < opens:
        size = begins_with(items, between, "joins")
        if size:
            between += size
        elif items[between].word in _JOINING:
            between += 1
        else:
            return None
    if between == upto or between > at or not _goes_on(items, group, (upto, between), at, lead):
        return None
    if lead == "none" and group.lead != "none":
        marks = {one.word for one in items[upto:between]}
        if ";" in marks or _acts(items, at + 1):
            return None  # "à Bamako et Lyon apporte 3 000 €"
    return group._replace(
        last=at + 1,
        members=(*group.members, at),
        shares=(*group.shares[:-1], share, None),
        closed=group.closed or _closes(items, upto, between),
    )


def _opens_by_the_way(items: Sequence[Item], group: Group) -> bool:
    """Return whether *group* belongs to words of circumstance that open the sentence."""
    if group.lead == "none":
        return False
    return any(begins_with(items, 0, says) for says in ("with", "by", "aside", "from"))


def _goes_on(
    items: Sequence[Item], group: Group, joint: tuple[int, int], at: int, lead: LedBy
) -> bool:
    """Return whether the list goes on: after its "et", or before a verb, a comma opens a clause."""
    if _closes(items, *joint) or lead != "none":
        return True
    joins = begins_with(items, at + 1, "joins") > 0
    if group.closed:
        return group.lead == "none" and joins
    behind = items[at + 1].word if at + 1 < len(items) else "."
    return group.lead == "none" or joins or behind in _JOINING or behind in _ENDS


def _closes(items: Sequence[Item], start: int, stop: int) -> bool:
    """Return whether a word, and no mere mark, joins what follows."""
    return any(begins_with(items, at, "joins") for at in range(start, stop))


def _share(items: Sequence[Item], start: int, stop: int) -> tuple[int | None, int]:
    """Return the item of the sum that is said right behind a name, and where what says it ends."""
    at = start
    bracket = False
    while at < stop and items[at].kind == "word":
        size = begins_with(items, at, "measures")
        if size:
            at += size
        elif items[at].word in _BEFORE_A_SHARE:
            bracket = bracket or items[at].word == "("
            at += 1
        else:
            break
    if at < stop and items[at].kind == "sum":
        share, at = at, at + 1
        if bracket:
            at = _closed(items, at, stop)
        return share, at
    if start < stop and items[start].word == "(":
        closed = _closed(items, start + 1, stop)
        # such as "Ministère des Affaires étrangères (appel à projets) : 44 000 €"
        behind = items[closed].word if start + 1 < closed < stop else ""
        return _share(items, closed, stop) if behind in _LABELLED else (None, closed)
    return None, start


def _closed(items: Sequence[Item], start: int, stop: int) -> int:
    """Return where the bracket that is open at *start* has closed, *start* where it does not."""
    for at in range(start, stop):
        if items[at].word == ")":
            return at + 1
    return start


def _with_last_share(items: Sequence[Item], group: Group) -> Group:
    """Return *group* with the sum that stands right behind its last name."""
    share, upto = _share(items, group.last, len(items))
    if share is None or _is_of_others(items, upto):
        return group
    after_sum = group.opens > 0 and items[group.opens - 1].kind == "sum"
    if after_sum and items[group.last].word != "(":
        return group  # "6 M€ de A, 5 M€ de la commune"
    listed = any(one is not None for one in group.shares)
    plain = items[group.last].word in {",", "-", "–"} or items[group.last].kind == "sum"
    if plain and not listed and len(group.members) > 1:
        return group
    return group._replace(shares=(*group.shares[:-1], share))


def _is_of_others(items: Sequence[Item], at: int) -> bool:
    """Return whether the sum that ends at *at* goes on to whose it is: ", 250 000 € de la Région"."""
    following = next((i for i in range(at, len(items)) if items[i].kind == "name"), None)
    if following is None:
        return False
    lead, opens = led_by(items, following)
    return opens == at and lead in {"of", "by", "from"}


def _acts(items: Sequence[Item], at: int) -> bool:
    """Return whether a verb of giving follows whose subject the name before is."""
    while at < len(items) and items[at].kind == "word":
        word = items[at].word
        if any(one.tense in {"present", "future", "imperfect"} for one in verbs().get(word, ())):
            return True
        if word in singles("has"):
            return True
        if word not in singles("between"):
            return False
        at += 1
    return False
