"""Synthetic actors, their names, and their parts in events."""

from collections.abc import Iterator

from bench.cells import chance, mix, pick, write_text
from bench.plan import Plan
from bench.words import FIRST, FORMS, LAST, ROLES, ROLES_ALONE, ROOTS

Row = dict[str, str]


def actors(plan: Plan) -> Iterator[Row]:
    """Five bodies, each followed by the persons who belong to it."""
    for root, (name, kind, country) in ROOTS.items():
        note = f"Stands at the top of {root}."
        yield {"actor_id": root, "name": name, "kind": kind, "country": country} | {
            "description": note
        }
        for i in range(plan.persons):
            yield _person(plan, root, i) | {"country": country}


def _person(plan: Plan, root: str, i: int) -> Row:
    actor_id = plan.person(root, i)
    return {
        "actor_id": actor_id,
        "name": f"{pick(FIRST, i, 61)} {pick(LAST, i, 62)} ({actor_id})",
        "kind": "person",
        "parent_actor_id": root,
        "office": write_text(i, 11, 5, commas=30) if chance(35, i, 12) else "",
        "active_from": "2018-05-18" if chance(40, i, 13) else "",
        "wikidata_id": f"Q{1000 + mix(i, 14) % 10**8}" if chance(30, i, 15) else "",
        "description": write_text(i, 16, 11),
    }


def actor_names(plan: Plan) -> Iterator[Row]:
    """Two forms of each person's name."""
    for root in ROOTS:
        for i in range(plan.persons):
            languages = ("en", pick(("ar", "ru"), i, 17))
            for name, language in sorted((f"{pick(FORMS[n], i, 18)} {i}", n) for n in languages):
                yield {
                    "actor_id": plan.person(root, i),
                    "name": name,
                    "language": language,
                    "kind": "alias" if language == "en" else "transliteration",
                }


def event_actors(plan: Plan) -> Iterator[Row]:
    """Three actors an event, of the sides that its link asks for."""
    for i in range(plan.units):
        for place, (root, role) in enumerate(ROLES.get(plan.valued(i)[1], ROLES_ALONE)):
            actor_id = plan.person(root, mix(i, 29 + place))
            yield {"event_id": plan.write_id("evt", i), "actor_id": actor_id, "role": role}
