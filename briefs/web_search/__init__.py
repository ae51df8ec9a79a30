"""Web search for the research agent: the port, its HTTP adapter, and the pages."""
