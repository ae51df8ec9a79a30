"""The HTTP client for requests to other services."""
