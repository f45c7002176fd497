"""Paper: PDF by typst, QR codes, fonts that have the rare characters."""
