"""Synthetic pages and what is read in them."""

from collections.abc import Iterator

from bench.cells import chance, day_of, mix, pick, write_anchor, write_date, write_text
from bench.plan import PAGES, READINGS, Plan
from bench.words import FAR, NEAR

Row = dict[str, str]
_POOLS = (NEAR, FAR, NEAR + FAR)


def sources(plan: Plan) -> Iterator[Row]:
    """Three pages a unit: of two blocs, and one that copies an agency."""
    for i in range(plan.units * PAGES):
        name, host, country, bloc, language = _publisher(i)
        day = write_date(day_of(i // PAGES, plan.units) + mix(i, 1) % 4)
        slug = write_text(i, 2, 6).lower().replace(" ", "-")
        title = f"{name}: {write_text(i, 3, 6, commas=12)}"
        copied = pick(("Reuters", "AFP"), i, 5) if i % PAGES == 2 else ""
        yield {
            "source_id": plan.write_id("src", i),
            "url": f"https://www.{host}/news/{day.replace('-', '/')}/{slug}-{i}",
            "title": f'{title} "as agreed"' if chance(3, i, 4) else title,
            "publisher": name,
            "publisher_country": country,
            "publisher_bloc": "western" if copied else bloc,
            "origin": copied or name,
            "kind": pick(plan.allowed("sources", "kind"), i, 6),
            "language": language,
            "published_date": "" if chance(3, i, 7) else day,
            "read_date": "2026-11-22",
            "read_extent": pick(plan.allowed("sources", "read_extent"), i, 8),
            "note": write_text(i, 9, 7, commas=10) if chance(45, i, 10) else "",
        }


def _publisher(page: int) -> tuple[str, str, str, str, str]:
    return pick(_POOLS[page % PAGES], page // PAGES, page % PAGES)


def evidence(plan: Plan) -> Iterator[Row]:
    """Six readings a unit of its three pages, each with an anchor of its own."""
    for i in range(plan.units * READINGS):
        column, record, reading = _reading(plan, *divmod(i, READINGS))
        page = i // READINGS * PAGES + i % PAGES
        yield {
            "evidence_id": plan.write_id("evd", i),
            column: record,
            "source_id": plan.write_id("src", page),
            "reading": reading,
            "attribution": "official-quoted" if column == "statement_id" else "own-reporting",
            "anchor": write_anchor(i, _publisher(page)[4]),
            "paragraph": str(1 + mix(i, 57) % 30),
            "note": write_text(i, 58, 7, commas=25) if chance(40, i, 59) else "",
        }


def _reading(plan: Plan, unit: int, place: int) -> tuple[str, str, str]:
    """Return column, record and reading: thrice the event, twice the statement, once another."""
    if place < 3:
        contested = place == 1 and plan.verification(unit) == "contested"
        reading = ("supports", "contradicts" if contested else "supports", "partly-supports")
        return "event_id", plan.write_id("evt", unit), reading[place]
    if place < 5:
        return "statement_id", plan.write_id("stm", unit), "supports"
    if unit < plan.alignments:
        return "alignment_id", plan.write_id("aln", unit), "supports"
    older = max(0, unit - 1 - mix(unit, 60) % 20)
    return "event_id", plan.write_id("evt", older), "partly-supports"
