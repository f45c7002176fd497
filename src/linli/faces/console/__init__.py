"""The leaders' face: layout, navigation, home."""
