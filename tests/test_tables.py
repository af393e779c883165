"""Every table of data that ships with the package is read strictly: a mistake stops at load.

The mistakes are put into copies of the real tables, one of each kind into each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal, NamedTuple

import pytest

from aimf_scraper import address_queries
from aimf_scraper.errors import SetupError
from aimf_scraper.explore import capture_view, look, questions, texts
from aimf_scraper.gazetteer import organisation_ids, organisations
from aimf_scraper.gazetteer import tables as gazetteer_tables
from aimf_scraper.pages.tables import SHAPES
from aimf_scraper.resolving import names as resolved_names
from aimf_scraper.resolving import units as resolved_units
from aimf_scraper.rules.beneficiaries import beneficiaries, units
from aimf_scraper.rules.cities import confidence as city_confidence
from aimf_scraper.rules.cities import cues as city_cues
from aimf_scraper.rules.cities import disambiguation
from aimf_scraper.rules.contributions import only_giver, scopes, short_names
from aimf_scraper.rules.engine import sentences
from aimf_scraper.rules.engine.confidence import Figure
from aimf_scraper.rules.funding import lexicon
from aimf_scraper.rules.money import cues as money_cues
from aimf_scraper.rules.money import currencies
from aimf_scraper.rules.money import word_families as money_words
from aimf_scraper.rules.names import (
    adjectives,
    common_nouns,
    homonyms,
    legal_forms,
    little_words,
    metonyms,
    municipal_words,
    scope_adjectives,
    stop_words,
)
from aimf_scraper.rules.numbers import approximation, residue, vocabulary
from aimf_scraper.rules.organisations import head_nouns, shared_heads
from aimf_scraper.rules.organisations import word_families as organisation_words
from aimf_scraper.rules.partners import cues as partner_cues
from aimf_scraper.rules.partners import deed_verbs, doing, in_kind, natures, sums
from aimf_scraper.rules.partners import word_families as partner_words
from aimf_scraper.rules.places import cues as place_cues
from aimf_scraper.rules.places import exclusions
from aimf_scraper.rules.status import status
from aimf_scraper.rules.themes import themes
from aimf_scraper.rules.time import (
    expressions,
    ranges,
    relative,
    role_frames,
    sentence_years,
    tense,
)
from aimf_scraper.rules.time import words as date_words
from aimf_scraper.tables import Blanks, Range, Regex, Row, Split, read_toml, read_tsv
from aimf_scraper.text import chrome
from aimf_scraper.text.shortcodes import Shortcodes

PACKAGE = Path(__file__).parent.parent / "aimf_scraper"
TSV: dict[str, type[Row]] = {
    **{
        f"rules/{kind}.tsv": Figure
        for kind in (
            *("beneficiaries/confidence", "cities/figures", "money/confidence"),
            "contributions/confidence",
            *("partners/confidence", "time/confidence"),
        )
    },
    **{
        f"explore/texts/{one.name}": texts.Text for one in (PACKAGE / "explore/texts").glob("*.tsv")
    },
    "explore/capture_elements.tsv": capture_view.CaptureElement,
    "explore/kind_marks.tsv": look.KindMark,
    "address_parameters.tsv": address_queries._Parameter,
    "rules/beneficiaries/cues.tsv": beneficiaries.BeneficiaryCue,
    "rules/beneficiaries/units.tsv": units.CountedNoun,
    "rules/cities/confidence.tsv": city_confidence._Line,
    "rules/cities/francophone.tsv": disambiguation._Francophone,
    "rules/cities/cues.tsv": city_cues.CityCue,
    "rules/engine/abbreviations.tsv": sentences._Abbreviation,
    "rules/funding/endings.tsv": lexicon.EndingLine,
    "rules/contributions/award_words.tsv": only_giver.AwardWord,
    "rules/contributions/another_of_them.tsv": short_names._AnotherWord,
    "rules/contributions/giving_countries.tsv": scopes.GivingCountry,
    "rules/contributions/short_heads.tsv": short_names.ShortHead,
    "rules/funding/links.tsv": lexicon.LinkLine,
    "rules/funding/nouns.tsv": lexicon.NounLine,
    "rules/funding/verbs.tsv": lexicon.VerbLine,
    "rules/money/currencies.tsv": currencies._Currency,
    "rules/money/currency_places.tsv": currencies._Unit,
    "rules/money/currency_marks.tsv": currencies._Mark,
    "rules/money/currency_words.tsv": currencies._Form,
    "rules/money/word_families.tsv": money_words.MoneyWord,
    "rules/names/adjective_endings.tsv": adjectives._Letters,
    "rules/names/common_nouns.tsv": common_nouns._CommonNoun,
    "rules/names/homonyms.tsv": homonyms._Homonym,
    "rules/names/legal_forms.tsv": legal_forms._LegalForm,
    "rules/names/little_words.tsv": little_words._LittleWord,
    "rules/names/metonyms.tsv": metonyms._Metonym,
    "rules/names/municipal_words.tsv": municipal_words.MunicipalWord,
    "rules/names/no_organisations.tsv": stop_words._StopWord,
    "rules/names/scope_adjectives.tsv": scope_adjectives._ScopeAdjective,
    "rules/numbers/approximations.tsv": approximation._Words,
    "rules/numbers/companions.tsv": residue.Companion,
    "rules/numbers/words.tsv": vocabulary.NumberWord,
    "rules/organisations/head_nouns.tsv": head_nouns._HeadNoun,
    "rules/organisations/shared_heads.tsv": shared_heads._SharedHead,
    "rules/organisations/word_families.tsv": organisation_words.OrganisationWord,
    "resolving/little_words.tsv": resolved_names._LittleWord,
    "resolving/national_heads.tsv": resolved_names._Head,
    "resolving/plain_halls.tsv": resolved_units._PlainHall,
    "rules/partners/cues.tsv": partner_cues._Line,
    "rules/partners/deed_verbs.tsv": deed_verbs.VerbLine,
    "rules/partners/deeds.tsv": partner_cues._DeedLine,
    "rules/partners/natures.tsv": natures.NatureLine,
    "rules/partners/getting_verbs.tsv": sums._GettingVerb,
    "rules/partners/no_deeds.tsv": doing.NoDeed,
    "rules/partners/gift_verbs.tsv": in_kind._Form,
    "rules/partners/word_families.tsv": partner_words.PartnerWord,
    "rules/places/cues.tsv": place_cues.PlaceCue,
    "rules/places/exclusions.tsv": exclusions._Head,
    "rules/status/cues.tsv": status.StatusCue,
    "rules/status/words.tsv": status.StatusWords,
    "rules/themes/themes.tsv": themes._Names,
    "rules/time/cues.tsv": date_words._CueLine,
    "rules/time/events.tsv": sentence_years._Event,
    "rules/time/deixis.tsv": relative._Line,
    "rules/time/expressions.tsv": expressions.Line,
    "rules/time/links.tsv": ranges._Link,
    "rules/time/values.tsv": expressions.Value,
    "rules/time/tenses.tsv": tense._Verb,
    "rules/time/exclusions.tsv": date_words._ExclusionLine,
    "rules/time/months.tsv": date_words._MonthName,
    "rules/time/role_frames.tsv": role_frames._Frame,
    "rules/time/roles.tsv": date_words._RoleLine,
    "gazetteer/data/additions.tsv": gazetteer_tables.AdditionRow,
    "gazetteer/data/countries.tsv": gazetteer_tables.CountryRow,
    "gazetteer/data/members.tsv": gazetteer_tables.MemberRow,
    "gazetteer/data/organisations.tsv": organisations.Organisation,
    "gazetteer/data/organisation_ids.tsv": organisation_ids.OrganisationId,
    "gazetteer/data/regions.tsv": gazetteer_tables.RegionRow,
    "gazetteer/data/scope.tsv": gazetteer_tables.ScopeRow,
}
TOML: dict[str, type[Row]] = {
    "explore/questions.toml": questions.Questions,
    "rules/money/cues.toml": money_cues.Cues,
    "text/data/chrome.toml": chrome._Chrome,
    "text/data/shortcodes.toml": Shortcodes,
    **{f"pages/data/{name}.toml": shape for name, shape in SHAPES.items()},
}


def test_no_table_is_left_out() -> None:
    shipped = {
        path.relative_to(PACKAGE).as_posix()
        for kind in ("tsv", "toml")
        for path in PACKAGE.rglob(f"*.{kind}")
        if "demo" not in path.parts  # a site to crawl, read by the demo's own catalogue
    }
    assert shipped == {*TSV, *TOML}


@pytest.mark.parametrize("name", TSV)
def test_a_table_with_tabs_is_sound(name: str) -> None:
    assert read_tsv(PACKAGE / name, TSV[name])


@pytest.mark.parametrize("name", TOML)
def test_a_toml_file_is_sound(name: str) -> None:
    assert read_toml(PACKAGE / name, TOML[name])


def _last_line(lines: list[str]) -> int:
    return max(i for i, line in enumerate(lines) if line and not line.startswith("#"))


def _no_licence(lines: list[str]) -> int:
    lines[:] = [line for line in lines if not line.startswith("#")]
    return 1


def _twice(lines: list[str]) -> int:
    lines.insert(_last_line(lines) + 1, lines[_last_line(lines)])
    return _last_line(lines) + 1


def _one_cell_more(lines: list[str]) -> int:
    lines[_last_line(lines)] += "\tmore"
    return _last_line(lines) + 1


def _other_column(lines: list[str]) -> int:
    at = next(i for i, line in enumerate(lines) if line and not line.startswith("#"))
    lines[at] = lines[at].replace(lines[at].split("\t")[0], "colour", 1)
    return at + 1


def _blank_at_the_end(lines: list[str]) -> int:
    at = _last_line(lines)
    first, *others = lines[at].split("\t")
    lines[at] = "\t".join([f"{first} ", *others])
    return at + 1


def _broken(tmp_path: Path, name: str, mistake: object) -> tuple[Path, int]:
    lines = (PACKAGE / name).read_text("utf-8").splitlines()
    at = mistake(lines)  # type: ignore[operator]  # a function, in these rows
    path = tmp_path / Path(name).name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path, at


@pytest.mark.parametrize("name", TSV)
@pytest.mark.parametrize(
    "mistake", [_no_licence, _twice, _one_cell_more, _other_column, _blank_at_the_end]
)
def test_a_mistake_stops_at_load_with_file_and_line(
    tmp_path: Path, name: str, mistake: object
) -> None:
    path, line = _broken(tmp_path, name, mistake)
    with pytest.raises(SetupError, match=rf"{re.escape(path.name)}, line {line}: "):
        read_tsv(path, TSV[name])


class Slip(NamedTuple):
    """In *name*, the first *old* becomes *new*; *says* stands in the message."""

    name: str
    old: str
    new: str
    says: str


SLIPS = [
    Slip("rules/partners/cues.tsv", "\tfunder\t", "\tfundr\t", "role: 'fundr' is none of funder"),
    Slip("rules/partners/cues.tsv", "\t0.97", "\t9.7", "weight: 9.7 is not from 0 to 1"),
    Slip("rules/partners/cues.tsv", "\t0.97", "\tmuch", "weight: 'much' is no number"),
    Slip("rules/partners/cues.tsv", "\nbefore\t", "\nbefor\t", "side: 'befor' is none of"),
    Slip("rules/time/confidence.tsv", "\t0.98\t", "\t1.98\t", "figure: 1.98 is not from 0 to 1"),
    Slip("rules/cities/confidence.tsv", "\nplain\t", "\nsimple\t", "name: 'simple' is none of"),
    Slip("rules/places/cues.tsv", "\ttown_hall", "\ttownhall", "says: 'townhall' is none of"),
    Slip("rules/cities/cues.tsv", "s?\\b", "s?\\b(", "is no regular expression"),
    Slip("rules/cities/cues.tsv", "s?\\b", "s*\\b", "repeats something without bound"),
    Slip("rules/money/currency_words.tsv", "\tEUR\t", "\teuro\t", "is not of the form"),
    Slip("rules/time/months.tsv", "janvier\t1\t", "janvier\t13\t", "month: 13 is not from 1 to 12"),
    Slip("rules/time/months.tsv", "janvier\t1\t", "janvier\t1.5\t", "month: '1.5' is no number"),
    Slip("rules/organisations/head_nouns.tsv", "\tfoundation", "\tfonds", "type: 'fonds' is none"),
    Slip("gazetteer/data/countries.tsv", "AF\t", "AFG\t", "is not of the form"),
    Slip("gazetteer/data/organisations.tsv", "\tacademic\t", "\tschool\t", "type: 'school'"),
    Slip("rules/money/cues.toml", 'scope = "annual"', 'scope = "yearly"', "'yearly' is none of"),
    Slip("rules/money/cues.toml", "strong = true", 'strong = "yes"', "'yes' is no bool"),
    Slip("rules/money/cues.toml", "strong = true", "weak = false", "'weak' is none of"),
    Slip("rules/money/cues.toml", "below_eur = 5000", "below_eur = 0", "0 is not from 1"),
    Slip("rules/money/cues.toml", "autofinanc[a-z]{0,6}", "autofinanc[a-z]*", "without bound"),
    Slip("rules/money/cues.toml", "[standing]\nevery_year", "[standing]\nyears", "'years' is none"),
    Slip(
        "rules/money/cues.toml",
        '"autofinanc[a-z]{0,6}"',
        '"fonds propres(?! et\\\\b)"',
        "stands there twice",
    ),
    Slip("rules/money/cues.toml", "Licence: MIT", "Source: ours", "names the licence"),
    Slip("rules/beneficiaries/cues.tsv", "served\t", "serves\t", "family: 'serves' is none of"),
    Slip("rules/beneficiaries/cues.tsv", "\tnear", "\tpage", "scope: 'page' is none of"),
    Slip("rules/beneficiaries/cues.tsv", "\tbefore\t", "\tbefore\tall", "says: 'all' stands where"),
    Slip("rules/status/cues.tsv", "\tcompleted\t", "\tdone\t", "says: 'done' is none of"),
    Slip("rules/status/words.tsv", "ongoing\t", "going\t", "status: 'going' is none of"),
    Slip("rules/numbers/words.tsv", "\tteen\n", "\tteens\n", "kind: 'teens' is none of"),
    Slip("text/data/chrome.toml", 'effect = "line"', 'effect = "page"', "'page' is none of"),
    Slip(
        "pages/data/kinds.toml", 'projet = "action"', 'projet = "project"', "'project' is none of"
    ),
    Slip("pages/data/markup.toml", "[skipped]\ntags", "[skipped]\ntag", "'tag' is none of"),
    Slip("pages/data/not_pages.toml", "[captcha]", "[catcha]", "'catcha' is none of"),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.name}: {slip.new.strip()}")
def test_a_slip_stops_at_load_with_file_and_line(tmp_path: Path, slip: Slip) -> None:
    text = (PACKAGE / slip.name).read_text("utf-8")
    assert slip.old in text
    path = tmp_path / Path(slip.name).name
    path.write_text(text.replace(slip.old, slip.new, 1), "utf-8")
    at = text.index(slip.old) + len(slip.old) - len(slip.old.lstrip("\n"))
    line = text.count("\n", 0, at) + 1 + slip.old.strip("\n").count("\n")
    if "licence" in slip.says:
        line = 1
    said = re.escape(f"{path.name}, line {line}: ")
    is_tsv = slip.name in TSV
    with pytest.raises(SetupError, match=rf"{said}.*{re.escape(slip.says)}"):
        read_tsv(path, TSV[slip.name]) if is_tsv else read_toml(path, TOML[slip.name])


@dataclass(frozen=True, slots=True)
class Plant(Row):
    key: ClassVar = ("name",)
    name: Annotated[str, Blanks()]
    colour: Literal["green", "red"] | None
    height: Annotated[float, Range(0, 100)]
    parts: Annotated[tuple[str, ...], Split("|")]
    pattern: Annotated[str, Regex()] | None


HEAD = "# Plants. Licence: MIT.\nname\tcolour\theight\tparts\tpattern\n"


def test_a_row_has_the_types_of_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "plants.tsv"
    path.write_text(
        f"{HEAD}mint_\tgreen\t2\tleaf|stem\tmi[a-z]{{1,3}}\n_fern\t\t0.5\t\t\n", "utf-8"
    )
    assert read_tsv(path, Plant) == (
        Plant("mint ", "green", 2.0, ("leaf", "stem"), "mi[a-z]{1,3}"),
        Plant(" fern", None, 0.5, (), None),
    )


def test_a_table_that_changed_is_read_as_it_is_now(tmp_path: Path) -> None:
    path = tmp_path / "plants.tsv"
    for height in (1.0, 2.0):
        path.write_text(f"{HEAD}mint\tgreen\t{height}\t\t\n", "utf-8")
        assert [one.height for one in read_tsv(path, Plant)] == [height]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("mint\tgreen\t2\tleaf|leaf\t", "says something twice"),
        ("mint\tgreen\t101\tleaf\t", "height: 101 is not from 0 to 100"),
        ("\tgreen\t2\tleaf\t", "name: is empty"),
        ("mint\tgreen\t2\tleaf", "4 cells"),
    ],
)
def test_what_no_row_may_hold(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "plants.tsv"
    path.write_text(f"{HEAD}{line}\n", "utf-8")
    with pytest.raises(SetupError, match=rf"plants.tsv, line 3: .*{says}"):
        read_tsv(path, Plant)
