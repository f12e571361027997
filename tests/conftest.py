"""A builder for small valid packages: each test names only what it changes."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pandas as pd
import pytest

from sirte import manual
from sirte.checks import run
from sirte.dataset import Dataset, load
from sirte.descriptors import Table
from sirte.report import Finding

ROOT = Path(__file__).parents[1]
VERSION = "0.1.0"

Row = dict[str, str]


class Mini(Protocol):
    """`mini(events={0: {"valence": "2"}}, add={"events": [row]}, drop={"evidence": [0]})`."""

    def __call__(
        self,
        *,
        add: dict[str, list[Row]] | None = None,
        drop: dict[str, list[int]] | None = None,
        **changes: dict[int, Row],
    ) -> Path:
        """Write the package and return its folder."""


def _table(header: str, *rows: str) -> list[Row]:
    names = header.split("|")
    return [dict(zip(names, row.split("|"), strict=True)) for row in rows]


ROWS: dict[str, list[Row]] = {
    "sources": _table(
        "source_id|url|title|publisher|publisher_country|publisher_bloc|origin|kind|language"
        "|published_date|read_date|read_extent|note",
        "src-0001|https://ria.example/a|Talks in Istanbul|RIA|RUS|russian-state|RIA|agency-report"
        "|ru|2020-01-08|2026-11-22|full-text|",
        "src-0002|https://aa.example/b|Truce call|AA|TUR|turkish-state|AA|agency-report"
        "|tr|2020-01-08|2026-11-22|opening|",
        "src-0003|https://reuters.example/c|Fighting south of Tripoli|Reuters|GBR|western|Reuters"
        "|news-report|en|2020-01-20|2026-11-22|full-text|",
    ),
    "actors": _table(
        "actor_id|name|kind|parent_actor_id|country|office|active_from|active_to|wikidata_id"
        "|description",
        "gna|Government of National Accord|government||LBY|||||Cabinet in Tripoli.",
        "lna|Libyan National Army|armed-force||LBY|||||Force of the east.",
        "rus|Russia|state||RUS|||||A state.",
        "rus-kremlin|Kremlin|government|rus|RUS|||||The presidency.",
        "rus-putin|Vladimir Putin|person|rus-kremlin|RUS|President|2012-05-07|||Head of state.",
        "tur|Turkey|state||TUR|||||A state.",
        "tur-erdogan|Recep Tayyip Erdogan|person|tur|TUR|President||||Head of state.",
        "un-salame|Ghassan Salame|person|||Envoy|2017-06-20|2020-03-02||Envoy of the UN.",
    ),
    "actor_names": _table(
        "actor_id|name|language|kind",
        "gna|GNA|en|acronym",
        "gna|ПНС|ru|acronym",
        "tur-erdogan|أردوغان|ar|alias",
    ),
    "events": _table(
        "event_id|title|summary|start_date|end_date|date_precision|arena|event_type|dyad_link"
        "|valence|is_mixed|intensity|lead_event_id|verification|place|latitude|longitude"
        "|coding_note",
        "evt-0001|Summit|The two presidents met.|2020-01-08|2020-01-08|day|libya|consult|direct"
        "|0|false|3||confirmed|Istanbul|41.01|28.98|No outcome.",
        "evt-0002|Truce call|They called for a truce.|2020-01-08|2020-01-08|day|libya|request"
        "|joint|1|false|3|evt-0001|confirmed|Istanbul|||Joint call.",
        "evt-0003|Assault|The LNA attacked.|2020-01-12|2020-01-14|few-days|libya|assault|proxy"
        "|-2|false|5||claimed|Tripoli|32.89|13.18|Force.",
    ),
    "event_actors": _table(
        "event_id|actor_id|role",
        "evt-0001|rus-putin|initiator",
        "evt-0001|tur-erdogan|initiator",
        "evt-0002|gna|recipient",
        "evt-0002|rus-putin|initiator",
        "evt-0002|tur-erdogan|initiator",
        "evt-0003|gna|recipient",
        "evt-0003|lna|initiator",
    ),
    "statements": _table(
        "statement_id|speaker_id|on_behalf_of_id|start_date|end_date|date_precision"
        "|occasion_event_id|arena|issue|target_actor_id|target_relation|speech_act"
        "|stance_counterpart|stance_position|assessment|directness|original_language|summary"
        "|coding_note",
        "stm-0001|rus-putin|rus-kremlin|2020-01-08|2020-01-08|day|evt-0001|libya|ceasefire|tur"
        "|counterpart|expressive|1|||verbatim|ru|He praised the talks.|Praise.",
        "stm-0002|un-salame||2020-01-01|2020-01-31|month||libya|ceasefire||third-party|assertive"
        "|||-1|paraphrase|en|He saw rivals.|Rivalry.",
    ),
    "alignments": _table(
        "alignment_id|actor_id|counterpart_id|arena|basis|level|start_date|start_precision"
        "|end_date|end_precision|certainty|summary|coding_note",
        "aln-0001|rus|lna|libya|private-military|2|2019-09-01|month|||low|Backed.|Men sent.",
        "aln-0002|tur|gna|libya|treaty|2|2019-11-27|day|2021-03-10|day|low|Bound.|Signed.",
        "aln-0003|rus|tur|libya|overall|-1|2019-11-27|day|2020-01-07|day|low|Rivals.|Sides.",
    ),
    "evidence": _table(
        "evidence_id|event_id|statement_id|alignment_id|source_id|reading|attribution"
        "|reported_date|anchor|paragraph|note",
        "evd-0001|evt-0001|||src-0001|supports|official-quoted|2020-01-08|переговоры в Стамбуле|1|",
        "evd-0002|evt-0002|||src-0001|supports|own-reporting||призвали к перемирию|2|",
        "evd-0003|evt-0002|||src-0002|supports|own-reporting||ateşkes çağrısı yaptı|1|",  # noqa: RUF001
        "evd-0004|evt-0003|||src-0003|supports|own-reporting|2020-01-12|shelled the southern edge"
        "|1|",
        "evd-0005|evt-0003|||src-0003|contradicts|other-media|2020-01-11|a day before, on Saturday"
        "|2|Another day.",
        "evd-0006||stm-0001||src-0001|supports|official-quoted||отметил важность переговоров|3|",
        "evd-0007||stm-0002||src-0003|supports|own-reporting||rivals in all but|3|",
        "evd-0008|||aln-0001|src-0003|supports|own-reporting||contractors fight beside them|4|",
        "evd-0009|||aln-0002|src-0003|supports|own-reporting||two memoranda signed in|5|",
        "evd-0010|||aln-0003|src-0003|supports|own-reporting||on opposite sides here|6|",
    ),
    "phases": _table(
        "phase_id|start_date|end_date|label|reason",
        "P1|2019-01-01|2019-11-26|Before|Start.",
        "P2|2019-11-27|2021-12-31|After|Memoranda.",
    ),
    "codings": _table(
        "record_id|variable|coder|round|value|read_blocs|codebook_version|coded_date",
        "evt-0001|valence|coder-a|1|0|western|0.1.0|2026-11-22",
        "stm-0001|assessment|coder-b|1||western;un-io|0.1.0|2026-11-22",
    ),
    "search_log": _table(
        "search_id|date|query|language|period_from|period_to|arena|results|rows_gained",
        "sch-0001|2026-11-22|truce call|en|2020-01-01|2020-01-31|libya|8|2",
    ),
    "corrections": [],
    "releases": [],
}


def header_of(table: str) -> list[str]:
    """Return the header line of the real data file, which every package shares."""
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def write_rows(path: Path, header: list[str], rows: list[Row]) -> None:
    """Write rows as the package does: comma, LF, minimal quoting."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="session")
def real() -> Dataset:
    """Return the dataset itself, loaded once."""
    return load(ROOT)


@pytest.fixture(scope="session")
def built(real: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the release folder of the dataset itself, built once."""
    from sirte.release import build

    return build(real, tmp_path_factory.mktemp("dist"))[0]


@pytest.fixture(scope="session")
def small_built(small: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the release folder of the small package, built once."""
    from sirte.release import build

    return build(small, tmp_path_factory.mktemp("dist"))[0]


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    """Return the builder of small packages."""

    def build(
        *,
        add: dict[str, list[Row]] | None = None,
        drop: dict[str, list[int]] | None = None,
        **changes: dict[int, Row],
    ) -> Path:
        return build_package(tmp_path / "package", add or {}, drop or {}, changes)

    return build


@pytest.fixture(scope="session")
def docs_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the documentation, built once, every warning an error."""
    return manual.build(ROOT, tmp_path_factory.mktemp("site") / "docs").parent


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return the small package without any change, loaded once."""
    return load(build_package(tmp_path_factory.mktemp("small"), {}, {}, {}))


def build_package(
    root: Path,
    add: dict[str, list[Row]],
    drop: dict[str, list[int]],
    changes: dict[str, dict[int, Row]],
) -> Path:
    """Write a small package below `root`, with rows added, dropped and changed."""
    (root / "data").mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "schemas", root / "schemas", dirs_exist_ok=True)
    described = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    described["version"] = VERSION
    (root / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    for table, base in ROWS.items():
        rows = [row | changes.get(table, {}).get(i, {}) for i, row in enumerate(base)]
        rows = [row for i, row in enumerate(rows) if i not in drop.get(table, [])]
        rows += add.get(table, [])
        write_rows(root / "data" / f"{table}.csv", header_of(table), rows)
    return root


@pytest.fixture
def check_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pass over the schema check of a table equal to one found clean before: it halves the time."""
    monkeypatch.setattr(run, "_check_frame", _check_frame_once)


_FULL_CHECK = run._check_frame
_CLEAN: dict[str, pd.DataFrame] = {}


def _check_frame_once(table: Table, frame: pd.DataFrame, faults: list[Finding]) -> list[Finding]:
    if not faults and table.name in _CLEAN and frame.equals(_CLEAN[table.name]):
        return []
    found = list(_FULL_CHECK(table, frame, faults))
    if not found and not faults:
        _CLEAN[table.name] = frame
    return found


@pytest.fixture
def edit() -> Callable[[Path, Callable[[bytes], bytes]], None]:
    """Return a function that rewrites the bytes of a file."""

    def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
        path.write_bytes(change(path.read_bytes()))

    return rewrite
