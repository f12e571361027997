"""Tests: what the package, the library and the commands promise."""
