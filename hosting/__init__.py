"""Websites of briefs at the hosting partner."""
