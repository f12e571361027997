"""Benchmarks: a synthetic package of any size, and the time and memory that checking it takes."""
