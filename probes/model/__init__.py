"""The contract of technical monitoring: what is probed, how, and what a measurement says."""
