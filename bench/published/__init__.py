"""Measures published sites as a visitor's phone and a validator see them: `make lighthouse`."""
