"""Synthetic events, statements and spells."""

from collections.abc import Iterator
from itertools import product

from bench.cells import chance, day_of, pick, write_bounds, write_text
from bench.plan import Plan
from bench.words import PATRONS, ROOTS

Row = dict[str, str]
_SPELLS = (("2012-03-01", "2017-06-30"), ("2017-07-01", ""))


def events(plan: Plan) -> Iterator[Row]:
    """One event a unit; every fifth may lead the four after it."""
    for i in range(plan.units):
        arena = pick(plan.allowed("events", "arena"), i, 20)
        latitude, longitude = plan.place(arena, i)
        name = "Erdoğan: " if chance(6, i, 21) else ""
        yield _dates(plan, i, plan.precision(i)) | {
            "event_id": plan.write_id("evt", i),
            "title": write_text(i, 22, 7),
            "summary": f"{name}{write_text(i, 23, 25, commas=95)}.",
            "arena": arena,
            **dict(zip(("event_type", "dyad_link", "valence"), plan.valued(i), strict=True)),
            "is_mixed": "true" if chance(7, i, 24) else "false",
            "intensity": pick(plan.allowed("events", "intensity"), i, 25),
            "lead_event_id": plan.write_id("evt", i - i % 5) if i % 5 and chance(40, i, 26) else "",
            "verification": plan.verification(i),
            "place": pick(("Tripoli", "Sirte", "Istanbul", "Köşk", "Moscow"), i, 27),
            "latitude": latitude,
            "longitude": longitude,
            "coding_note": f"{write_text(i, 28, 26, commas=80)}.",
        }


def _dates(plan: Plan, unit: int, precision: str) -> Row:
    start, end = write_bounds(day_of(unit, plan.units), precision)
    return {"start_date": start, "end_date": end, "date_precision": precision}


def statements(plan: Plan) -> Iterator[Row]:
    """One statement a unit."""
    roots = tuple(ROOTS)
    columns = ("arena", "issue", "target_relation", "speech_act", "directness")
    for i in range(plan.units):
        root = roots[i % len(roots)]
        chosen = {c: pick(plan.allowed("statements", c), i, 33 + n) for n, c in enumerate(columns)}
        yield (
            _dates(plan, i, "day")
            | chosen
            | _judgement(plan, i, root)
            | {
                "statement_id": plan.write_id("stm", i),
                "speaker_id": plan.person(root, i // len(roots)),
                "on_behalf_of_id": root if chance(50, i, 40) else "",
                "occasion_event_id": plan.write_id("evt", i) if chance(50, i, 41) else "",
                "target_actor_id": pick(roots, i, 42) if chance(60, i, 43) else "",
                "original_language": pick(("ru", "tr", "ar", "en"), i, 48),
                "summary": f"{write_text(i, 49, 19, commas=40)}.",
                "coding_note": f"{write_text(i, 51, 16, commas=40)}.",
            }
        )


def _judgement(plan: Plan, statement: int, root: str) -> Row:
    """Return what is judged: the United Nations assess, all others take a stance."""
    columns = ("assessment",) if root == "un" else ("stance_counterpart", "stance_position")
    values = plan.allowed("statements", "assessment")
    return {c: pick(values, statement, 44 + n) for n, c in enumerate(columns)}


def alignments(plan: Plan) -> Iterator[Row]:
    """Two spells of each patron, arena and basis, then spells between persons."""
    for i, pair in enumerate(_pairs(plan)):
        names = ("actor_id", "counterpart_id", "arena", "basis", "start_date", "end_date")
        row = dict(zip(names, pair, strict=True))
        yield row | {
            "alignment_id": plan.write_id("aln", i),
            "level": "2" if i < plan.patronages else pick(("-2", "-1", "0", "1"), i, 52),
            "start_precision": "day",
            "end_precision": "day" if row["end_date"] else "",
            "certainty": pick(plan.allowed("alignments", "certainty"), i, 53),
            "summary": f"{write_text(i, 54, 9, commas=25)}.",
            "coding_note": f"{write_text(i, 55, 14, commas=40)}.",
        }


def _pairs(plan: Plan) -> Iterator[tuple[str, ...]]:
    arenas, bases = (plan.allowed("alignments", c) for c in ("arena", "basis"))
    for pair, arena, basis, spell in product(PATRONS, arenas, plan.patron_bases, _SPELLS):
        yield (*pair, arena, basis, *spell)
    for i in range(plan.alignments - plan.patronages):
        pair = (plan.person("rus", i), plan.person("tur", i // plan.persons))
        yield (*pair, pick(arenas, i, 56), pick(bases, i, 57), "2018-02-01", "2021-03-10")
