"""Pages that belong to no app: the landing page and the gallery of components."""
