"""Lists for systems outside that can only be keyed by hand, ticked off line by line."""
