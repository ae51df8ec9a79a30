"""`make bench`: our pages against a bare Django page, in the same processes, in the same run."""
