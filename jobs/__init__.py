"""Background jobs: the worker and its monitoring."""
