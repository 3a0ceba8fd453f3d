"""The procedure of order 151-r: cards and records in, stage, duties, deadlines and explanations out.

Pure functions: no clock, no files. `today` is always an argument, and records dated later than it are not seen.
"""
