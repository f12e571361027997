"""The one exception that callers see when a package cannot be used at all."""


class PackageError(Exception):
    """A package, descriptor or file is unusable; the message is one line that says where."""


class UnknownIdError(LookupError):
    """No record, actor or source has this id; the message names the closest ones."""
