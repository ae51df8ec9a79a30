"""Views of sites: for their owners and for their visitors."""
