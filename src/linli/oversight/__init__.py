"""The oversight floor."""
