"""Rules on sources and evidence: what each row rests on."""

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from sirte.checks.rules import Fault, Tables, by_line, faults, is_among, rule, with_line

RECORDS = {"events": "event_id", "statements": "statement_id", "alignments": "alignment_id"}
_TRACKING = r"[?&](?:utm_\w+|fbclid|gclid|yclid|dclid|igshid|mc_[ce]id|ref_src|cmpid|ncid|spm)="


@rule("one-record-per-evidence", "evidence", hint="fill one of the three id columns")
def one_record_per_evidence(tables: Tables) -> Iterator[Fault]:
    """Each evidence row bears on exactly one event, statement or alignment."""
    evidence = tables["evidence"]
    filled = evidence[list(RECORDS.values())].notna().sum(axis=1)
    for count, rows in evidence.groupby(filled):
        if count != 1:
            yield from faults("evidence", rows, "event_id", f"bears on {count} records, not one")


@rule(
    "record-has-support",
    "events",
    "statements",
    "alignments",
    "evidence",
    hint="add an evidence row with reading = supports",
)
def record_has_support(tables: Tables) -> Iterator[Fault]:
    """Every event, statement and alignment has at least one evidence row that supports it."""
    supports = tables["evidence"][tables["evidence"]["reading"] == "supports"]
    for table, key in RECORDS.items():
        bare = tables[table][~is_among(tables[table][key], supports[key])]
        yield from faults(table, bare, key, f"{{{key}}} has no supporting evidence")


@rule(
    "source-not-older",
    "events",
    "statements",
    "alignments",
    "evidence",
    "sources",
    hint="correct a date, or find a page published later",
)
def source_not_older(tables: Tables) -> Iterator[Fault]:
    """No page was published before the first day of what it is read as supporting."""
    evidence = with_line(tables["evidence"])
    evidence = evidence[evidence["reading"] != "contradicts"]
    sources = tables["sources"][["source_id", "published_date"]].drop_duplicates("source_id")
    evidence = evidence.merge(sources, on="source_id")
    for table, key in RECORDS.items():
        begun = tables[table][[key, "start_date"]].drop_duplicates(key)
        joined = evidence[evidence[key].notna()].merge(begun, on=key)
        old = by_line(joined[joined["published_date"] < joined["start_date"]])
        message = "{source_id} of {published_date:%Y-%m-%d} cannot prove {start_date:%Y-%m-%d}"
        yield from faults("evidence", old, "source_id", message)


@rule("anchor-length", "evidence", hint="take three to eight consecutive words of the page")
def anchor_length(tables: Tables) -> Iterator[Fault]:
    """An anchor is three to eight words long."""
    evidence = tables["evidence"]
    words = pc.count_substring_regex(pa.array(evidence["anchor"]), r"[^\s\p{Z}]+").to_pandas()
    odd = evidence[(words.notna() & ~words.between(3, 8)).to_numpy()]
    yield from faults("evidence", odd, "anchor", "anchor is not of 3 to 8 words: {anchor}")


@rule("anchor-unique", "evidence", hint="choose other words of the same passage")
def anchor_unique(tables: Tables) -> Iterator[Fault]:
    """Two evidence rows on one page have different anchors."""
    evidence = tables["evidence"][tables["evidence"]["anchor"].notna()]
    again = evidence[evidence.duplicated(["source_id", "anchor"])]
    yield from faults("evidence", again, "anchor", "anchor stands twice for {source_id}: {anchor}")


@rule(
    "confirmed-needs-two-origins",
    "events",
    "evidence",
    "sources",
    hint="add an independent page of another bloc, or code it claimed",
)
def confirmed_needs_two_origins(tables: Tables) -> Iterator[Fault]:
    """A confirmed event is supported by two origins in two blocs, or by a party to it as quoted."""
    evidence = tables["evidence"][tables["evidence"]["reading"] == "supports"]
    sources = tables["sources"][["source_id", "origin", "publisher_bloc"]]
    joined = evidence.merge(sources.drop_duplicates("source_id"), on="source_id")
    counts = joined.groupby("event_id")[["origin", "publisher_bloc"]].nunique().min(axis=1)
    admitted = joined.loc[joined["attribution"] == "official-quoted", "event_id"]
    events = tables["events"]
    enough = is_among(events["event_id"], admitted) | (events["event_id"].map(counts) >= 2)
    bare = events[(events["verification"] == "confirmed") & ~enough]
    yield from faults("events", bare, "verification", "one origin or one bloc, and no admission")


@rule("url-clean", "sources", hint="copy the http(s) address without tracking parameters")
def url_clean(tables: Tables) -> Iterator[Fault]:
    """An address is http(s), has a host, no space and no tracking parameter."""
    sources = tables["sources"][tables["sources"]["url"].notna()]
    form = sources["url"].str.fullmatch(r"https?://[^\s/?#@]+\.[^\s/?#@]+([/?#][^\s<>\"]*)?")
    tracked = sources["url"].str.contains(_TRACKING, case=False)
    yield from faults("sources", sources[~form], "url", "{url} is not an http(s) address")
    yield from faults("sources", sources[tracked], "url", "{url} has a tracking parameter")


@rule("missing-url-explained", "sources", hint="say in the note why there is no address")
def missing_url_explained(tables: Tables) -> Iterator[Fault]:
    """A source without an address says in its note why."""
    sources = tables["sources"]
    bare = sources[sources["url"].isna() & sources["note"].isna()]
    yield from faults("sources", bare, "url", "neither address nor note")


@rule("origin-in-one-bloc", "sources", hint="give the origin the bloc of whoever controls it")
def origin_in_one_bloc(tables: Tables) -> Iterator[Fault]:
    """All pages whose text derives from one origin have one bloc: copies add no second voice."""
    sources = tables["sources"]
    first = sources.groupby("origin")["publisher_bloc"].transform("first")
    odd = sources[sources["publisher_bloc"].notna() & (sources["publisher_bloc"] != first)]
    message = "{origin} stands in another bloc in an earlier row than {publisher_bloc}"
    yield from faults("sources", odd, "publisher_bloc", message)


@rule("read-after-published", "sources", hint="correct one of the dates")
def read_after_published(tables: Tables) -> Iterator[Fault]:
    """A page was read on or after the day it was published."""
    sources = tables["sources"]
    odd = sources[sources["read_date"] < sources["published_date"]]
    yield from faults("sources", odd, "read_date", "read before {published_date:%Y-%m-%d}")


@rule(
    "source-used",
    "sources",
    "evidence",
    "corrections",
    hint="use it or remove it",
    severity="warning",
)
def source_used(tables: Tables) -> Iterator[Fault]:
    """Every source has evidence or a correction that rests on it."""
    used = pd.concat([tables["evidence"]["source_id"], tables["corrections"]["source_id"]])
    idle = tables["sources"][~is_among(tables["sources"]["source_id"], used)]
    yield from faults("sources", idle, "source_id", "{source_id} is not used")
