"""The explorer: the tables as a static site that opens from disk and from any host."""

from sirte.site.build import SiteError, build_site
from sirte.site.serve import open_server

__all__ = ["SiteError", "build_site", "open_server"]
