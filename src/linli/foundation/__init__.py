"""The foundation floor."""
