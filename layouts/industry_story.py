"""The story of an industry, made of the data: what it is, its cities, its chain, its place in the plan.

A step is made only where there is something to show. Words come from keys and hold for any industry; numbers
are counted. The camera is left to the app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from geodata.catalog import Catalog
from geodata.industry_facts import PLATFORMS, STAGES, IndustryFacts, industry_facts
from geodata.story_form import MOST
from geodata.view import View, format_view
from layouts.industry_words import (
    about,
    annex,
    by_kind,
    cities,
    count_of,
    counted,
    gaps,
    how_filed,
    named,
    on_the_map,
    single,
    what_it_is,
    where,
)
from layouts.text import LANGUAGES, text

Step = dict[str, Any]
Both = dict[str, str]
Say = Callable[[str], str]

PREFIX = "ind-"


def industry_story(catalog: Catalog, industry: str) -> dict[str, Any]:
    """Return the story of an industry as plain JSON. Raises KeyError where nothing is filed under it."""
    return story_of(industry_facts(catalog)[industry])


def industry_stories(catalog: Catalog) -> list[dict[str, Any]]:
    """Return the story of every industry that has something, in the order of the table."""
    return [story_of(facts) for facts in industry_facts(catalog).values()]


def story_of(facts: IndustryFacts) -> dict[str, Any]:
    """Return the story that some facts make."""
    chapters = {"what": _what, "chain": _chain, "platforms": _platforms, "plan": _plan, "all": _all}
    told = {name: list(steps(facts)) for name, steps in chapters.items()}
    return {
        "id": f"industry-{facts.id.removeprefix(PREFIX)}",
        "made": True,
        "industry": facts.id,
        "title": _both(lambda lang: text("industry-story.title", lang, name=facts.name[lang])),
        "about": _both(partial(about, facts)),
        "chapters": [
            {
                "title": _both(partial(text, f"industry-story.chapter.{name}")),
                "steps": steps,
            }
            for name, steps in told.items()
            if steps
        ],
    }


def _what(facts: IndustryFacts) -> Iterator[Step]:
    yield _step(
        _view(facts),
        lambda lang: facts.name[lang],
        partial(what_it_is, facts),
        notes=partial(how_filed, facts),
    )
    if facts.positioned:
        yield _step(
            _view(facts, city=_unless_empty(facts)),
            lambda lang: counted("annex", len(facts.positioned), lang),
            partial(annex, facts),
        )


def _chain(facts: IndustryFacts) -> Iterator[Step]:
    for kind in facts.stages:
        yield _things_step(facts, (kind,), partial(count_of, facts, kind), where)
    lacks = facts.missing or facts.nowhere
    yield _step(
        _view(facts, kind=STAGES if facts.stages else ()),
        lambda lang: text("industry-story.gaps" if lacks else "industry-story.whole", lang),
        lambda lang: gaps(facts, lang) if lacks else text("chain.whole", lang),
        notes=partial(text, "industry-story.derived"),
    )
    if facts.base_without_lab:
        yield _step(
            _view(facts, city=facts.base_without_lab, kind=("industrial_base", "lab")),
            partial(text, "industry-story.no-lab"),
            lambda lang: text("chain.base-no-lab", lang, cities=cities(facts, facts.base_without_lab, lang)),
        )


def _platforms(facts: IndustryFacts) -> Iterator[Step]:
    kinds = tuple(kind for kind in PLATFORMS if facts.of(kind))
    if kinds:
        yield _things_step(
            facts, kinds, lambda lang: counted("platforms", len(facts.of(*kinds)), lang), by_kind
        )


def _plan(facts: IndustryFacts) -> Iterator[Step]:
    if facts.plans:
        yield _step(
            format_view(View(lens="system", selected=facts.plans[0].id)),
            lambda lang: counted("plans", len(facts.plans), lang),
            lambda lang: named("industry-story.plans.names", facts.plans, lang),
        )
    if facts.targets:
        yield _step(
            format_view(View(lens="target", selected=facts.targets[0].id)),
            lambda lang: counted("targets", len(facts.targets), lang),
            lambda lang: named("industry-story.targets.names", facts.targets, lang),
        )


def _all(facts: IndustryFacts) -> Iterator[Step]:
    yield _step(
        _view(facts),
        lambda lang: text("industry-story.all", lang, name=facts.name[lang]),
        partial(on_the_map, facts),
    )


def _step(view: str, title: Say, said: Say, notes: Say | None = None, highlight: str = "") -> Step:
    step: Step = {"view": view, "title": _both(title), "text": _both(said)}
    if notes:
        step["notes"] = _both(notes)
    if highlight:
        step["highlight"] = highlight
    return step


def _things_step(
    facts: IndustryFacts,
    kinds: tuple[str, ...],
    title: Say,
    several: Callable[[IndustryFacts, tuple[str, ...], str], str],
) -> Step:
    """Return the step of some kinds: a single thing by its name and lit, several by their number."""
    things = facts.of(*kinds)
    if len(things) == 1:
        one = things[0]
        return _step(
            _view(facts, kind=kinds),
            title,
            partial(single, facts, one),
            highlight=one.id if one.is_placed else "",
        )
    return _step(
        _view(facts, kind=kinds),
        title,
        partial(several, facts, kinds),
        notes=lambda lang: named("industry-story.names", things, lang, MOST["notes"][lang]),
    )


def _unless_empty(facts: IndustryFacts) -> tuple[str, ...]:
    """Return the cities of the annex, none where they hold nothing: a picture is never empty."""
    return tuple(facts.positioned) if set(facts.positioned) & set(facts.cities) else ()


def _view(facts: IndustryFacts, city: Sequence[str] = (), kind: Sequence[str] = ()) -> str:
    return format_view(
        View(lens="industry", industry=(facts.id,), city=tuple(sorted(city)), kind=tuple(sorted(kind)))
    )


def _both(say: Say) -> Both:
    return {lang: say(lang) for lang in LANGUAGES}
