"""Django's backend for SQLite with a fair turn for those who wait to write."""
