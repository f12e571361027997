"""The small package is valid, so that each planted defect is the only fault."""

from sirte.checks import validate

from .conftest import Mini


def test_validate_mini_package_is_clean(mini: Mini) -> None:
    assert validate(mini()) == []
