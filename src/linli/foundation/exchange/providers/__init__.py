"""The kinds of providers that come with the house."""
