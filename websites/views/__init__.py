"""Pages of sites: for the people who make them, and for their visitors."""
