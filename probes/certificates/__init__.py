"""Certificates in files, signatures, messages and handshakes: until when each may be used (п. 29)."""
