"""Receipt numbers and serials with check digits."""
