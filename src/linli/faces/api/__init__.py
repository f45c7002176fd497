"""The program's face: the root router, errors, tokens, limits."""
