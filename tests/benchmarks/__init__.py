"""Tests of the benchmarks: that their data are such as the product makes; nothing is timed."""
