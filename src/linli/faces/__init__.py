"""The faces floor."""
