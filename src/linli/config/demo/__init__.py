"""The demonstration city: an urban street and a township of Tianjin with people nobody knows.

`city.build(now=…)` makes it through the services, as people would have made it over the last six
weeks, in one transaction; `city.is_built()`; `sign_ins.page()` says who signs in how.
The people stand in `people.csv`, their cases in `cases.csv`.
"""
