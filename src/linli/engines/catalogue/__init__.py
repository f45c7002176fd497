"""Items that can be asked for: versions, guides, parameters, search."""
