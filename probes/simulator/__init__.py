"""SMEV, its suppliers and own components on loopback, driven by the plan itself, with scripted illnesses.

For tests and the demonstration: what it serves is made up, and shows how real ones answer.
"""
