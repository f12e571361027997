"""Cases just inside and just past the edge of a rule."""

from typing import Any

from .breaking import NINE_WORDS, NO_SPELL, correcting, dated, releasing, retiring, spelling, take
from .conftest import ROWS

VALID: dict[str, tuple[str, dict[str, Any]]] = {
    "negative number as text": ("no-formula-cell", {"codings": {0: {"value": "-2"}}}),
    "minus inside the text": ("no-formula-cell", {"events": {0: {"title": "Summit - day 2"}}}),
    "spell ends on the first day": (
        "proxy-has-patron",
        {"alignments": {0: {"end_date": "2020-01-12", "end_precision": "day"}}},
    ),
    "spell begins on the last day": (
        "proxy-has-patron",
        {"alignments": {1: {"start_date": "2020-01-14"}}},
    ),
    "both sides by belonging, one also by a client": (
        "proxy-has-patron",
        {"event_actors": {6: {"actor_id": "rus-putin"}}},
    ),
    "patron's part holds the spell": (
        "proxy-has-patron",
        {"alignments": {0: {"actor_id": "rus-kremlin"}}},
    ),
    "client's part is the actor": (
        "proxy-has-patron",
        {"actors": {7: {"parent_actor_id": "lna"}}, "event_actors": {6: {"actor_id": "un-salame"}}},
    ),
    "leap February is a month": (
        "bounds-fit-precision",
        {"events": {2: dated("2020-02-01", "2020-02-29", "month")}},
    ),
    "two days are few": (
        "bounds-fit-precision",
        {"events": {2: dated("2020-01-12", "2020-01-13", "few-days")}},
    ),
    "five days are few": (
        "bounds-fit-precision",
        {"events": {2: dated("2020-01-12", "2020-01-16", "few-days")}},
    ),
    "six days are a week": (
        "bounds-fit-precision",
        {"events": {2: dated("2020-01-12", "2020-01-17", "week")}},
    ),
    "a quarter is longer": (
        "bounds-fit-precision",
        {"events": {2: dated("2020-01-01", "2020-03-31", "longer")}},
    ),
    "first and last day of the period": (
        "within-period",
        {
            "events": {0: dated("2018-12-01", "2018-12-01", "day")},
            "statements": {0: dated("2022-03-31", "2022-03-31", "day")},
        },
    ),
    "parallel agree may be negative": (
        "valence-fits-type",
        {"events": {2: {"event_type": "agree", "dyad_link": "parallel", "valence": "-2"}}},
    ),
    "joint overrides the type": (
        "valence-fits-type",
        {"events": {1: {"event_type": "assault", "valence": "2"}}},
    ),
    "none is zero for any type": (
        "valence-fits-type",
        {"events": {2: {"dyad_link": "none", "valence": "0"}}},
    ),
    "a meeting may lie outside its arena": (
        "coordinates-in-arena",
        {"events": {0: {"latitude": "55.75", "longitude": "37.62"}}},
    ),
    "an arena without a box": ("coordinates-in-arena", {"events": {2: {"arena": "bilateral"}}}),
    "a denial is older than the event": (
        "source-not-older",
        {
            "sources": {1: {"published_date": "2019-01-01"}},
            "evidence": {2: {"reading": "contradicts"}},
        },
    ),
    "published on the day": (
        "source-not-older",
        {"sources": {2: {"published_date": "2020-01-12"}}},
    ),
    "no date of publication": ("source-not-older", {"sources": {2: {"published_date": ""}}}),
    "read without date of publication": (
        "read-after-published",
        {"sources": {2: {"published_date": ""}}},
    ),
    "read on the day": ("read-after-published", {"sources": {2: {"read_date": "2020-01-20"}}}),
    "an admission confirms": (
        "confirmed-needs-two-origins",
        {
            "events": {2: {"verification": "confirmed"}},
            "evidence": {3: {"attribution": "official-quoted"}},
        },
    ),
    "a claim needs one origin": (
        "confirmed-needs-two-origins",
        {"events": {1: {"verification": "claimed"}}, "sources": {1: {"origin": "RIA"}}},
    ),
    "eight words": ("anchor-length", {"evidence": {0: {"anchor": NINE_WORDS[:-5]}}}),
    "three words": ("anchor-length", {"evidence": {0: {"anchor": "one two three"}}}),
    "same anchor on another page": (
        "anchor-unique",
        {"evidence": {2: {"anchor": "переговоры в Стамбуле"}}},
    ),
    "address with port, query, fragment": (
        "url-clean",
        {"sources": {0: {"url": "http://ria.example:8080/a?id=1&page=2#part"}}},
    ),
    "no address, but a note": (
        "missing-url-explained",
        {"sources": {0: {"url": "", "note": "Printed paper."}}},
    ),
    "source used by a correction alone": (
        "source-used",
        {
            "add": {
                "sources": [take("sources", 2, source_id="src-0004", url="https://x.example")],
                **correcting(source_id="src-0004")["add"],
            }
        },
    ),
    "speaker leaves on the day": ("speaker-active", {"actors": {4: {"active_to": "2020-01-08"}}}),
    "speaker starts on the day": ("speaker-active", {"actors": {4: {"active_from": "2020-01-08"}}}),
    "client takes a stance": ("stance-by-sides", {"statements": {0: {"speaker_id": "gna"}}}),
    "observer speaks for a side": (
        "stance-by-sides",
        {"statements": {0: {"speaker_id": "un-salame", "on_behalf_of_id": "gna"}}},
    ),
    "client of another arena assesses": (
        "assessment-by-observers",
        {"statements": {1: {"speaker_id": "lna", "arena": "syria"}}},
    ),
    "spells adjoin": (
        "spells-do-not-overlap",
        spelling(start_date="2020-01-08", end_date="2020-02-01"),
    ),
    "same days on another basis": ("spells-do-not-overlap", spelling(basis="rhetoric")),
    "month-precise spell": (
        "spell-bounds",
        {"alignments": {0: {"end_date": "2020-02-29", "end_precision": "month"}}},
    ),
    "last change of two holds": (
        "ledger-fits-tables",
        {
            "add": {
                "corrections": [
                    *correcting(new_value="2")["add"]["corrections"],
                    *correcting(correction_id="cor-0002", old_value="2")["add"]["corrections"],
                ]
            }
        },
    ),
    "changed, then retired": (
        "ledger-fits-tables",
        {
            "add": {
                "corrections": [
                    *correcting(row_id="evt-0009")["add"]["corrections"],
                    *correcting(
                        correction_id="cor-0002", row_id="evt-0009", action="retire", field=""
                    )["add"]["corrections"],
                ]
            }
        },
    ),
    "correction of an earlier release": (
        "ledger-complete",
        {
            "add": {
                "releases": [releasing("0.0.9")["add"]["releases"][0] | {"table": t} for t in ROWS],
                **correcting(release="0.0.9")["add"],
            }
        },
    ),
    "correction for the coming release": ("ledger-complete", correcting()),
    "entries are ordered by number": (
        "ledger-fits-tables",
        {
            "add": {
                "corrections": [
                    *correcting(correction_id="cor-10000", old_value="2")["add"]["corrections"],
                    *correcting(correction_id="cor-9999", new_value="2")["add"]["corrections"],
                ]
            }
        },
    ),
    "composite key comes back": (
        "retired-for-good",
        {
            "add": {
                "corrections": [
                    retiring(table="event_actors", row_id="evt-0003|gna|recipient"),
                    retiring(
                        correction_id="cor-0002",
                        table="event_actors",
                        row_id="evt-0003|gna|recipient",
                        action="add",
                    ),
                ]
            }
        },
    ),
    "successor is retired itself": (
        "successor-known",
        {
            "add": {
                "corrections": [
                    retiring(replaced_by="evt-0008"),
                    retiring(correction_id="cor-0002", row_id="evt-0008", replaced_by="evt-0001"),
                ]
            }
        },
    ),
}


THEMSELVES = {5: {"actor_id": "tur-erdogan"}, 6: {"actor_id": "rus-putin"}}
INVALID: dict[str, tuple[str, dict[str, Any]]] = {
    "both sides themselves, without a client": ("proxy-has-patron", {"event_actors": THEMSELVES}),
    "an accord of the two makes neither a client": (
        "proxy-has-patron",
        {
            "event_actors": THEMSELVES,
            "alignments": {2: {"basis": "treaty", "level": "2", "end_date": "2021-01-01"}},
        },
    ),
    "spell ends the day before": ("proxy-has-patron", {"alignments": {0: NO_SPELL}}),
    "spell begins the day after": (
        "proxy-has-patron",
        {"alignments": {1: {"start_date": "2020-01-15"}}},
    ),
    "part of February is no month": (
        "bounds-fit-precision",
        {"events": {2: dated("2020-02-01", "2020-02-28", "month")}},
    ),
    "six days are not few": (
        "bounds-fit-precision",
        {"events": {2: dated("2020-01-12", "2020-01-17", "few-days")}},
    ),
    "eight days are no week": (
        "bounds-fit-precision",
        {"events": {2: dated("2020-01-12", "2020-01-19", "week")}},
    ),
    "direct agree is not negative": (
        "valence-fits-type",
        {"events": {0: {"event_type": "agree", "valence": "-1"}}},
    ),
    "partial support is no second origin": (
        "confirmed-needs-two-origins",
        {"evidence": {2: {"reading": "partly-supports"}}},
    ),
    "client's stance before the spell": (
        "stance-by-sides",
        {
            "statements": {
                0: {"speaker_id": "gna", "on_behalf_of_id": ""}
                | dated("2019-11-26", "2019-11-26", "day")
            }
        },
    ),
    "client of a side assesses": (
        "assessment-by-observers",
        {"statements": {1: {"speaker_id": "lna"}}},
    ),
    "spell inside an open one": (
        "spells-do-not-overlap",
        {"alignments": {2: {"end_date": "", "end_precision": ""}}}
        | spelling(start_date="2021-01-01", end_date="2021-01-02"),
    ),
    "pair turned round": (
        "spells-do-not-overlap",
        spelling(actor_id="tur", counterpart_id="rus", start_date="2020-01-07"),
    ),
    "earlier change does not hold": (
        "ledger-fits-tables",
        {
            "add": {
                "corrections": [
                    *correcting()["add"]["corrections"],
                    *correcting(correction_id="cor-0002", new_value="2")["add"]["corrections"],
                ]
            }
        },
    ),
}
