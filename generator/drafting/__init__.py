"""Drafts of content files: what a command proposes to file, tried before it is written, never over an existing file."""
