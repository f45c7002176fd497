"""Files that people hand in, or that the house makes.

Told by content, encrypted, given only as downloads.

`services.store` takes one, `attach` gives it to its owner, `discard` lets it go;
`registry.readable_by` lets the owner's room decide who may read. Contents lie once however often
they are handed in.
"""
