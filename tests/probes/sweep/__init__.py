"""Sweeps, tested on real servers of the loopback."""
