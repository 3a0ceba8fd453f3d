"""Tickets (п. 30): incidents become letters to SMEV support and to CITTU's duty contact, and none is lost."""
