"""The registers floor."""
