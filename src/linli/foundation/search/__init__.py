"""Search in memory as residents write: characters, pinyin, homophones, initials, English words.

Front door: `index.Index(entries)`, `.search(text, limit=…) -> tuple[Found, …]`;
`values.Entry`, `values.Phrase`.
"""
