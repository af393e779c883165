"""What points at a corrected fact goes along with it."""

from __future__ import annotations

from aimf_scraper.corrections import Correction, apply
from aimf_scraper.corrections.table import checked
from aimf_scraper.records import Budget, Contribution, Record
from aimf_scraper.validity import check_record
from tests.store.samples import action, changed, said

AIMF = "Association internationale des maires francophones"


def budget(amount: int, written: str, part_of: int | None = None) -> Budget:
    return Budget(
        *(amount, None, "EUR", "total", None, None, written, ()),
        evidence=said(written, "x.y"),
        confidence=0.9,
        part_of=part_of,
    )


def gift(provider: str | None, receiver: str | None, amount: int | None, at: int) -> Contribution:
    return Contribution(
        *(provider, receiver, amount, None, "EUR" if amount else None, None, at, False, "1 M€"),
        said("1 M€", "x.y"),
        0.9,
    )


def record() -> Record:
    sums = (budget(7, "650"), budget(9, "entre 2014 et 2019"), budget(1, "1 M€", part_of=1))
    gifts = (gift(AIMF, "Yaoundé", 1, 2), gift(None, "Ville de Yaoundé", 9, 1))
    return changed(action(), budgets=sums, contributions=gifts)


def applied(field: str, written: str, what: str, value: str = "") -> tuple[Record, str]:
    cells = {"record_id": action().id, "field": field, "as_written": written}
    one: Correction = checked(cells | {"action": what, "value": value})
    made, told = apply(record(), [one])
    check_record(made)
    return made, told[0].state


def test_positions_move_up() -> None:
    made, _ = applied("budgets", "650", "reject")
    assert [one.part_of for one in made.budgets] == [None, 0]
    assert [one.budget for one in made.contributions] == [1, 0]


def test_a_whole_that_is_none_has_no_parts() -> None:
    made, _ = applied("budgets", "entre 2014 et 2019", "reject")
    assert [(one.amount, one.part_of) for one in made.budgets] == [(7, None), (1, None)]
    assert [one.budget for one in made.contributions] == [1, None]


def test_a_sum_that_is_said_again_is_right_there_too() -> None:
    made, _ = applied("budgets", "1 M€", "replace", "2000000 XOF")
    assert [(one.amount, one.currency) for one in made.contributions] == [
        *((2_000_000, "XOF"), (9, "EUR")),
    ]


def test_a_name_goes_along_and_what_goes_with_nobody_goes() -> None:
    made, _ = applied("partners", "AIMF", "replace", "FEICOM")
    assert made.contributions[0].provider == "FEICOM"
    made, _ = applied("partners", "La Ville de Yaoundé", "reject")
    assert [one.provider for one in made.contributions] == [AIMF]
    made, _ = applied("cities", "Yaoundé", "reject")
    assert [one.receiver for one in made.contributions] == [None, "Ville de Yaoundé"]


def test_a_gift_is_said_by_hand() -> None:
    made, state = applied("contributions", "AIMF", "add", f'{{"provider": "{AIMF}"}}')
    assert (state, made.contributions[-1].provider) == ("applied", AIMF)
    assert made.contributions[-1].evidence[0].rule == "human.add"
    made, state = applied("contributions", "AIMF", "add", '{"provider": "AFD"}')
    assert (state, made.contributions) == ("refused", record().contributions)
