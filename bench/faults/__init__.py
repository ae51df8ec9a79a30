"""What happens to the agents' work when a worker or the database dies: scripts that break things and look."""
