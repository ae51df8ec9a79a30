"""Publishing a brief with a hosting partner: the port, its HTTP adapter, and what the partner may read."""
