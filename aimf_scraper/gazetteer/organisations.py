"""The authority file: organisations of francophone city cooperation, found by name.

One line an organisation in ``data/organisations.tsv``; its header says what
the columns mean and where they come from. Names are compared folded, with
hyphens, apostrophes and spaces alike, and "&" like "et"; an acronym only
where it is written as one ("AIMF", "Aimf", never "aimf").
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal, NamedTuple, cast

from aimf_scraper.gazetteer.additions import in_force
from aimf_scraper.records import PartnerType
from aimf_scraper.tables import Row, Shape, Split, read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Form = Literal["name", "acronym", "bare"]

_FILE: Final = Path(__file__).parent / "data" / "organisations.tsv"
#: A first word that French writes small in the middle of a sentence ("la fondation Gates").
_COMMON_HEAD: Final = re.compile(
    r"(?:agences?|alliance|ambassade|assemblee|association|banque|bureau|caisse|centre|cites"
    r"|college|comite|commission|communaute|communes|conseil|convention|cooperation|delegation"
    r"|departement|direction|district|ecoles?|faitiere|federation|fondation|fonds|gouvernement"
    r"|groupe|haut|institut|ministere|metropole|mouvement|office|ordre|organisation|orchestre"
    r"|programme|region|regie|reseau|secretariat|service|societe|syndicat|union"
    r"|universite)\s"
)
_ELIDED: Final = re.compile(r"(?<=\bde )l['’](?=[A-ZÉÀ])")
_ADDED: Final = "added-"
#: Below this an acronym in title case is more often a word ("Oms", but also "Arc", "Ape").
_TITLE_CASE_LEAST: Final = 4


@dataclass(frozen=True, slots=True)
class Organisation(Row):
    """One line of the authority file."""

    key: ClassVar = ("id",)

    id: Annotated[str, Shape("[a-z0-9-]{2,90}")]
    name: str
    type: PartnerType
    country: Annotated[str, Shape("[A-Z]{2}")] | None
    acronyms: Annotated[tuple[str, ...], Split("|")]
    aliases: Annotated[tuple[str, ...], Split("|")]
    bare: Annotated[tuple[str, ...], Split("|")]
    source: Literal["aimf-site", "own-name"]

    @property
    def is_added(self) -> bool:
        """Return whether the user added it: its id is no more than its place in the file."""
        return self.id.startswith(_ADDED)


class NameHit(NamedTuple):
    """A name of the authority file seen in a text.

    ``organisations``: several where they share an acronym. ``form``: ``bare``
    marks a name that is also a plain word or a place ("Hauts-de-Seine").
    """

    start: int
    end: int
    organisations: tuple[Organisation, ...]
    form: Form


class Authority:
    """The names of *organisations*, ready to be looked for."""

    def __init__(self, organisations: tuple[Organisation, ...], *, aliases: bool = True) -> None:
        self.organisations = organisations
        self.by_id: Final = {one.id: one for one in organisations}
        entries: dict[str, list[tuple[Organisation, Form, str]]] = {}
        for one in organisations:
            for written, form in _names(one, aliases=aliases):
                for key in sorted(_keys(written)):
                    entries.setdefault(key, []).append((one, form, written))
        self.by_acronym: Final = _by_acronym(organisations) if aliases else {}
        self._keys = list(entries)
        self._entries = list(entries.values())
        self._keys_at = {key: at for at, key in enumerate(self._keys)}

    def by_name(self, name: str) -> Organisation | None:
        """Return the one organisation with that name or alias, ``None`` where none or several have it."""
        key = name_key(name)
        if key not in self._keys_at:
            return None
        named = {
            one.id: one for one, form, _ in self._entries[self._keys_at[key]] if form == "name"
        }
        return next(iter(named.values())) if len(named) == 1 else None

    def knows(self, name: str) -> bool:
        """Return whether any form of any organisation is written as *name*."""
        return name_key(name) in self._keys_at

    def keys(self) -> list[str]:
        """Return every form that a name is looked for in; its place here is its number."""
        return self._keys

    def find(
        self, text: str, folded: str, sighted: Iterable[tuple[int, int, int]]
    ) -> list[NameHit]:
        """Return the names in *text*, leftmost and longest first, none overlapping.

        *folded* is ``fold(text)``; *sighted*: number, start and end of the keys
        that may stand there.
        """
        hits = []
        size = len(folded)
        for number, start, end in sighted:
            if (start and _in_word(folded[start - 1])) or (end < size and _in_word(folded[end])):
                continue
            if _alike(folded[start:end]) != self._keys[number]:
                continue
            written = text[start:end]
            fits = [e for e in self._entries[number] if _written_so(written, e[1], e[2])]
            if fits:
                known = (
                    (fits[0][0],) if len(fits) == 1 else tuple(dict.fromkeys(e[0] for e in fits))
                )
                hits.append(NameHit(start, end, known, fits[0][1]))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return _without_overlaps(hits)


def _by_acronym(organisations: tuple[Organisation, ...]) -> dict[str, tuple[Organisation, ...]]:
    """Return the organisations of each acronym that is in capitals."""
    found: dict[str, tuple[Organisation, ...]] = {}
    for one in organisations:
        for acronym in one.acronyms:
            if acronym.isupper():
                found[acronym] = (*found.get(acronym, ()), one)
    return found


def _names(one: Organisation, *, aliases: bool) -> Iterator[tuple[str, Form]]:
    yield one.name, "bare" if one.name in one.bare else "name"
    if aliases:
        yield from ((name, "name") for name in one.aliases)
        yield from ((name, "acronym") for name in one.acronyms)
        yield from ((name, "bare") for name in one.bare if name != one.name)


def _alike(folded: str) -> str:
    """Make the marks within names one; one character for one, so that offsets hold."""
    return folded.replace("-", " ").replace("'", " ").replace("\t", " ")


def name_key(name: str) -> str:
    """Return *name* as the authority file compares names: folded, marks within it alike."""
    return " ".join(_alike(fold(name)).split())


def _keys(name: str) -> set[str]:
    """Return the forms of *name* to look for; a dash between spaces may be there or not.

    "Fonds de l’AIMF" is also met as "Fonds de la AIMF", by hands that elide nothing.
    """
    both = (name, name.replace("&", "et"))
    spelt = (*both, *(_ELIDED.sub("la ", one) for one in both))
    return {name_key(one) for one in spelt} | {_alike(fold(one)) for one in spelt}


def _in_word(char: str) -> bool:
    return char.isalnum() or char in "_@"


def _written_so(written: str, form: Form, as_listed: str) -> bool:
    """Tell whether *written* has the capitals that make it this name and no plain word."""
    if form == "acronym":
        if written.replace("-", " ") == as_listed.replace("-", " ") or written.isupper():
            return True
        words = written.replace("-", " ").split()
        in_title_case = all(word[0].isupper() and word[1:].islower() for word in words)
        return len(written) >= _TITLE_CASE_LEAST and in_title_case
    if written[0].isupper() or not as_listed[0].isupper():
        return True
    return form == "name" and _COMMON_HEAD.match(name_key(as_listed)) is not None


def _without_overlaps(hits: list[NameHit]) -> list[NameHit]:
    kept: list[NameHit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


@cache
def _loaded(*, aliases: bool) -> Authority:
    return Authority(_with_additions(shipped_organisations()), aliases=aliases)


def shipped_organisations() -> tuple[Organisation, ...]:
    """Return the organisations that ship with the package, without the user's additions."""
    return read_tsv(_FILE, Organisation)


def every_name(one: Organisation) -> tuple[str, ...]:
    """Return every name by which the user may mean an organisation, its id among them."""
    return (one.id, one.name, *one.acronyms, *one.aliases)


def _with_additions(known: tuple[Organisation, ...]) -> tuple[Organisation, ...]:
    """Return *known* with what the user adds: other names of theirs, organisations."""
    said = in_force()
    organisations = list(known)
    for number, body in enumerate(said.organisations, 1):
        organisations.append(
            Organisation(
                id=_added_id(number),
                name=body.name,
                type=cast("PartnerType", body.type),
                country=body.country,
                acronyms=body.acronyms,
                aliases=body.aliases,
                bare=(),
                source="own-name",
            )
        )
    for added in said.names:
        of = name_key(added.of)
        for at, one in enumerate(organisations):
            if of in {name_key(name) for name in every_name(one)}:
                short = tuple(name for name in added.names if _is_acronym(name))
                long = tuple(name for name in added.names if not _is_acronym(name))
                organisations[at] = replace(
                    one, acronyms=(*one.acronyms, *short), aliases=(*one.aliases, *long)
                )
    return tuple(organisations)


@cache
def house_id() -> str:
    """Return the id of the organisation that publishes the site: the AIMF, unless the user says another."""
    bodies = in_force().organisations
    return next((_added_id(at) for at, one in enumerate(bodies, 1) if one.house), _AIMF)


_AIMF: Final = "aimf"


def _added_id(number: int) -> str:
    return f"{_ADDED}{number}"


def _is_acronym(name: str) -> bool:
    return " " not in name and sum(char.isupper() for char in name) > len(name) / 2


_with_aliases: Final = ContextVar("_with_aliases", default=True)


def authority() -> Authority:
    """Return the authority file, read when first asked for."""
    return _loaded(aliases=_with_aliases.get())


@contextmanager
def without_aliases() -> Iterator[None]:
    """Let the authority file know canonical names alone, to measure the rules without it."""
    token = _with_aliases.set(False)
    try:
        yield
    finally:
        _with_aliases.reset(token)
