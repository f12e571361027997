"""The published numbers equal what the data give, and are worded by interval and reliability."""

import csv

import pytest

from sirte.claims import CLAIMS, Claims, describe_interval, describe_sign, format_claims
from sirte.dataset import Dataset, load

from .conftest import ROOT, ROWS, Mini


@pytest.fixture(scope="module")
def stored() -> list[dict[str, str]]:
    with (ROOT / CLAIMS).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_stored_claims_equal_what_the_data_give(real: Dataset) -> None:
    assert (ROOT / CLAIMS).read_text(encoding="utf-8") == format_claims(real)


def test_claims_have_ids_of_their_own(stored: list[dict[str, str]]) -> None:
    ids = [row["claim_id"] for row in stored]
    assert len(set(ids)) == len(ids)


def test_claims_name_a_notebook_that_exists(stored: list[dict[str, str]]) -> None:
    names = {row["notebook"] for row in stored}
    assert names <= {p.stem for p in (ROOT / "notebooks").glob("*.ipynb")}


def test_claims_that_are_not_firm_say_so(stored: list[dict[str, str]]) -> None:
    soft = [row for row in stored if row["reliability"] != "firm"]
    assert all(r["sentence"].startswith(r["reliability"].capitalize() + ": ") for r in soft)


def test_estimate_lies_within_its_interval(stored: list[dict[str, str]]) -> None:
    bounded = [row for row in stored if row["lower"]]
    assert all(float(r["lower"]) <= float(r["estimate"]) <= float(r["upper"]) for r in bounded)


def test_claims_on_few_units_are_tentative(mini: Mini) -> None:
    values = {"evt-0001": "0", "evt-0002": "1"}
    rows = [
        ROWS["codings"][0] | {"record_id": i, "variable": "valence", "coder": c, "value": v}
        for i, v in values.items()
        for c in ("coder-a", "coder-b")
    ]
    claims = Claims(load(mini(drop={"codings": [0, 1]}, add={"codings": rows})))
    assert claims.labels["acts"] == "tentative"
    assert claims.hedge("acts") == "Tentative: "


def test_without_codings_reliability_is_not_measured(mini: Mini) -> None:
    claims = Claims(load(mini(drop={"codings": [0, 1]})))
    assert claims.labels["acts"] == "not measured"
    assert claims.hedge("acts") == "Not measured: "


@pytest.mark.parametrize(
    ("bounds", "word"), [((-0.3, -0.1), "low"), ((0.1, 0.3), "high"), ((-0.1, 0.1), "unclear")]
)
def test_interval_is_worded_by_where_zero_lies(bounds: tuple[float, float], word: str) -> None:
    assert describe_interval(*bounds, "low", "high", "unclear") == word


ONLY = "only 60% of specifications keep"


@pytest.mark.parametrize(
    ("side", "sign", "hangs", "end"),
    [
        ("divergent", 0.95, False, "."),
        ("divergent", 0.6, False, f", a sign that {ONLY}."),
        ("divergent", 0.95, True, ", a sign that is lost without one happening."),
        ("divergent", 0.6, True, f", a sign that {ONLY} and that is lost without one happening."),
        ("of no clear sign", 0.5, True, "."),
    ],
)
def test_sign_that_hangs_on_choices_or_one_happening_is_said(
    side: str, sign: float, hangs: bool, end: str
) -> None:
    assert describe_sign(side, sign, hangs) == end
