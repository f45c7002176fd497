"""Attachments stored under their hash, typed by content."""
