"""Parts of pages: what a set of records says together, as tables, charts, a map and a network.

Every part is whole by itself, its heading apart; one of which nothing is known is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from aimf_scraper.explore.charts import Bar, Heads, Span, bars, columns, timeline
from aimf_scraper.explore.look import render
from aimf_scraper.explore.map_picture import Place, draw_map
from aimf_scraper.explore.network_picture import Node, Tie, draw_network

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aimf_scraper.explore.links import Links
    from aimf_scraper.explore.profile import Counted, Period, Profile
    from aimf_scraper.explore.sums import Money, Sum
    from aimf_scraper.explore.texts import Texts

#: So many rows of a table are told at most, but on the pages that list all.
_MOST_ROWS: Final = 400


def figures(rows: Sequence[tuple[str, str, str]], texts: Texts) -> Markup:
    """Return figures side by side: what of, how many, what to know of it."""
    return render("figures.html", texts, rows=rows)


def town_map(
    profile: Profile, texts: Texts, links: Links, title: str, *, unfolded: bool = False
) -> Markup:
    """Return the map of the towns and the table of all of them, places unknown too."""
    places = [
        Place(
            one.name,
            one.latitude,
            one.longitude,
            one.records,
            _of(one.projects, one.records, texts),
            links.town(one.key),
        )
        for one in profile.towns
        if one.latitude is not None and one.longitude is not None
    ]
    drawn = draw_map(title, places, texts)
    most = len(profile.towns) if unfolded else _MOST_ROWS
    values = {"towns": profile.towns[:most], "links": links, "title": title, "unfolded": unfolded}
    values["left_out"] = len(profile.towns[most:])
    table = render("towns.html", texts, **values)
    return (drawn or Markup("")) + table


def _of(projects: int, records: int, texts: Texts) -> str:
    told = texts("records", n=records)
    return f"{told}, {texts('own.projects', n=projects)}" if projects else told


def money_lead(money: Money, texts: Texts) -> str:
    """Return what the sums below are, and are not."""
    return texts(
        "money.lead",
        projects=money.projects,
        stated=money.with_sum,
        added=money.in_euros,
        euros=texts.money(round(money.euros)),
    )


def money_charts(money: Money, texts: Texts, links: Links, *, without: str = "") -> Markup:
    """Return the sums by year, country, theme and provider; not by *without*, the page's own."""
    by_year = columns(
        texts("money.by.year"),
        _every_year(_rows(money.by_year, texts, _nowhere, "projects")),
        texts,
        Heads(texts("year"), texts("euros")),
    )
    drawn = [by_year] + [
        _chart(name, rows, href, texts)
        for name, rows, href in (
            ("country", money.by_country, links.country),
            ("theme", money.by_theme, links.theme),
            ("provider", money.by_provider, links.partner),
        )
        if name != without
    ]
    return render("grid.html", texts, parts=drawn)


def _nowhere(_: str) -> None:
    """A year has no page of its own."""


def _chart(
    name: str, rows: Sequence[Sum], href: Callable[[str], str | None], texts: Texts
) -> Markup:
    counted = "gifts" if name == "provider" else "projects"
    heads = Heads(texts(name), texts("euros"))
    made = _rows(rows, texts, href, counted)
    return bars(
        texts(f"money.by.{name}"), made, texts, heads, note=texts(f"money.note.{name}"), most=10
    )


def _rows(
    rows: Sequence[Sum], texts: Texts, href: Callable[[str], str | None], counted: str
) -> list[Bar]:
    return [
        Bar(
            one.name,
            one.euros,
            texts.short_euros(one.euros),
            href(one.key),
            texts(counted, n=one.number),
        )
        for one in rows
    ]


def _every_year(rows: Sequence[Bar]) -> list[Bar]:
    """Return a row for each year from the first to the last: one without anything is seen as such."""
    by_year = {int(one.label): one for one in rows if one.label.isdecimal()}
    if not by_year:
        return list(rows)
    years = range(min(by_year), max(by_year) + 1)
    return [by_year.get(year) or Bar(str(year), 0, "–") for year in years]


def records_by_year(profile: Profile, texts: Texts) -> Markup:
    rows = [Bar(year, count, texts.number(count)) for year, count in profile.years]
    heads = Heads(texts("year"), texts("nav.records"))
    return columns(texts("records.by.year"), _every_year(rows), texts, heads)


def projects_over_time(periods: Sequence[Period], texts: Texts, links: Links) -> Markup:
    rows = [
        Span(
            one.title or one.id,
            None if one.start is None else int(one.start[:4]),
            None if one.end is None else int(one.end[:4]),
            _years(one),
            links.record(one.id),
        )
        for one in periods
    ]
    heads = Heads(texts("project"), texts("fact.dates"))
    drawn = timeline(texts("over.time"), rows, texts, heads, note=texts("over.time.note"))
    return drawn or Markup("")


def _years(period: Period) -> str:
    start, end = (period.start or "")[:4], (period.end or "")[:4]
    return start if start == end else f"{start}–{end}"


def partner_table(profile: Profile, texts: Texts, links: Links, *, most: int | None = 15) -> Markup:
    """Return the partners; behind *most* of them the rest is there to unfold."""
    told = [
        (one, ", ".join(texts.word("role", role) for role in sorted(one.roles.split(","))))
        for one in profile.partners
    ]
    shown = told[:most]
    rest = told[len(shown) :][:_MOST_ROWS]
    left_out = len(told) - len(shown) - len(rest)
    return render("partners.html", texts, shown=shown, rest=rest, left_out=left_out, links=links)


def network(profile: Profile, texts: Texts, links: Links) -> Markup:
    """Return which partners work in which towns: the picture, and all ties as a table."""
    ties = [
        Tie(
            Node(one.partner, one.partner_name, links.partner(one.partner)),
            Node(one.town, one.town_name, links.town(one.town)),
            one.projects,
        )
        for one in profile.ties
    ]
    drawn = draw_network(texts("network.title"), ties, texts)
    left_out = len(ties[_MOST_ROWS:])
    table = render("ties.html", texts, ties=ties[:_MOST_ROWS], left_out=left_out)
    return (drawn or Markup("")) + table if drawn else Markup("")


def counted_table(rows: Sequence[tuple[Counted, str | None]], texts: Texts, head: str) -> Markup:
    """Return countries or themes with how many projects and records name each."""
    return render("counted.html", texts, rows=rows, head=head)


def tags(rows: Sequence[tuple[str, str | None, int]], texts: Texts) -> Markup:
    """Return names with how many records each has, as links in a row."""
    return render("tags.html", texts, rows=rows)


def record_list(
    profile: Profile, texts: Texts, links: Links, quotes: dict[str, Markup] | None = None
) -> Markup:
    """Return the newest records; *quotes*: the words in which each says what the page is about."""
    left_out = profile.total - len(profile.records)
    return render(
        "records.html",
        texts,
        records=profile.records,
        quotes=quotes or {},
        links=links,
        left_out=left_out,
    )
