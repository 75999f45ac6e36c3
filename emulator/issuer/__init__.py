"""The back office: registry, staff, key service. The same service is called directly or over a network."""
