"""How many rows each synthetic table gets, and what the schemas allow in them."""

from dataclasses import dataclass
from functools import cached_property

from bench.cells import chance, mix, pick
from bench.words import PATRONS, ROOTS
from sirte.checks.events import valence_range
from sirte.descriptors import Package, Table

PAGES, READINGS, ROLES, CODERS = 3, 6, 3, 2
_PRECISIONS = ("day",) * 16 + ("few-days", "week", "month", "longer")
_COUNTED = {"src": PAGES, "evt": 1, "stm": 1, "evd": READINGS}


@dataclass(frozen=True)
class Plan:
    """A package of `rows` rows, `phases` of which are copied; a unit is an event and its pages."""

    package: Package
    rows: int
    phases: int

    @cached_property
    def units(self) -> int:
        """Number of events, and of statements."""
        per_unit = 1 + 1 + PAGES + READINGS + ROLES + CODERS + 0.2
        return int((self.rows - self.phases - self._people - self.patronages) / per_unit)

    @cached_property
    def persons(self) -> int:
        """Persons below each of the five bodies."""
        return max(5, self.rows // 1000)

    @property
    def _people(self) -> int:
        return len(ROOTS) * (1 + 3 * self.persons)

    @cached_property
    def patronages(self) -> int:
        """Spells between a patron and its client: two for each arena and basis."""
        arenas = self.allowed("alignments", "arena")
        return 2 * len(PATRONS) * len(arenas) * len(self.patron_bases)

    @cached_property
    def patron_bases(self) -> tuple[str, ...]:
        """Bases by which a spell makes a client."""
        bases = self.package.tables["alignments"].definitions("basis").values()
        return tuple(str(c.value) for c in bases if c.properties.get("patronage"))

    @cached_property
    def alignments(self) -> int:
        """Number of spells: those of patrons, and one for each twenty units."""
        return self.patronages + self.units // 20

    @cached_property
    def corrections(self) -> int:
        """Number of rows in the ledger."""
        return self.units // 20

    @cached_property
    def searches(self) -> int:
        """Rows of the search log: what is left of all rows."""
        units = self.units * (1 + 1 + PAGES + READINGS + ROLES + CODERS)
        used = self.phases + self._people + self.alignments + self.corrections + units
        return self.rows - used

    @cached_property
    def _allowed(self) -> dict[tuple[str, str], tuple[str, ...]]:
        tables = self.package.tables.values()
        return {(t.name, f.name): tuple(map(str, f.allowed)) for t in tables for f in t.fields}

    def allowed(self, table: str, column: str) -> tuple[str, ...]:
        """Return the values that the schema allows, as text."""
        return self._allowed[table, column]

    @cached_property
    def judged(self) -> dict[str, tuple[str, ...]]:
        """Names of the judged columns with an enum, by table."""
        return {name: _judged(table) for name, table in self.package.tables.items()}

    @cached_property
    def values(self) -> tuple[tuple[str, str, str], ...]:
        """All event_type, dyad_link and valence that go together."""
        table = self.package.tables["events"]
        kinds, links = table.definitions("event_type"), table.definitions("dyad_link")
        found = []
        for kind in kinds.values():
            for link in links.values():
                low, high = valence_range(kind, link)
                found += [(str(kind.value), str(link.value), str(v)) for v in range(low, high + 1)]
        return tuple(found)

    @cached_property
    def boxes(self) -> dict[str, tuple[float, float, float, float]]:
        """South, west, north and east of each arena that has bounds."""
        arenas = self.package.tables["events"].definitions("arena").values()
        return {str(a.value): a.properties["bbox"] for a in arenas if "bbox" in a.properties}

    def write_id(self, prefix: str, number: int) -> str:
        """Return the id of a record, wide enough for text order to be the order of numbers."""
        count = self.units * _COUNTED.get(prefix, 1) + self.patronages
        return f"{prefix}-{number + 1:0{max(4, len(str(count)))}}"

    def person(self, root: str, number: int) -> str:
        """Return the id of a person who belongs to a body."""
        width = max(4, len(str(self.persons)))
        return f"{root}-p{number % self.persons + 1:0{width}}"

    def precision(self, event: int) -> str:
        """Return how precisely an event is dated."""
        return pick(_PRECISIONS, event, 70)

    def valued(self, event: int) -> tuple[str, str, str]:
        """Return event_type, dyad_link and valence of an event."""
        return pick(self.values, event, 71)

    def verification(self, event: int) -> str:
        """Return the verification of an event; where contested, its second page contradicts."""
        if chance(6, event, 72):
            return "contested"
        return "confirmed" if chance(60, event, 73) else "claimed"

    def place(self, arena: str, event: int) -> tuple[str, str]:
        """Return latitude and longitude inside the arena, or two empty cells."""
        if chance(40, event, 74):
            return "", ""
        south, west, north, east = self.boxes.get(arena, (41.0, 28.0, 42.0, 29.0))
        latitude = south + (north - south) * (mix(event, 75) % 1000) / 1000
        longitude = west + (east - west) * (mix(event, 76) % 1000) / 1000
        return str(round(latitude, 3)), str(round(longitude, 3))


def _judged(table: Table) -> tuple[str, ...]:
    return tuple(f.name for f in table.fields if f.judged and f.allowed)
