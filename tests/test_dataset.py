"""The data themselves: clean, canonical, and no thinner or more one-sided than they were."""

import difflib
import re
from collections.abc import Iterator

import pandas as pd
import pytest

from sirte.canonical import format_table
from sirte.checks import validate
from sirte.coverage import support_of_events
from sirte.dataset import Dataset
from sirte.interop import frictionless_findings
from sirte.ledger.proving import check_released

from .conftest import ROOT, ROWS

FLOORS = {
    "events": 540,
    "statements": 730,
    "alignments": 150,
    "actors": 260,
    "sources": 2400,
    "evidence": 3450,
}
LONGEST = 600
SEED_PAGES = {
    "tellerreport.com": "https?://(www\\.)?tellerreport\\.com/.*HJ-Y4YhreL",
    "httpsahel-elite.com": ".*/libya-policy-threatens-turkey-russia-alliance/",
    "globalresearch.ca": ".*/libyan-peace-talks-russian-diplomacy-101/",
    "thecaravelgu.com": ".*/erdogan-and-putin-edge-toward-alliance-as-libya-talks-devolve",
}
SEED_WITHOUT_ADDRESS = "Middle East Strategic Studies Center (CMESS), Tehran"
SEED_ALONE = {
    "evt-0025": "no other page on Bogdanov's talk with the Turkish ambassador was found",
    "evt-0061": "no other page on the webinar was found",
}


def test_data_have_neither_errors_nor_warnings() -> None:
    assert validate(ROOT) == []


def test_tables_under_a_released_version_are_those_of_the_release(real: Dataset) -> None:
    check_released(real.package, real.frames)


def test_data_are_valid_for_frictionless() -> None:
    assert frictionless_findings(ROOT) == []


@pytest.mark.parametrize("name", ROWS)
def test_table_file_is_in_canonical_form(real: Dataset, name: str) -> None:
    table = real.package.tables[name]
    assert (ROOT / table.path).read_bytes() == format_table(real.frames[name], table).encode()


@pytest.mark.parametrize("name", FLOORS)
def test_table_is_not_shorter_than_its_floor(real: Dataset, name: str) -> None:
    assert len(real.frames[name]) >= FLOORS[name]


def test_contradicting_reports_are_kept(real: Dataset) -> None:
    assert (real.evidence["reading"] == "contradicts").sum() >= 95


def test_most_events_rest_on_two_origins_in_two_blocs(real: Dataset) -> None:
    support = support_of_events(real)
    two = (support["n_origins"] >= 2) & (support["n_blocs"] >= 2)
    assert two.mean() >= 0.65


def test_each_origin_has_one_bloc(real: Dataset) -> None:
    blocs = real.sources.groupby("origin")["publisher_bloc"].nunique()
    assert blocs[blocs > 1].index.tolist() == []


def test_a_quarter_of_sources_are_not_english(real: Dataset) -> None:
    assert (real.sources["language"] != "en").mean() >= 0.25


def test_no_month_has_fewer_than_four_events(real: Dataset) -> None:
    months = real.events["start_date"].dt.to_period("M").value_counts()
    assert months.reindex(pd.period_range("2019-01", "2021-12", freq="M"), fill_value=0).min() >= 4


def test_libya_has_most_of_the_events(real: Dataset) -> None:
    assert (real.events["arena"] == "libya").sum() >= 370


def test_no_publisher_has_more_than_8_percent_of_evidence(real: Dataset) -> None:
    pages = real.evidence.merge(real.sources[["source_id", "publisher"]], on="source_id")
    assert pages["publisher"].value_counts(normalize=True).max() <= 0.08


def test_each_quarter_was_searched_ten_times_and_not_always_with_gain(real: Dataset) -> None:
    log = real.search_log
    quarters = log.groupby(log["period_from"].dt.to_period("Q"))
    inside = pd.period_range("2019Q1", "2021Q4", freq="Q")
    assert quarters.size().reindex(inside, fill_value=0).min() >= 10
    assert (log["rows_gained"] == 0).any()


@pytest.mark.parametrize("name", ROWS)
def test_no_text_cell_is_long_enough_to_be_a_copy(real: Dataset, name: str) -> None:
    frame = real.frames[name]
    texts = [f.name for f in real.package.tables[name].fields if f.type == "string"]
    assert [column for column in texts if (frame[column].str.len() > LONGEST).any()] == []


RUN = 6


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


@pytest.mark.parametrize(
    ("name", "columns"),
    [("events", ["title", "summary"]), ("statements", ["summary"]), ("alignments", ["summary"])],
)
def test_own_words_do_not_run_on_with_the_page(
    real: Dataset, name: str, columns: list[str]
) -> None:
    key = real.package.tables[name].primary_key[0]
    evidence = real.evidence.dropna(subset=[key])
    anchors = {str(i): list(rows) for i, rows in evidence.groupby(key)["anchor"]}
    rows = real.frames[name].set_index(key)[columns].agg(" | ".join, axis=1)
    shared = [i for i, text in rows.items() if any(_runs(text) & _runs(a) for a in anchors[str(i)])]
    assert shared == []


def test_anchor_stands_in_two_origins_only_as_a_quotation(real: Dataset) -> None:
    evidence = real.evidence.merge(real.sources[["source_id", "origin"]], on="source_id")
    own = evidence[evidence["attribution"] == "own-reporting"]
    origins = evidence[evidence["anchor"].isin(own["anchor"])].groupby("anchor")["origin"].nunique()
    assert origins[origins > 1].index.tolist() == []


SIMILAR = 0.8
TWINS = {
    ("evt-0039", "evt-0042"): "the two camps declare one truce, each for itself",
    ("evt-0055", "evt-0365"): "two states welcome one ceasefire, each for itself",
    ("evt-0075", "evt-0563"): "one envoy telephones the two camps in turn",
    ("evt-0075", "evt-0567"): "one envoy telephones the two camps in turn",
    ("evt-0563", "evt-0567"): "the same envoy talks with two officials of one camp",
    ("evt-0604", "evt-0606"): "two chambers leave one round of talks, each for itself",
    ("evt-0087", "evt-0090"): "the sailors are seized, and released two days later",
    ("evt-0098", "evt-0099"): "the two camps accept one truce, each for itself",
}


def _near_pairs(frame: pd.DataFrame, key: str, text: str) -> Iterator[tuple[str, str]]:
    ordered = frame.sort_values(["start_date", key])
    rows = list(zip(ordered[key], ordered["start_date"], ordered[text].str.lower(), strict=True))
    for i, (first, day, words) in enumerate(rows):
        for second, later, others in rows[i + 1 :]:
            if (later - day).days > 2:
                break
            if difflib.SequenceMatcher(None, words, others).ratio() >= SIMILAR:
                yield min(first, second), max(first, second)


def test_near_duplicate_events_are_accepted_with_a_reason(real: Dataset) -> None:
    assert set(_near_pairs(real.events, "event_id", "title")) == set(TWINS)


def test_no_two_statements_of_a_speaker_are_near_duplicates(real: Dataset) -> None:
    speakers = real.statements.groupby("speaker_id")
    pairs = [p for _, rows in speakers for p in _near_pairs(rows, "statement_id", "summary")]
    assert pairs == []


# The five documents the project began from


def _seed_ids(dataset: Dataset) -> set[str]:
    sources = dataset.sources
    pattern = "|".join(SEED_PAGES.values())
    is_seed = sources["url"].str.fullmatch(f"(?:{pattern}).*").fillna(False).astype(bool)
    is_seed |= sources["url"].isna() & (sources["publisher"] == SEED_WITHOUT_ADDRESS)
    return set(sources.loc[is_seed, "source_id"])


def test_all_five_seed_pages_are_sources(real: Dataset) -> None:
    assert len(_seed_ids(real)) == 5


def test_each_seed_page_supports_at_least_twenty_rows(real: Dataset) -> None:
    counts = real.evidence["source_id"].value_counts()
    assert counts[sorted(_seed_ids(real))].min() >= 20


def test_events_rest_on_a_page_beside_the_seeds_except_those_listed(real: Dataset) -> None:
    evidence = real.evidence[real.evidence["reading"] != "contradicts"]
    beside = evidence.loc[~evidence["source_id"].isin(_seed_ids(real)), "event_id"]
    alone = real.events.loc[~real.events["event_id"].isin(beside), "event_id"]
    assert set(alone) == set(SEED_ALONE)


# Judged values


def _russia_turkey(dataset: Dataset) -> pd.DataFrame:
    spells = dataset.alignments
    both = spells["actor_id"].isin(["rus", "tur"]) & spells["counterpart_id"].isin(["rus", "tur"])
    return spells[both]


def test_russia_turkey_spells_have_a_bloc_of_neither_beside_another(real: Dataset) -> None:
    evidence = real.evidence[real.evidence["reading"] != "contradicts"]
    joined = evidence.merge(real.sources[["source_id", "publisher_bloc"]], on="source_id")
    blocs = joined.groupby("alignment_id")["publisher_bloc"].agg(set)
    own = re.compile("(russian|turkish)-")
    found = {i: blocs.get(i, set()) for i in _russia_turkey(real)["alignment_id"]}
    weak = {i: b for i, b in found.items() if len(b) < 2 or all(own.match(x) for x in b)}
    assert found
    assert weak == {}


@pytest.mark.parametrize("name", ["events", "statements", "alignments"])
def test_judged_row_has_a_coding_note(real: Dataset, name: str) -> None:
    frame, table = real.frames[name], real.package.tables[name]
    judged = [f.name for f in table.fields if f.judged]
    bare = frame[frame[judged].notna().any(axis=1) & frame["coding_note"].isna()]
    assert judged
    assert bare[table.primary_key[0]].tolist() == []
