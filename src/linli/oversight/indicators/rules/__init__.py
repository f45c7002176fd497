"""Pure decisions: which days, who may look, what is said of small counts."""
