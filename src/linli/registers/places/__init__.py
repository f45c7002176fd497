"""Divisions with the national codes: the address of everything."""
