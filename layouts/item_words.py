"""What the row of an item refers to, in one language: places, industries, clauses, stage, sources."""

from __future__ import annotations

from geodata.known import Known
from geodata.wording import Row, both, rows
from layouts.provenance import source_words
from layouts.text import text


class ItemWords:
    """Names looked up once for many rows."""

    def __init__(self, known: Known, lang: str) -> None:
        catalog = known.catalog
        frames = (catalog.cities, catalog.districts, catalog.zones, catalog.industries, catalog.stages)
        self.known, self.lang = known, lang
        self.names: dict[str, str] = {
            row["id"]: row[f"name_{lang}"] for frame in frames for row in rows(frame)
        }
        self.refs: dict[str, str] = {
            row["ref_zh"]: both(row, "ref").get(lang) or row["ref_zh"] for row in rows(catalog.clauses)
        }

    def name(self, row: Row, key: str) -> str:
        """Return the name of what a cell refers to, "" where it is empty."""
        return self.names.get(row.get(key, ""), "")

    def joined(self, words: list[str]) -> str:
        """Return words as a list in a sentence."""
        return text("list.separator", self.lang).join(words)

    def place(self, row: Row) -> str:
        """Return city and district, as far as they are known."""
        parts = [self.name(row, key) for key in ("city_id", "district_id")]
        return text("list.part", self.lang).join(dict.fromkeys(part for part in parts if part))

    def where(self, row: Row) -> str:
        """Return city, district and address, as far as they are known."""
        return " · ".join(part for part in (self.place(row), row.get(f"address_{self.lang}", "")) if part)

    def industries(self, row: Row) -> str:
        """Return the industries by name."""
        return self.joined([self.names[one] for one in row.get("industries", ())])

    def clauses(self, row: Row) -> str:
        """Return where in the plan it stands: 三(一)、附件·南京市."""
        return self.joined([self.refs.get(ref, ref) for ref in row["clause"]])

    def in_plan(self, row: Row) -> str:
        """Return the same with the plan named, "" for what the plan does not say."""
        return text("panel.plan", self.lang, refs=self.clauses(row)) if row["clause"] else ""

    def source(self, row: Row, key: str = "source_id") -> str:
        """Return title and publisher of a source, "" where there is none."""
        return source_words(self.known, row[key], self.lang) if row.get(key) else ""

    def url(self, row: Row) -> str:
        """Return the address of the source, "" where it must not be linked."""
        return self.known.sources[row["source_id"]].url if row["source_id"] else ""
