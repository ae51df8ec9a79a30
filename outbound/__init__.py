"""The one HTTP client, and the servers that it may ask."""
