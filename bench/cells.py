"""Cells as pure functions of a row number: the same package on every run, in no memory at all."""

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from bench.words import LENGTH, WORDS

SEED = 20_190_404
_MASK = (1 << 32) - 1
_FIRST_DAY = dt.date(2017, 1, 1)
_DAYS = tuple((_FIRST_DAY + dt.timedelta(days=i)).isoformat() for i in range(365 * 6))
_OFFSET = (dt.date(2019, 1, 20) - _FIRST_DAY).days
_SPAN = 1050

T = TypeVar("T")


def mix(number: int, salt: int) -> int:
    """Return 32 well-mixed bits of a row number (the finaliser of MurmurHash3, Appleby 2011)."""
    bits = (number * 0x9E3779B1 + salt * 0x85EBCA77 + SEED) & _MASK
    bits = ((bits ^ (bits >> 16)) * 0x85EBCA6B) & _MASK
    bits = ((bits ^ (bits >> 13)) * 0xC2B2AE35) & _MASK
    return bits ^ (bits >> 16)


def pick(values: Sequence[T], number: int, salt: int) -> T:
    """Return one of the values, the same one for the same number and salt."""
    return values[mix(number, salt) % len(values)]


def chance(percent: int, number: int, salt: int) -> bool:
    """Return true for about so many in a hundred numbers."""
    return mix(number, salt) % 100 < percent


def write_date(day: int) -> str:
    """Return the date so many days after 2019-01-20."""
    return _DAYS[_OFFSET + day]


def day_of(unit: int, units: int) -> int:
    """Return the day of a unit, so that units follow each other from 2019 to the end of 2021."""
    return unit * _SPAN // units


def write_bounds(day: int, precision: str) -> tuple[str, str]:
    """Return first and last day of a span around `day` that fits the precision."""
    if precision == "month":
        first = dt.date.fromisoformat(write_date(day)).replace(day=1)
        after = (first + dt.timedelta(days=31)).replace(day=1)
        return first.isoformat(), (after - dt.timedelta(days=1)).isoformat()
    lengths = {"day": 1, "few-days": 3, "week": 7}
    return write_date(day), write_date(day + lengths.get(precision, 20) - 1)


def write_text(number: int, salt: int, length: int, commas: int = 0) -> str:
    """Return about so many English words, with a comma in so many of a hundred texts."""
    start, words = mix(number, salt), WORDS["en"]
    step = 1 + 2 * (start % 7)
    chosen = [words[(start + step * i) % LENGTH] for i in range(length + start % 5)]
    if chance(commas, number, salt + 50):
        chosen[length // 2] += ","
    return " ".join(chosen).capitalize()


def write_anchor(number: int, language: str) -> str:
    """Return five to seven words that stand for this number alone."""
    words = WORDS[language]
    places = [number // LENGTH**i % LENGTH for i in range(5)]
    places += [mix(number, i) % LENGTH for i in range(mix(number, 9) % 3)]
    chosen = [words[place] for place in places]
    if chance(8, number, 10):
        chosen[1] += ","
    return " ".join(chosen)
