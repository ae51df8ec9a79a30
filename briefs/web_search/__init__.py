"""Web search for the research agent: the port, its HTTP adapter, and what of a page is let in."""
