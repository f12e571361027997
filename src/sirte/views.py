"""Views of the SQLite database: the joins that people write first."""

from dataclasses import dataclass

_SOURCE = """s.url, s.title AS source_title, s.publisher, s.publisher_country, s.publisher_bloc,
  s.origin, s.kind AS source_kind, s.language, s.published_date"""
_PASSAGE = """e.evidence_id, e.reading, e.attribution, e.reported_date, e.anchor, e.paragraph,
  e.note, e.source_id"""


@dataclass(frozen=True)
class View:
    """One view: what a row is, its columns, and the joined tables."""

    name: str
    description: str
    columns: tuple[str, ...]
    tables: str


VIEWS = (
    View(
        "evidence_sources",
        "Every passage with the page it stands on.",
        ("e.*", _SOURCE),
        "evidence e JOIN sources s USING (source_id)",
    ),
    View(
        "event_evidence",
        "Every passage about an event, with the event and the page.",
        (
            "v.event_id, v.title, v.start_date, v.end_date, v.arena, v.event_type, v.valence",
            "v.verification",
            _PASSAGE,
            _SOURCE,
        ),
        "events v JOIN evidence e USING (event_id) JOIN sources s USING (source_id)",
    ),
    View(
        "statement_evidence",
        "Every passage about a statement, with the statement, its speaker and the page.",
        (
            "t.statement_id, a.name AS speaker, t.start_date, t.arena, t.issue, t.summary",
            _PASSAGE,
            _SOURCE,
        ),
        """statements t JOIN actors a ON a.actor_id = t.speaker_id
  JOIN evidence e USING (statement_id) JOIN sources s USING (source_id)""",
    ),
    View(
        "alignment_evidence",
        "Every passage about a spell, with the spell, its two actors and the page.",
        (
            "l.alignment_id, a.name AS actor, c.name AS counterpart, l.arena, l.basis, l.level",
            "l.start_date, l.end_date",
            _PASSAGE,
            _SOURCE,
        ),
        """alignments l JOIN actors a ON a.actor_id = l.actor_id
  JOIN actors c ON c.actor_id = l.counterpart_id
  JOIN evidence e USING (alignment_id) JOIN sources s USING (source_id)""",
    ),
    View(
        "event_parties",
        "Who took part in each event, by name and role.",
        ("v.event_id, v.title, v.start_date, v.arena, p.role, p.actor_id, a.name, a.kind",),
        "events v JOIN event_actors p USING (event_id) JOIN actors a USING (actor_id)",
    ),
)


def to_sql() -> str:
    """Return the statements that create all views."""
    return "\n".join(_create(view) for view in VIEWS)


def _create(view: View) -> str:
    columns = ",\n  ".join(view.columns)
    return " ".join(["CREATE VIEW", view.name, "AS SELECT", columns, "FROM", view.tables]) + ";"
