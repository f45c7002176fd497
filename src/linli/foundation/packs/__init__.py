"""A city as data: sections, faults with file and line, atomic loading."""
