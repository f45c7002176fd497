"""Departments, offices, committees, providers."""
