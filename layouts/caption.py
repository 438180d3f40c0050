"""What a file says about the picture it holds: title, filters, legend, sources, date, release, review line.

Every file takes its words from here, so that slide, page, table and map cannot say different things.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geodata.chosen import Chosen, chosen
from geodata.comparing import FEWEST, MOST
from geodata.indicators import Both
from geodata.known import Known
from geodata.readings import coverage_reading, targets_reading
from geodata.resolving import resolved
from geodata.settings import Settings
from geodata.shown import Item, Shown, shown
from geodata.tables import PLAN_SOURCE
from geodata.view import View
from geodata.wording import Row, both, rows
from layouts.compare import compared_lines, first_reading, table_reading
from layouts.coverage import covered
from layouts.filters import LAYERS, PRECISIONS
from layouts.indicator_panel import reading
from layouts.item_words import ItemWords
from layouts.palette import palette, shades
from layouts.provenance import source_words
from layouts.text import text
from layouts.value_words import basis_name, digits

# Files are for paper and other people's screens: always the light theme.
THEME = "light"
PAGES = ("compare", "coverage", "plan", "matrix")  # lists that are about no single item
TABS = {"plan": "system"}  # lenses that are reached by another tab
SHOWN_AT_MOST = 4
SPOKEN = ("city", "industry", "claim")  # the filters that a title names


@dataclass(frozen=True)
class Entry:
    """A line of the legend. `sign` is disc, filled, dashed, square, none, swatch, hatch or words."""

    sign: str
    words: str
    count: int | None = None
    colour: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Caption:
    """All that a file says beside map and chart, in the language of the View."""

    lang: str
    lens: str
    title: str
    note: str
    filters: str
    legend: tuple[Entry, ...]
    precision: tuple[Entry, ...]
    sources: tuple[str, ...]
    ground: str
    date: str
    release: str
    review: str

    @property
    def head(self) -> tuple[tuple[str, str], ...]:
        """Return what heads a table: pairs of a label and words."""
        return file_head(self, (self.title, self.filters), self.sources)

    @property
    def dated(self) -> str:
        """Return data date and release in one line."""
        return text("furniture.data", self.lang, date=self.date, release=self.release)


def review_words(settings: Settings, lang: str) -> str:
    """Return the review number, or the words that the map is an internal sketch."""
    if settings.is_reviewed:
        return text("furniture.reviewed", lang, number=settings.map_review_number)
    return text("furniture.sketch", lang)


def ground_words(settings: Settings, lang: str) -> str:
    """Return where the boundaries come from."""
    if settings.is_reviewed:
        source, dated = settings.boundary_source, settings.boundary_date
        return text("furniture.boundaries", lang, source=source, date=dated)
    return text("furniture.ground", lang) + text("furniture.points", lang)


def caption(known: Known, view: View, settings: Settings, as_of: date | None = None) -> Caption:
    """Return what to say of a View; parts that this release does not know are left out of it."""
    view = read(known, view)
    found = shown(known.items, view)
    title, note = _title(known, view, found, as_of or date.today())
    return Caption(
        lang=view.lang,
        lens=text(f"tab.{'list' if view.list else TABS.get(view.lens, view.lens)}", view.lang),
        title=title,
        note=note,
        filters=_filters(known, view, found),
        legend=_legend(known, view, found),
        precision=_precision(found, view.lang) if marks_items(view) else (),
        sources=tuple(source_words(known, source, view.lang) for source in _sources(known, view, found)),
        ground=ground_words(settings, view.lang),
        date=known.catalog.date,
        release=known.catalog.release,
        review=review_words(settings, view.lang),
    )


def file_head(
    said: Caption, title_and_filters: tuple[str, str], sources: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """Return the head of a table of this View, with another title, filters or sources where it needs them."""
    lang, (title, filters) = said.lang, title_and_filters
    return (
        (text("sheet.title", lang), title),
        (text("sheet.filters", lang), filters),
        (text("sheet.sources", lang), "; ".join(sources)),
        (text("sheet.date", lang), said.date),
        (text("sheet.release", lang), said.release),
        (text("sheet.review", lang), said.review),
        (text("sheet.ground", lang), said.ground),
    )


def read(known: Known, view: View) -> View:
    """Return the View as files take it: what this release knows, compared if there are two places."""
    found = resolved(known, view)
    found = replace(found, compare=found.compare[:MOST], theme=THEME)
    return replace(found, list="") if found.list == "compare" and len(found.compare) < FEWEST else found


def marks_items(view: View) -> bool:
    """Say whether the map or the list shows items: sites and zones."""
    return view.list == "sites" or (not view.list and view.lens != "indicator")


def page_of(view: View) -> str:
    """Return which page a View is about, "" if it is about what stands on the map."""
    if view.list in PAGES:
        return view.list
    return "plan" if not view.list and view.lens == "system" and not view.selected else ""


def clause_of(known: Known, view: View) -> Row | None:
    """Return the clause that is read in the plan's text, None where a View is about something else."""
    if view.list or view.selected or view.lens != "plan":
        return None
    wanted = view.passage.partition(".")[0]
    return next((row for row in rows(known.catalog.clauses) if row["id"] == wanted), None)


def named_in(clause: Row, items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items that stand in a clause of the plan."""
    return tuple(item for item in items if clause["ref_zh"] in item.row["clause"])


def is_of_subject(view: View) -> bool:
    """Say whether a View is about the one thing that is selected."""
    return bool(view.selected) and marks_items(view)


def is_of_targets(view: View) -> bool:
    """Say whether a View is about the targets."""
    return view.list == "targets" or (not view.list and view.lens == "target")


def is_of_indicator(view: View) -> bool:
    """Say whether a View is about an indicator."""
    return not view.list and view.lens == "indicator"


# ---- title ----------------------------------------------------------------------------------------------


def _title(known: Known, view: View, found: Shown, as_of: date) -> tuple[str, str]:
    """Return the sentence of a View and the one below it."""
    lang = view.lang
    if page_of(view):
        return _of_page(known, view, found, as_of)
    if is_of_subject(view):
        return _of_subject(known, known.subjects[view.selected], found, lang)
    if is_of_targets(view):
        return targets_reading(known.targets)[lang], text("targets.scope.note", lang)
    if is_of_indicator(view):
        now = chosen(known, view)
        return reading(known, now, lang), known.meanings[now.definition.id].words.get(lang, "")
    return _of_items(known, view, found)


def _of_page(known: Known, view: View, found: Shown, as_of: date) -> tuple[str, str]:
    lang, page = view.lang, page_of(view)
    if page == "compare":
        lines = compared_lines(known, view.compare)
        return table_reading(known, lines, view.compare, view), first_reading(known, lines, view)
    if page == "coverage":
        return coverage_reading(covered(known, as_of).cells)[lang], ""
    if page == "matrix":
        spread = _spread(known, found, lang)
        return f"{text('matrix.title', lang)}{text('list.colon', lang)}{spread}", text("industry.claim", lang)
    return text("table.plan", lang), text("table.plan.summary", lang)


def _of_items(known: Known, view: View, found: Shown) -> tuple[str, str]:
    lang, colon = view.lang, text("list.colon", view.lang)
    counted, clause = _counted(found, lang), clause_of(known, view)
    if clause:
        here = Shown(named_in(clause, found.items))
        title = f"{clause[f'ref_{lang}']} {clause[f'title_{lang}']}{colon}{_counted(here, lang)}"
        return title, text("plan.title", lang)
    if view.lens == "industry" and view.industry:
        names = text("list.separator", lang).join(_names(known, "industry", view)) + colon
        return f"{names}{_spread(known, found, lang)}", text("industry.claim", lang)
    if view.lens == "industry":
        title = f"{text('industry.title', lang)}{colon}{_spread(known, found, lang)}"
        return title, text("industry.claim", lang)
    named = [name for key in SPOKEN for name in _names(known, key, view)]
    if named:
        several = " …" if len(named) > SHOWN_AT_MOST else ""
        return f"{' · '.join(named[:SHOWN_AT_MOST])}{several}{colon}{counted}", ""
    if view.kind:
        return f"{text('headline.layers', lang)}{colon}{counted}", ""
    title = text("caption.overview", lang, total=found.total)
    return title, f"{counted}{text('list.stop', lang)}{targets_reading(known.targets)[lang]}"


def _counted(found: Shown, lang: str) -> str:
    """Return how many items there are and how many of them the map shows."""
    rest = found.total - found.placed
    if not rest:
        return text("caption.placed", lang, total=found.total)
    return text("headline.filtered", lang, total=found.total, placed=found.placed, rest=rest)


def _spread(known: Known, found: Shown, lang: str) -> str:
    """Return over how many cities the items are spread, and which have none."""
    held = {item.city for item in found.items}
    missing = [row[f"short_{lang}"] for row in rows(known.catalog.cities) if row["id"] not in held]
    names = text("list.separator", lang).join(missing)
    gaps = text("caption.industry.gaps", lang, cities=names) if missing else ""
    return text("caption.industry", lang, count=found.total, cities=len(held - {""}), gaps=gaps)


def _of_subject(known: Known, subject: Row, found: Shown, lang: str) -> tuple[str, str]:
    """Return the name of what is selected, and what it is, where, known how well."""
    if "kind" not in subject:
        here = gathered(known, subject, found)
        title = text("map.group", lang, place=subject["name"][lang], count=len(here))
        return title, text(f"precision.{subject['precision']}.meaning", lang)
    parts = [text(f"kind.{subject['kind']}", lang), ItemWords(known, lang).place(subject)]
    if subject.get("location_precision"):
        parts.append(text(f"precision.{subject['location_precision']}", lang))
    return subject[f"name_{lang}"], text("list.part", lang).join(part for part in parts if part)


def gathered(known: Known, place: Row, found: Shown) -> list[Item]:
    """Return the items that a View shows at one place of the map."""
    return [item for item in found.items if known.place_of.get(item.id) == place["id"]]


# ---- filters --------------------------------------------------------------------------------------------


def _names(known: Known, key: str, view: View) -> list[str]:
    """Return the chosen values of a filter in words."""
    lang, chosen_ids = view.lang, getattr(view, key)
    if key == "city":
        found: Mapping[str, Both] = {row["id"]: both(row, "short") for row in rows(known.catalog.cities)}
    elif key == "industry":
        found = {row["id"]: both(row, "name") for row in rows(known.catalog.industries)}
    elif key == "kind":
        found = {kind: {lang: text(f"kind.{kind}", lang)} for kind in LAYERS}
    else:
        found = {claim: {lang: text(f"claim.{claim}", lang)} for claim in chosen_ids}
    return [found[one][lang] for one in chosen_ids if one in found]


def _filters(known: Known, view: View, found: Shown) -> str:
    """Return in words what of everything is shown."""
    lang = view.lang
    comma, part = text("list.separator", lang), text("list.part", lang)
    page, clause = page_of(view), clause_of(known, view)
    if page == "compare":
        return text(
            "sheet.filter.compare", lang, names=comma.join(known.names[p][lang] for p in view.compare)
        )
    if page in {"coverage", "plan"}:
        return text("sheet.filter.all" if page == "coverage" else "caption.everything", lang)
    if is_of_targets(view) and not view.selected:
        return text("sheet.targets.all", lang)
    if is_of_indicator(view):
        return part.join(_indicator_words(known, chosen(known, view), lang))
    labels = {"city": "cities", "industry": "industries", "kind": "layers", "claim": "claims"}
    said = [
        f"{text(f'filters.{label}', lang)}{text('list.colon', lang)}{comma.join(_names(known, key, view))}"
        for key, label in labels.items()
        if getattr(view, key) and _names(known, key, view)
    ]
    if view.kind and not _names(known, "kind", view):
        said.append(text("caption.nolayer", lang))
    if is_of_subject(view):
        subject = known.subjects[view.selected]
        name = subject["name"][lang] if "name" in subject else subject[f"name_{lang}"]
        said.append(f"{text('caption.selected', lang)}{text('list.colon', lang)}{name}")
    if clause:
        said.append(f"{text('panel.clause', lang)}{text('list.colon', lang)}{clause[f'ref_{lang}']}")
    return part.join(said) or text("caption.all", lang, total=found.total)


def _indicator_words(known: Known, now: Chosen, lang: str) -> list[str]:
    words = [
        now.definition.name[lang],
        basis_name(now.basis, lang),
        text(f"indicators.level.{now.level}", lang),
        text("value.year", lang, year=now.year) if now.year else "",
    ]
    return [word for word in words if word]


# ---- legend ---------------------------------------------------------------------------------------------


def _legend(known: Known, view: View, found: Shown) -> tuple[Entry, ...]:
    """Return what the marks or shades of the map mean, with counts where it shows items."""
    colours, lang = palette(THEME), view.lang
    if is_of_indicator(view):
        return _scale(known, chosen(known, view), lang)
    if not marks_items(view):
        return ()
    counts = found.count("kind")
    return tuple(
        Entry(
            sign="disc",
            words=text(f"kind.{kind}", lang),
            count=counts[kind],
            colour=kind_colour(kind, colours),
            mark=text(f"kind.{kind}.mark", "zh"),
        )
        for kind in LAYERS
        if counts[kind]
    )


def kind_colour(kind: str, colours: Mapping[str, str]) -> str:
    """Return the colour of a kind's disc."""
    return colours["zone-disc"] if kind == "zone" else colours.get(f"kind-{kind}", colours["plain-disc"])


def _precision(found: Shown, lang: str) -> tuple[Entry, ...]:
    signs = {"street": "filled", "district": "dashed", "city": "square", "none": "none"}
    counts, colour = found.count("precision"), palette(THEME)["ink-2"]
    return tuple(
        Entry(signs[name], text(f"precision.{name}.legend", lang), counts[name], colour)
        for name in PRECISIONS
        if counts[name]
    )


def _scale(known: Known, now: Chosen, lang: str) -> tuple[Entry, ...]:
    """Return the classes of a rate in their shades, or how circles and tags are to be read."""
    nothing = Entry("hatch", text("indicators.none", lang), colour=palette(THEME)["hatch"])
    measure = now.definition.measure
    if measure in {"rank", "score"}:
        return Entry("words", text("indicators.method.tag", lang)), nothing
    if measure != "rate":
        return Entry("words", text("indicators.method.circle", lang)), nothing
    name = f"{now.definition.id}/km2" if now.is_per_km2 else now.definition.id
    by_level = known.scales.get("classes", {}).get(name, {}).get(now.basis, {})
    found = by_level.get("city" if now.level == "city" else "zone")
    if not found:
        return (nothing,)
    edges, is_each = found["breaks"], found["method"] == "each-value"
    unit = now.definition.unit[lang]
    steps = zip(shades(len(edges) - 1), edges[:-1], edges[1:], strict=True)
    return (
        *(
            Entry(
                "swatch",
                digits(high) if is_each or low == high else f"{digits(low)} – {digits(high)}",
                colour=hue,
            )
            for hue, low, high in steps
        ),
        nothing,
        Entry("words", text("caption.unit", lang, unit=unit)),
    )


# ---- sources --------------------------------------------------------------------------------------------


def _sources(known: Known, view: View, found: Shown) -> tuple[str, ...]:
    """Return the sources of what is shown, the most used first."""
    return tuple(source for source, _ in Counter(_used(known, view, found)).most_common())


def _used(known: Known, view: View, found: Shown) -> Sequence[str]:
    page = page_of(view)
    if page == "compare":
        lines = compared_lines(known, view.compare)
        return [each.value.source for line in lines for each in line.found.compared if each.value]
    if page == "coverage":
        return [value.source for name in known.defined for value in known.seen.all_of(name)]
    if page == "plan":
        return list(known.catalog.governance["source_id"])
    if is_of_targets(view) and not view.selected:
        return [PLAN_SOURCE] * len(known.targets) + [one.actual.source for one in known.targets if one.actual]
    if is_of_indicator(view):
        now = chosen(known, view)
        places = (*now.everywhere, known.region, known.province)
        values = now.seen.all_of(now.definition.id, places)
        return [each.source for each in values if (each.year, each.basis) == (now.year, now.basis)]
    return _of_rows(_told(known, view, found))


def _told(known: Known, view: View, found: Shown) -> list[Row]:
    """Return the rows that a View tells of: what is selected, else all it shows."""
    subject, clause = known.subjects.get(view.selected), clause_of(known, view)
    if subject is None:
        return [item.row for item in (named_in(clause, found.items) if clause else found.items)]
    return [subject] if "kind" in subject else [item.row for item in gathered(known, subject, found)]


def _of_rows(told: Iterable[Row]) -> list[str]:
    columns = ("source_id", "location_source_id", "nine_source_id", "actual_source_id")
    return [row[column] for row in told for column in columns if row.get(column)]
