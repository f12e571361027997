"""The ledger: what changed between releases, and how an earlier release is read back."""

from sirte.ledger.entries import Entry, LedgerError
from sirte.ledger.proving import check_ledger, restore

__all__ = ["Entry", "LedgerError", "check_ledger", "restore"]
