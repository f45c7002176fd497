"""Pure decisions of the case engine: the flow, the clock, what may be done."""
