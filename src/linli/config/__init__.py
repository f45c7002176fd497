"""How the house is put together: settings, root URLs, the WSGI entry."""
