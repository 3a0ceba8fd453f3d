"""Strict YAML to models, with line and column of every field; the only room that knows YAML."""
