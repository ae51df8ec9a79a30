"""What `make run` does on one machine: libraries, embedded PostgreSQL, browser, launcher."""
