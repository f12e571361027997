"""How to cite, as templates: the page puts in the record that it shows."""

from dataclasses import replace

from sirte.citing import STYLES, Reference, make_reference
from sirte.dataset import Dataset
from sirte.errors import PackageError

ID, RECORD, ADDRESS = "zzIDzz", "zzRECORDzz", "zzADDRESSzz"  # letters, which no style escapes
Templates = dict[str, dict[str, str]]


def make_templates(dataset: Dataset) -> Templates:
    """Return by style four texts: of the dataset and of a record, each with and without an
    address of the page. Where the dataset has an address of its own, both give that.
    """
    whole = _reference(dataset)
    record = replace(whole, record_id=ID, record=RECORD)
    return {
        style: {
            "dataset": write(whole),
            "record": write(record),
            "dataset-at": write(_placed(whole)),
            "record-at": write(_placed(record)),
        }
        for style, write in STYLES.items()
    }


def _placed(reference: Reference) -> Reference:
    return reference if reference.link else replace(reference, url=ADDRESS)


def _reference(dataset: Dataset) -> Reference:
    """Return the reference of CITATION.cff, or of the descriptor where there is none."""
    try:
        return make_reference(dataset)
    except PackageError:
        metadata = dataset.package.metadata
        people = [str(c.get("title", "")) for c in metadata.get("contributors", [])]
        day = str(metadata.get("created", ""))[:4] or "n.d."
        title = str(metadata.get("title", ""))
        return Reference(title, dataset.version, day, tuple(filter(None, people)))
