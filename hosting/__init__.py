"""The hosting partner: what it is handed, and what it answers."""
