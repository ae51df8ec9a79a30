"""French as Django has it, with “à” between the day and the hour."""

DATETIME_FORMAT = r"j F Y à H:i"
