"""Sweeps: everything that is due is probed once, and every check leaves exactly one measurement (п. 25, 28)."""
