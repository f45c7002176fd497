"""The document library: papers given once.

`queries.papers(actor)` are one's own, `queries.offers(actor, …)` what fits an application;
`services.keep`, `allow`, `delete`, `restore` keep it, `services.take` copies one into an
application and notes the use.
"""
