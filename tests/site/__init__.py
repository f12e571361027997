"""The explorer: what is built, and how it behaves in a real browser."""
