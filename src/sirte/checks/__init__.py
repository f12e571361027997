"""All checks on a package: raw text, compiled schemas and the rules beyond types."""

from sirte.checks.rules import RULES, Rule
from sirte.checks.run import validate

__all__ = ["RULES", "Rule", "validate"]
