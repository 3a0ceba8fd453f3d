"""Inventory and people's part of technical monitoring (points 25-31): what is watched, how, and by whom."""
