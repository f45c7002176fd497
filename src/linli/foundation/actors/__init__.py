"""Who acts: the frozen actor that every service and query takes first."""
