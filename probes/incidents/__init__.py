"""Incidents from the journal (п. 26, 30): the same measurements always give the same incidents."""
