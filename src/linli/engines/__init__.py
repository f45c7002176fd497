"""The engines floor."""
