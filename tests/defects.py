"""A planted defect for every rule, with the place where its finding must stand."""

from .breaking import (
    NINE_WORDS,
    NO_SPELL,
    SAME_BLOC,
    UNLINKED,
    adding,
    backing,
    correcting,
    dated,
    plant,
    releasing,
    retiring,
    spelling,
    take,
)

CASES = [
    # What the schemas say, compiled to Pandera.
    plant("required", "events:2 summary evt-0001", events={0: {"summary": ""}}),
    plant("required", "codings:2 round evt-0001|valence|coder-a|", codings={0: {"round": ""}}),
    plant("required", "phases:2 start_date P1", phases={0: {"start_date": ""}}),
    plant("required", "events:2 is_mixed evt-0001", events={0: {"is_mixed": ""}}),
    plant("enum", "events:4 verification evt-0003", events={2: {"verification": "true"}}),
    plant("enum", "events:2 intensity evt-0001", events={0: {"intensity": "6"}}),
    plant(
        "pattern",
        "sources:2 publisher_country src-0001",
        sources={0: {"publisher_country": "RUSS"}},
    ),
    plant(
        "pattern",
        "actor_names:4 language tur-erdogan|أردوغان|arabic",
        actor_names={2: {"language": "arabic"}},
    ),
    plant("range", "evidence:2 paragraph evd-0001", evidence={0: {"paragraph": "0"}}),
    plant("range", "events:2 longitude evt-0001", events={0: {"longitude": "180.01"}}),
    plant("unique", "sources:3 url src-0002", sources={1: {"url": "https://ria.example/a"}}),
    plant("unique", "actors:4 name rus", actors={1: {"name": "Russia"}}),
    plant("unique", "event_actors:9 event_id evt-0003|lna|initiator", **adding("event_actors", 6)),
    plant("sorted", "phases:3 phase_id P1", **({"drop": {"phases": [0]}} | adding("phases", 0))),
    plant(
        "sorted",
        "event_actors:9 event_id evt-0003|gna|host",
        **adding("event_actors", 5, role="host"),
    ),
    # Events.
    plant(
        "event-has-initiator",
        "events:4 event_id evt-0003",
        event_actors={6: {"role": "participant"}},
    ),
    plant("dyad-has-both-sides", "events:2 dyad_link evt-0001", drop={"event_actors": [1]}),
    plant("joint-initiators", "events:3 dyad_link evt-0002", event_actors={4: {"role": "host"}}),
    plant("proxy-has-patron", "events:4 dyad_link evt-0003", alignments={0: NO_SPELL}),
    plant("valence-fits-type", "events:2 valence evt-0001", events={0: {"valence": "1"}}),
    plant(
        "bounds-fit-precision",
        "events:4 date_precision evt-0003",
        events={2: {"date_precision": "day"}},
    ),
    plant(
        "within-period",
        "events:2 start_date evt-0001",
        events={0: dated("2018-11-30", "2018-11-30", "day")},
    ),
    plant("coordinates-together", "events:2 latitude evt-0001", events={0: {"longitude": ""}}),
    plant(
        "coordinates-in-arena",
        "events:4 latitude evt-0003",
        events={2: {"latitude": "13.18", "longitude": "32.89"}},
    ),
    # Sources and evidence.
    plant(
        "one-record-per-evidence",
        "evidence:2 event_id evd-0001",
        evidence={0: {"statement_id": "stm-0001"}},
    ),
    plant(
        "record-has-support", "events:4 event_id evt-0003", evidence={3: {"reading": "contradicts"}}
    ),
    plant(
        "source-not-older",
        "evidence:5 source_id evd-0004",
        sources={2: {"published_date": "2020-01-11"}},
    ),
    plant("anchor-length", "evidence:2 anchor evd-0001", evidence={0: {"anchor": "two words"}}),
    plant(
        "anchor-unique",
        "evidence:3 anchor evd-0002",
        evidence={1: {"anchor": "переговоры в Стамбуле"}},
    ),
    plant(
        "confirmed-needs-two-origins",
        "events:2 verification evt-0001",
        evidence={0: {"attribution": "unnamed"}},
    ),
    plant("url-clean", "sources:2 url src-0001", sources={0: {"url": "ftp://ria.example/a"}}),
    plant("missing-url-explained", "sources:2 url src-0001", sources={0: {"url": ""}}),
    plant(
        "origin-in-one-bloc",
        "sources:4 publisher_bloc src-0003",
        sources={2: {"origin": "RIA"}},
    ),
    plant(
        "read-after-published",
        "sources:2 read_date src-0001",
        sources={0: {"read_date": "2020-01-07"}},
    ),
    plant(
        "source-used",
        "sources:5 source_id src-0004",
        **adding("sources", 2, source_id="src-0004", url="https://x.example"),
    ),
    # Text.
    plant("no-formula-cell", "events:2 title evt-0001", events={0: {"title": "=HYPERLINK(A1)"}}),
    # Keys.
    plant(
        "foreign-key", "events:3 lead_event_id evt-0002", events={1: {"lead_event_id": "evt-0009"}}
    ),
    plant(
        "parent-without-cycle",
        "actors:9 parent_actor_id un-salame",
        actors={7: {"parent_actor_id": "un-salame"}},
    ),
    plant(
        "lead-leads", "events:4 lead_event_id evt-0003", events={2: {"lead_event_id": "evt-0002"}}
    ),
    plant(
        "coding-of-known-value",
        "codings:2 record_id evt-0009|valence|coder-a|1",
        codings={0: {"record_id": "evt-0009"}},
    ),
    # Corrections and releases.
    plant("correction-shape", "corrections:2 field cor-0001", **correcting(field="")),
    plant("ledger-fits-tables", "corrections:2 row_id cor-0001", **correcting(row_id="evt-0009")),
    plant("ledger-complete", "corrections:2 release cor-0001", **correcting(release="9.9.9")),
    plant(
        "correction-record",
        "corrections:2 new_value cor-0001",
        **correcting(action="add", field="", old_value="", new_value="{}"),
    ),
    plant(
        "retired-for-good",
        "corrections:3 row_id cor-0002",
        add={
            "events": [take("events", 0, event_id="evt-0009")],
            "evidence": [
                take("evidence", 0, evidence_id="evd-0011", event_id="evt-0009", anchor="so it was")
            ],
            "event_actors": [take("event_actors", i, event_id="evt-0009") for i in (0, 1)],
            "corrections": [
                retiring(),
                retiring(
                    correction_id="cor-0002",
                    action="add",
                    old_value="",
                    new_value=retiring()["old_value"],
                ),
            ],
        },
    ),
    plant(
        "successor-known", "corrections:2 replaced_by cor-0001", **correcting(replaced_by="evt-2")
    ),
    # Actors, statements, alignments, phases, searches.
    plant(
        "speaker-active", "statements:2 speaker_id stm-0001", statements={0: {"speaker_id": "rus"}}
    ),
    plant(
        "stance-by-sides",
        "statements:3 stance_position stm-0002",
        statements={1: {"stance_position": "-1"}},
    ),
    plant(
        "assessment-by-observers",
        "statements:2 assessment stm-0001",
        statements={0: {"assessment": "1"}},
    ),
    plant(
        "spell-of-two",
        "alignments:4 counterpart_id aln-0003",
        alignments={2: {"counterpart_id": "rus"}},
    ),
    plant(
        "spell-bounds", "alignments:4 end_date aln-0003", alignments={2: {"end_date": "2019-11-26"}}
    ),
    plant(
        "spells-do-not-overlap",
        "alignments:5 start_date aln-0004",
        **spelling(start_date="2020-01-07", end_date="2020-01-07"),
    ),
    plant(
        "certainty-fits-evidence",
        "alignments:4 certainty aln-0003",
        alignments={2: {"certainty": "medium"}},
    ),
    plant(
        "actor-used", "actors:10 actor_id zwd", **adding("actors", 7, actor_id="zwd", name="Nobody")
    ),
    plant("phases-adjoin", "phases:3 start_date P2", phases={1: {"start_date": "2019-11-28"}}),
    plant(
        "search-period",
        "search_log:2 period_to sch-0001",
        search_log={0: {"period_to": "2019-12-31"}},
    ),
]

SHORT = {"start_date": "2019-12-01", "end_date": "2019-12-02"}

# Further ways to break a rule, found by the rule alone.
BRANCHES = [
    plant("no-formula-cell", "sources:2 note", sources={0: {"note": "+1 more"}}),
    plant("no-formula-cell", "sources:3 note", sources={1: {"note": "-1+2"}}),
    plant("no-formula-cell", "actors:2 description", actors={0: {"description": "@SUM(A1)"}}),
    plant("no-formula-cell", "actors:2 office", actors={0: {"office": "\tMinister"}}),
    plant("no-formula-cell", "search_log:2 query", search_log={0: {"query": "\uff1d1"}}),
    plant(
        "spells-do-not-overlap",
        "alignments:6 start_date",
        add={
            "alignments": [
                take("alignments", 2, **SHORT),
                take("alignments", 2, start_date="2020-01-07"),
            ]
        },
    ),
    plant(
        "certainty-fits-evidence",
        "alignments:2 certainty",
        add={"evidence": [backing("aln-0001", "src-0001")]},
        alignments={0: {"certainty": "high"}},
    ),
    plant(
        "certainty-fits-evidence",
        "alignments:4 certainty",
        add={"evidence": [backing("aln-0003", "src-0004")], "sources": [SAME_BLOC]},
        alignments={2: {"certainty": "high"}},
    ),
    plant("proxy-has-patron", "events:4 dyad_link", alignments={0: {"level": "0"}}),
    plant("proxy-has-patron", "events:4 dyad_link", alignments={0: {"arena": "syria"}}),
    plant("proxy-has-patron", "events:4 dyad_link", alignments={0: {"basis": "rhetoric"}}),
    plant("valence-fits-type", "events:3 valence", events={1: {"valence": "-1"}}),
    plant("valence-fits-type", "events:4 valence", events={2: {"dyad_link": "none"}}),
    plant(
        "bounds-fit-precision",
        "events:4 date_precision",
        events={2: {"end_date": "2020-01-11"}},
    ),
    plant(
        "bounds-fit-precision",
        "statements:3 date_precision",
        statements={1: {"date_precision": "longer"}},
    ),
    plant(
        "within-period",
        "statements:3 start_date",
        statements={1: dated("2018-11-01", "2018-11-30", "month")},
    ),
    plant(
        "within-period",
        "events:2 start_date",
        events={0: dated("2022-03-31", "2022-04-01", "few-days")},
        sources={0: {"published_date": ""}},
    ),
    plant("coordinates-together", "events:4 latitude", events={2: {"latitude": ""}}),
    plant("one-record-per-evidence", "evidence:12 event_id", add={"evidence": [UNLINKED]}),
    plant(
        "record-has-support",
        "statements:2 statement_id",
        evidence={5: {"reading": "partly-supports"}},
    ),
    plant(
        "record-has-support",
        "alignments:4 alignment_id",
        evidence={9: {"reading": "contradicts"}},
    ),
    plant(
        "source-not-older",
        "evidence:7 source_id",
        statements={0: dated("2020-01-09", "2020-01-09", "day")},
    ),
    plant(
        "source-not-older",
        "evidence:11 source_id",
        alignments={2: {"start_date": "2020-01-21", "end_date": "2020-01-22"}},
    ),
    plant("anchor-length", "evidence:2 anchor", evidence={0: {"anchor": NINE_WORDS}}),
    plant(
        "confirmed-needs-two-origins",
        "events:3 verification",
        sources={1: {"origin": "RIA"}},
    ),
    plant(
        "confirmed-needs-two-origins",
        "events:3 verification",
        sources={1: {"publisher_bloc": "russian-state"}},
    ),
    plant("url-clean", "sources:2 url", sources={0: {"url": "https://ria.example/a b"}}),
    plant("url-clean", "sources:2 url", sources={0: {"url": "https://me@ria.example/a"}}),
    plant(
        "url-clean",
        "sources:2 url",
        sources={0: {"url": "https://ria.example/a?b=1&utm_source=x"}},
    ),
    plant("foreign-key", "evidence:10 source_id", evidence={8: {"source_id": "src-0009"}}),
    plant("foreign-key", "corrections:2 source_id", **correcting(source_id="src-0009")),
    plant(
        "parent-without-cycle",
        "actors:4 parent_actor_id",
        actors={2: {"parent_actor_id": "rus-putin"}},
    ),
    plant("lead-leads", "events:4 lead_event_id", events={2: {"lead_event_id": "evt-0003"}}),
    plant(
        "coding-of-known-value",
        "codings:2 variable",
        codings={0: {"variable": "place"}},
    ),
    plant(
        "coding-of-known-value",
        "codings:2 value",
        codings={0: {"value": "3"}},
    ),
    plant("correction-shape", "corrections:2 new_value", **correcting(old_value="0")),
    plant("correction-shape", "corrections:2 field", **correcting(action="add")),
    plant(
        "ledger-fits-tables",
        "corrections:2 row_id",
        **correcting(action="retire", field=""),
    ),
    plant(
        "correction-record",
        "corrections:2 old_value",
        add={"corrections": [retiring(row_id="evt-0008")]},
    ),
    plant(
        "correction-record",
        "corrections:2 old_value",
        add={"corrections": [retiring(old_value="[" * 100_000)]},
    ),
    plant(
        "successor-known",
        "corrections:2 replaced_by",
        add={"corrections": [retiring(replaced_by="evt-0008")]},
    ),
    plant("ledger-fits-tables", "corrections:2 field", **correcting(field="colour")),
    plant("ledger-fits-tables", "corrections:2 new_value", **correcting(new_value="2")),
    plant("ledger-complete", "releases:2 table", **releasing("1.0.0")),
    plant(
        "speaker-active",
        "statements:3 speaker_id",
        actors={7: {"active_from": "2020-02-01"}},
    ),
    plant(
        "speaker-active",
        "statements:3 speaker_id",
        actors={7: {"active_to": "2019-12-31"}},
    ),
    plant(
        "stance-by-sides",
        "statements:3 stance_position",
        statements={1: {"stance_counterpart": "0"}},
    ),
    plant("spell-bounds", "alignments:4 end_precision", alignments={2: {"end_precision": ""}}),
    plant(
        "spell-bounds",
        "alignments:2 end_precision",
        alignments={0: {"end_precision": "day"}},
    ),
    plant(
        "spell-bounds",
        "alignments:2 start_date",
        alignments={0: {"start_date": "2019-09-02"}},
    ),
    plant("spell-bounds", "alignments:4 end_date", alignments={2: {"end_precision": "month"}}),
    plant("phases-adjoin", "phases:3 end_date", phases={1: {"end_date": "2019-11-26"}}),
]
