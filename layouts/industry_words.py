"""The words of the stories that are made of data: true of any industry, in the singular where it is one.

Every function takes what is known of an industry and a language, and returns one sentence or title.
"""

from __future__ import annotations

from collections.abc import Sequence

from geodata.industry_facts import IndustryFacts, Named, Thing
from geodata.story_form import MOST
from layouts.text import text


def counted(what: str, count: int, lang: str, **more: object) -> str:
    """Return a number with its word, in the singular where there is one."""
    number = "one" if count == 1 else "many"
    return text(f"industry-story.{what}.{number}", lang, count=count, **more)


def _joined(words: Sequence[str], lang: str) -> str:
    """Return words as a sentence lists them: a、b、c; a, b and c."""
    if lang == "zh" or len(words) < 2:
        return text("list.separator", lang).join(words)
    return text("flow.and", lang).join((text("list.separator", lang).join(words[:-1]), words[-1]))


def told(sentences: Sequence[str], lang: str) -> str:
    """Return the sentences there are, one after another."""
    return (" " if lang == "en" else "").join(filter(None, sentences))


def cities(facts: IndustryFacts, chosen: Sequence[str], lang: str) -> str:
    """Return the short names of some cities."""
    return _joined([facts.city_names[city][lang] for city in chosen], lang)


def about(facts: IndustryFacts, lang: str) -> str:
    """Return the line in the list of stories."""
    items, stages = counted("items", len(facts.things), lang), counted("stages", len(facts.stages), lang)
    return text("industry-story.about", lang, items=items, stages=stages)


def what_it_is(facts: IndustryFacts, lang: str) -> str:
    """Return where the industry stands in the taxonomy, and how its items spread over the cities."""
    return told([_kind_of_industry(facts, lang), _spread(facts, lang)], lang)


def _kind_of_industry(facts: IndustryFacts, lang: str) -> str:
    if facts.parent:
        return text("industry-story.part", lang, parent=facts.parent[lang])
    return counted("terms", facts.terms, lang) if facts.terms else ""


def _spread(facts: IndustryFacts, lang: str) -> str:
    known = sum(bool(thing.city) for thing in facts.things)
    rest = len(facts.things) - known
    which = "spread" if not rest else "spread.some" if known else "spread.none"
    return text(
        f"industry-story.{which}",
        lang,
        items=counted("items", len(facts.things), lang),
        cities=counted("cities", len(facts.cities), lang),
        known=known,
        rest=rest,
    )


def how_filed(facts: IndustryFacts, lang: str) -> str:
    """Return on what the filing and the cities rest."""
    unsure = sum(bool(thing.city) and not thing.is_certain for thing in facts.things)
    return told([text("industry.claim", lang), counted("unsure", unsure, lang) if unsure else ""], lang)


def annex(facts: IndustryFacts, lang: str) -> str:
    """Return which cities the annex positions in the industry, and as what."""
    with_aspects = [
        text(
            "industry-story.position",
            lang,
            city=facts.city_names[city][lang],
            aspect=text(f"aspect.{aspect}", lang).lower(),
        )
        for city, aspect in facts.positioned.items()
    ]
    return text("industry-story.annex.cities", lang, cities=_joined(with_aspects, lang))


def count_of(facts: IndustryFacts, kind: str, lang: str) -> str:
    """Return how many there are of a kind."""
    return counted(f"kind.{kind}", len(facts.of(kind)), lang)


def single(facts: IndustryFacts, thing: Thing, lang: str) -> str:
    """Return a thing by its name and city."""
    if not thing.city:
        return text("industry-story.single.nowhere", lang, name=thing.name[lang])
    return text("industry-story.single", lang, name=thing.name[lang], city=facts.city_names[thing.city][lang])


def where(facts: IndustryFacts, kinds: tuple[str, ...], lang: str) -> str:
    """Return how many stand in each city, and how many in none that is known."""
    held = [thing.city for thing in facts.of(*kinds)]
    words = [
        text("industry-story.city", lang, city=facts.city_names[city][lang], count=held.count(city))
        for city in facts.cities_with(*kinds)
    ]
    if "" in held:
        words.append(text("industry-story.nowhere", lang, count=held.count("")))
    return text("industry-story.sentence", lang, words=_joined(words, lang))


def by_kind(facts: IndustryFacts, kinds: tuple[str, ...], lang: str) -> str:
    """Return how many there are of each kind."""
    return text(
        "industry-story.sentence", lang, words=_joined([count_of(facts, kind, lang) for kind in kinds], lang)
    )


def gaps(facts: IndustryFacts, lang: str) -> str:
    """Return which stages are not named, and which are named without a place."""
    words = [
        text(key, lang, stages=_joined([text(f"industry-story.stage.{kind}", lang) for kind in kinds], lang))
        for key, kinds in (
            ("industry-story.missing", facts.missing),
            ("industry-story.unplaced", facts.nowhere),
        )
        if kinds
    ]
    return told(words, lang)


def named(key: str, things: Sequence[Thing | Named], lang: str, most: int | None = None) -> str:
    """Return as many names as fit into `most` characters, and how many there are besides."""
    most = most or MOST["text"][lang]
    for count in range(len(things), 0, -1):
        names = [thing.name[lang] for thing in things[:count]]
        rest = len(things) - count
        words = (
            text("industry-story.more", lang, names=text("list.separator", lang).join(names), rest=rest)
            if rest
            else _joined(names, lang)
        )
        said = text(key, lang, names=words)
        if len(said) <= most:
            return said
    return counted("named", len(things), lang)


def on_the_map(facts: IndustryFacts, lang: str) -> str:
    """Return how many are on the map, and how many are not."""
    placed = sum(thing.is_placed for thing in facts.things)
    rest = len(facts.things) - placed
    if not rest:
        return counted("map", placed, lang)
    items, which = counted("items", rest, lang), "map.some" if placed else "map.none"
    return text(f"industry-story.{which}", lang, items=items, placed=placed, rest=rest)
