"""Divisions with the national codes: the address of everything.

Front door: `queries` (`division`, `children`, `path`, `exists`, `named`, `choices`),
`values` (`Level`, `DivisionView`, the arithmetic of codes), `services` (`load`, `add_division`,
`close_division`).
"""
