"""The staff's face: home, layout, navigation."""
