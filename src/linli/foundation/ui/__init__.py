"""Layouts, components, theme, vendored assets."""
