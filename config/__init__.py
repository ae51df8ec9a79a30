"""Wiring of the project: settings, addresses, start-up and the guards over the whole."""
