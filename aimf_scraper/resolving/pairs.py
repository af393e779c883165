"""Which two names are one body, by which rule and why: names that are near one another, looked at closer.

Near are names that are alike, that an acronym joins, or that differ in one word of the same
number of words: so no name is held against all others.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.gazetteer.organisations import authority
from aimf_scraper.resolving.names import acronym_key
from aimf_scraper.resolving.slips import Vocabulary, near_words, verdict_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aimf_scraper.resolving.units import Unit

#: How sure each rule is. Below 0.9 a pair is shown to a person and joins nothing.
_SURE: Final = {
    "alike": 1.0,
    "only_one": 0.95,
    "alias": 0.97,
    "legal_form": 0.96,
    "acronym": 0.93,
    "slip": 0.94,
}
LEAST: Final = 0.9
#: In a block of more names nothing is told apart by one letter.
_MOST_IN_BLOCK: Final = 20_000
_MOST_WORDS: Final = 16


class Pair(NamedTuple):
    """Two names of one body, or perhaps so (``score`` below ``LEAST``). ``wrong``: the slip of the two."""

    one: Unit
    other: Unit
    rule: str
    why: str
    score: float
    wrong: Unit | None = None


def find_pairs(units: Sequence[Unit]) -> list[Pair]:
    """Return all pairs, the surest first; *units* sorted, their order makes no difference."""
    found = [*_alike(units), *_aliases(units), *_acronyms(units), *_near(units)]
    return sorted(found, key=lambda one: (-one.score, one.rule, one.one.key, one.other.key))


def _grouped(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    groups: dict[str, list[Unit]] = defaultdict(list)
    for one in units:
        groups[one.alike].append(one)
    return groups


def _alike(units: Sequence[Unit]) -> Iterator[Pair]:
    for group in _grouped(units).values():
        if len(group) == 1:
            continue
        by_scope: dict[str, list[Unit]] = defaultdict(list)
        for one in group:
            by_scope[one.scope].append(one)
        for scoped in by_scope.values():
            yield from _spellings(scoped)
        unscoped = by_scope.pop("", [])
        for one in unscoped[:1]:
            several = len(by_scope) > 1
            for other in sorted(by_scope):
                if several:
                    said = (
                        f"there are {len(by_scope)} of that name, and the record does not say which"
                    )
                    yield Pair(one, by_scope[other][0], "namesakes", said, 0.5)
                else:
                    said = "the only body of that name, though its place is not said here"
                    yield Pair(one, by_scope[other][0], "only_one", said, _SURE["only_one"])


def _spellings(group: list[Unit]) -> Iterator[Pair]:
    forms: dict[str, list[Unit]] = defaultdict(list)
    for one in group:
        forms[one.compared.legal_form or ""].append(one)
    for same in forms.values():
        for one, other in pairwise(same):
            if one.hall is None:
                said = "alike but for case, accents, marks and little words"
            else:
                said = "names of one town hall"
            yield Pair(one, other, "alike", said, _SURE["alike"])
    plain = forms.pop("", [])
    if len(forms) == 1 and plain:
        (form,) = forms
        said = f"alike but for the legal form {form}"
        yield Pair(plain[0], forms[form][0], "legal_form", said, _SURE["legal_form"])
    elif len(forms) > 1:
        ordered = [group[0] for _, group in sorted(forms.items())]
        for one, other in pairwise([*plain[:1], *ordered]):
            yield Pair(one, other, "legal_form", "alike, with different legal forms", 0.6)


def _aliases(units: Sequence[Unit]) -> Iterator[Pair]:
    """Yield names of the authority file that the rules did not read as such, where the country agrees."""
    own = {one.authority.id: one for one in units if one.authority is not None}
    for one in units:
        if one.authority is not None or one.hall is not None:
            continue
        known = authority().by_name(one.name)
        target = own.get(known.id) if known is not None else None
        if known is None or target is None:
            continue
        if known.country is None or known.country in one.countries or known.type != "public":
            yield Pair(one, target, "alias", "another name in the authority file", _SURE["alias"])


def _acronyms(units: Sequence[Unit]) -> Iterator[Pair]:
    """Yield acronyms with what another record explains them as, where only one thing is meant."""
    explained: dict[str, dict[str, list[Unit]]] = defaultdict(lambda: defaultdict(list))
    for one in units:
        for short in one.shorts:
            explained[short][one.alike].append(one)
    for one in units:
        if one.short is None or one.authority is not None:
            continue
        for short in {one.short} | {acronym_key(one.compared.bracket or "")} - {""}:
            meant = explained.get(short, {})
            near = [
                unit
                for group in meant.values()
                for unit in group[:1]
                if _is_of_same_land(one, unit)
            ]
            if len(near) == 1 and len(meant) == 1:
                said = f"a page explains it: {near[0].name} ({one.name})"
                yield Pair(one, near[0], "acronym", said, _SURE["acronym"])
            elif len(near) == 1 and one.countries:
                said = f"a page of the same country explains it: {near[0].name} ({one.name})"
                yield Pair(one, near[0], "acronym", said, _SURE["acronym"] - 0.02)
            else:
                for unit in near:
                    said = f"one of {len(meant)} things that pages explain it as"
                    yield Pair(one, unit, "acronym", said, 0.5)


def _is_of_same_land(one: Unit, other: Unit) -> bool:
    if not one.countries or not other.countries:
        return True
    return not one.countries.isdisjoint(other.countries)


def _near(units: Sequence[Unit]) -> Iterator[Pair]:
    """Yield names that differ in one word, by a letter or two neighbours that changed places."""
    firsts = [
        group[0]
        for group in _grouped(units).values()
        if group[0].hall is None and len(group[0].compared.words) <= _MOST_WORDS
    ]
    words_of = Vocabulary(firsts)
    blocks: dict[tuple[int, int, str], list[Unit]] = defaultdict(list)
    for one in firsts:
        words = one.compared.words
        for at in range(len(words)):
            rest = " ".join((*words[:at], *words[at + 1 :]))
            blocks[len(words), at, rest].append(one)
    for (_, at, _), block in sorted(blocks.items()):
        if not 1 < len(block) <= _MOST_IN_BLOCK:
            continue
        by_word = {one.compared.words[at]: one for one in block}
        for word, other in near_words(by_word):
            pair = _slip(by_word[word], by_word[other], word, other, words_of)
            if pair is not None:
                yield pair


def _slip(one: Unit, other: Unit, word: str, twin: str, words_of: Vocabulary) -> Pair | None:
    if not _is_of_same_land(one, other) or one.type != other.type:
        return None
    verdict = verdict_on(one, other, word, twin, words_of)
    if verdict is None:
        return None
    score = _SURE["slip"] if verdict.is_sure else verdict.likeness * 0.9
    if not verdict.is_sure and score < _LEAST_TO_SHOW:
        return None
    return Pair(one, other, "slip", verdict.why, round(score, 4), verdict.wrong)


#: Names that are less alike are not shown to a person either.
_LEAST_TO_SHOW: Final = 0.8
