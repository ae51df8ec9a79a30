"""Pages of briefs and businesses."""
