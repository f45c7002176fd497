"""Papers as PDF, and QR codes.

`services.pdf("room/pdf/name.typ", data)` from a Typst template of the room, on the house's paper
(`base.typ`), with fonts that are shipped (`fonts/`, made by `script/fonts`); `services.qr_svg`.
"""
