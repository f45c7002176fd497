"""The resident's face: home, layout, navigation."""
