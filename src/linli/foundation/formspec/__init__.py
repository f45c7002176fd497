"""Forms as data: fields, conditions, one small typed expression language."""
