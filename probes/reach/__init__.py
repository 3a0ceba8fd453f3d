"""The way to an endpoint: address policy, names, connections, TLS, HTTP; all under one deadline and caps of bytes."""
