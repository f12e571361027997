"""Who spoke is said once; a sign that hangs on little looks so."""

import pytest

from .conftest import Open

pytestmark = pytest.mark.site


def test_speaker_stands_before_words_that_do_not_name_him(visit: Open) -> None:
    found = visit("#/search?kind=statements").evaluate(
        "() => SIRTE.store().then((s) => s.records.filter((r) => r.table === 'statements')"
        ".map((r) => [SIRTE.actorName(r.speaker_id), r.summary, r.title]))"
    )
    plain = [title == summary for _, summary, title in found]
    assert 0 < plain.count(False) < plain.count(True)
    assert all(t in (s, f"{name}: {s}") for name, s, t in found)


def test_speaker_whom_the_words_do_not_name_is_found(visit: Open) -> None:
    page = visit("#/search?kind=statements")
    record, name = page.evaluate(
        "() => SIRTE.store().then((s) => { const r = s.records.find((r) => r.table ==="
        " 'statements' && r.title !== r.summary); return [r.id, SIRTE.actorName(r.speaker_id)] })"
    )
    page.locator("#q").fill(f"{name} {record}")
    assert page.locator(f".records a[href='#/record/{record}']").count() == 1


def test_sign_that_hangs_on_little_is_hollow_and_said(visit: Open) -> None:
    page = visit()
    claims = page.evaluate("SIRTE.received.get('front').claims")
    levels = [c["sentence"] for c in claims if c["claim_id"].startswith("libya-level")]
    doubtful = [s for s in levels if ", a sign that " in s]
    assert page.locator(".mean.doubtful").count() == len(doubtful) > 0
    assert doubtful[0] in page.locator(".headline").inner_text()
