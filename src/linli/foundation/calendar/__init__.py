"""Working days, the clock of the house, adding days.

`rules.Calendar` answers on its own (`is_working`, `add_working_days`, `half_way` …);
`queries.site_calendar()` is this site's: the national one with the days of the pack's
`holidays.yaml`. `clock.now()` is asked by views and workers only.
"""
