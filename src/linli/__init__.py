"""Linli: the community-service platform of a city."""
