"""The engines: DuckDB in this process, or Spark."""

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import ibis

from sirte.errors import PackageError

Engine = Literal["duckdb", "spark"]
LONGEST = 400

# What an exception from Java and its causes say, without their classes.
_JAVA = re.compile(r"^(?:Caused by)?: (?:[\w.$]+: )?(.+)$", re.MULTILINE)


def connect(
    engine: Engine = "duckdb", *, memory_limit: str | None = None, spill: Path | None = None
) -> Any:
    """Return an Ibis connection to an engine that reads local files.

    `memory_limit` ("4GB") is DuckDB's, by default four fifths of the machine's; beyond it, work
    goes to the folder `spill`, by default a temporary one. Spark is the session that is active,
    or a new one on this machine that listens on the loopback address alone. For a cluster's
    files, give `measure_pairs` a table of `ibis.pyspark.connect(session)`. Raises `ImportError`
    where the engine's extra is not installed, `PackageError` where Spark does not start.
    """
    if engine == "spark":
        return _connect_spark(spill)
    config = {"memory_limit": memory_limit} if memory_limit else {}
    return ibis.duckdb.connect(
        temp_directory=str(spill or _make_spill()),
        preserve_insertion_order=False,
        autoinstall_known_extensions=False,
        **config,
    )


def _make_spill() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sirte-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _connect_spark(spill: Path | None) -> Any:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[*]").appName("sirte")
    for key, value in _configure_spark(spill or _make_spill()).items():
        builder = builder.config(key, value)
    try:
        session = SparkSession.getActiveSession() or builder.getOrCreate()
    except PySparkException as error:
        raise PackageError(f"Spark did not start, it needs Java 17: {shorten(error)}") from None
    # Otherwise cells beyond the needed ones are not looked at, and a malformed line passes.
    strict = {"spark.sql.csv.parser.columnPruning.enabled": "false"}
    return ibis.pyspark.connect(session, **strict)


def _configure_spark(folder: Path) -> dict[str, str]:
    logging = Path(__file__).with_name("log4j2.properties").as_uri()
    return {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={logging}",
        "spark.local.dir": str(folder),
        "spark.sql.shuffle.partitions": str(4 * (os.cpu_count() or 1)),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }


@contextmanager
def plain_errors(connection: Any) -> Iterator[None]:
    """Turn what an engine raises on a file or table into a `PackageError` of one line."""
    try:
        yield
    except _errors_of(connection) as error:
        raise PackageError(f"{connection.name}: {shorten(error)}") from None


def _errors_of(connection: Any) -> tuple[type[Exception], ...]:
    if connection.name == "duckdb":
        import duckdb

        return (duckdb.Error,)
    if connection.name == "pyspark":
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        return (PySparkException, Py4JError)
    return ()


def shorten(error: Exception) -> str:
    """Return what an error says, without its advice, and the file if it names one."""
    text = str(error).strip()
    if causes := _JAVA.findall(text):
        return " ".join(dict.fromkeys([causes[0], causes[-1]]))[:LONGEST]
    told = text.partition("\n\n")[0].partition("\nPossible ")[0]
    files = [line.strip() for line in text.splitlines() if line.strip().startswith("file = ")]
    return " ".join([*told.split(), *files[:1]])[:LONGEST] or type(error).__name__
