"""The errors of the house: a stable code, a status, a translated sentence."""
