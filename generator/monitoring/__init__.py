"""From the inventory that people write to what probes measure, and what of the exchange is watched (points 25-31)."""
