"""What descriptor and citation file say of the dataset, gathered once for every template."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sirte.cff import CITATION, read_cff
from sirte.descriptors import Package
from sirte.errors import PackageError


@dataclass(frozen=True)
class Creator:
    """A person (`family` is filled) or a body (`name` alone)."""

    name: str
    family: str = ""
    given: str = ""
    orcid: str = ""
    affiliation: str = ""

    @property
    def inverted(self) -> str:
        """The name as lists of authors have it: family name first."""
        return f"{self.family}, {self.given}" if self.family and self.given else self.name


@dataclass(frozen=True)
class Facts:
    """The dataset in words; an empty string or tuple is what nothing is known of."""

    name: str
    title: str
    description: str
    version: str
    creators: tuple[Creator, ...]
    keywords: tuple[str, ...]
    licence: Mapping[str, str]
    start: str
    end: str
    place: str
    box: tuple[float, ...]
    released: str
    doi: str
    address: str

    @property
    def coverage(self) -> str:
        """The period covered, as ISO 8601 writes it."""
        return f"{self.start}/{self.end}" if self.start and self.end else ""


def gather_facts(package: Package) -> Facts:
    """Return the facts of a package; raises `PackageError` for a citation of another version."""
    metadata, cited = package.metadata, read_cff(package.root)
    if cited and cited.get("version") != package.version:
        message = f"version {cited.get('version')!r} is not the package's {package.version!r}"
        raise PackageError(f"{CITATION}: {message}")
    temporal, spatial = metadata.get("temporal", {}), metadata.get("spatial", {})
    return Facts(
        name=str(metadata.get("name", "sirte")),
        title=str(metadata.get("title", "")),
        description=str(metadata.get("description", "")),
        version=package.version,
        creators=_creators(metadata, cited),
        keywords=tuple(metadata.get("keywords", ())),
        licence=dict(next(iter(metadata.get("licenses", [])), {})),
        start=str(temporal.get("start", "")),
        end=str(temporal.get("end", "")),
        place=str(spatial.get("description", "")),
        box=tuple(spatial.get("bbox", ())),
        released=str(cited.get("date-released", "")),
        doi=str(cited.get("doi", "")),
        address=str(
            metadata.get("homepage") or cited.get("url") or cited.get("repository-code", "")
        ),
    )


def _creators(metadata: Mapping[str, Any], cited: Mapping[str, Any]) -> tuple[Creator, ...]:
    """Return the citation's authors, or the descriptor's contributors where it has none."""
    if authors := cited.get("authors"):
        return tuple(_author(author) for author in authors)
    return tuple(Creator(str(c["title"])) for c in metadata.get("contributors", []))


def _author(raw: Mapping[str, str]) -> Creator:
    parts = ("given-names", "name-particle", "family-names", "name-suffix")
    full = " ".join(raw[part] for part in parts if raw.get(part))
    family = " ".join(raw[p] for p in ("name-particle", "family-names") if raw.get(p))
    orcid, affiliation = raw.get("orcid", ""), raw.get("affiliation", "")
    return Creator(
        raw.get("name") or full or raw.get("alias", ""),
        family,
        raw.get("given-names", ""),
        orcid,
        affiliation,
    )
