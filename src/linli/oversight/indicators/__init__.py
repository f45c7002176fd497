"""Figures for leaders: what was asked, decided in time, overdue and rated, and where it stands."""
