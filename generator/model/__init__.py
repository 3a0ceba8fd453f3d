"""What a file of content may say: one module a kind, ids, dates and digests as constrained types."""
