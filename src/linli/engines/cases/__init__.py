"""Asking, deciding, delivering: drafts, cases, tasks, the clock, ratings."""
