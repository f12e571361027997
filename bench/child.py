"""Runs a command as a child process and measures what it alone used."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Run:
    """One run: seconds of processor (user and system) and of wall time, peak memory in MB."""

    processor: float
    wall: float
    memory: float
    code: int
    output: str


def run_child(command: Sequence[str], folder: Path) -> Run:
    """Run a command in a folder and wait for it; its standard output is kept, its errors are not.

    Raises `RuntimeError` where it ends with neither 0 nor 1, as a validator may. Peak memory is
    never below this process's own, so this process must stay small.
    """
    printed = folder / ".output"
    begun = time.perf_counter()
    with printed.open("wb") as out:
        child = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    output = printed.read_text(encoding="utf-8")
    printed.unlink()
    if child.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
    processor = used.ru_utime + used.ru_stime
    return Run(processor, wall, used.ru_maxrss / 1024, child.returncode, output)


@dataclass(frozen=True)
class Runs:
    """Runs of the same command; figures are medians, memory is the highest."""

    runs: tuple[Run, ...]

    @property
    def n(self) -> int:
        """How many runs."""
        return len(self.runs)

    @property
    def processor(self) -> float:
        """Median processor seconds."""
        return median(r.processor for r in self.runs)

    @property
    def wall(self) -> float:
        """Median wall seconds."""
        return median(r.wall for r in self.runs)

    @property
    def memory(self) -> float:
        """Highest peak memory in MB."""
        return max(r.memory for r in self.runs)

    @property
    def last(self) -> Run:
        """The last run."""
        return self.runs[-1]


def run_in_turn(commands: Sequence[Sequence[str]], folder: Path, n: int) -> list[Runs]:
    """Run the commands in turn, n rounds, so that a slow minute slows all of them."""
    rounds = [[run_child(command, folder) for command in commands] for _ in range(n)]
    return [Runs(tuple(runs)) for runs in zip(*rounds, strict=True)]
