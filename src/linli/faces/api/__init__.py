"""The face of programs: one NinjaAPI, its gate, its errors, its page.

`urls` mounts it; `gate` decides who calls and how often; `problems` says what went wrong;
`reading` reads bodies; `docs` shows all operations. The operations stand in each room's `api.py`.
"""
