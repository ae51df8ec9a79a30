"""Background jobs: the worker that does them, and how they stand."""
