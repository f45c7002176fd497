"""Measures Linli: `script/bench SCENARIO …`, figures and reasons in docs/performance.md.

`scenarios` names what is compared with what; `prepare` fills a fresh site for a scenario and writes
down the requests; `served` serves it as script/server does; `load` sends the requests from a
process of its own; `figures` computes and prints; `__main__` runs the rounds. `settings`, `urls`,
`models`, `counting` add the references to the real site. A new scenario is one line in `scenarios`
and one function in `prepare`.
"""
