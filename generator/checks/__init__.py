"""Rules across files of content: each a small generator with its point, all of them in one tuple (rules.py)."""
