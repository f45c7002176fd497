"""Departments, offices, committees, providers: any body, and the line of supervision.

Front door: `queries` (`responsible`, `organisation`, `superior`, `line_of`, `leader_role`,
`in_division`, `found`), `services` (`load`, `add`, `change`, `close`), `values` (`Function`,
`OrganisationView`).
"""
