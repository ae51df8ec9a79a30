"""Pages that belong to no app: the landing page, the gallery of components, the development mailbox."""
