"""Balance of a signed network: are friends of friends friends, and enemies of enemies?"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class Balance:
    """Triangles of a signed network, and how many of them are balanced."""

    triangles: int
    balanced: int

    @property
    def share(self) -> float | None:
        """Share of balanced triangles; None without triangles."""
        return self.balanced / self.triangles if self.triangles else None


def count_balance(signs: Mapping[tuple[str, str], int]) -> Balance:
    """Return the balance of undirected ties +1 or -1 between pairs of actors.

    A triangle is balanced where the product of its signs is positive (Cartwright and Harary
    1956). Raises `ValueError` for another sign, a tie to oneself, or two ties of one pair.
    """
    ties: dict[frozenset[str], int] = {}
    for pair, sign in signs.items():
        key = frozenset(pair)
        if sign not in (-1, 1) or len(key) != 2 or key in ties:
            raise ValueError(f"needs one tie of +1 or -1 between two actors: {pair} {sign}")
        ties[key] = sign
    actors = sorted({a for pair in ties for a in pair})
    products = []
    for a, b, c in combinations(actors, 3):
        sides = [ties.get(frozenset(p)) for p in ((a, b), (b, c), (a, c))]
        if None not in sides:
            products.append((sides[0] or 0) * (sides[1] or 0) * (sides[2] or 0))
    return Balance(len(products), sum(p > 0 for p in products))
