"""The views of the coaching app."""
