"""Rechecks sources: are the pages still there, and do the anchors still stand on them?"""

from sirte.recheck.run import recheck

__all__ = ["recheck"]
