from linli.faces.api.tests.programs import Program


def test_auditor_reads_page_by_page(auditor, clerk):
    Program(clerk), Program(clerk)  # each leaves an entry: a token was issued
    program = Program(auditor)
    first = program.get("/audit/entries", {"limit": 1, "act": "token.issued"}).json()
    assert len(first["items"]) == 1
    second = program.get("/audit/entries", {"limit": 50, "cursor": first["next"]}).json()
    assert first["items"][0]["id"] > second["items"][0]["id"]


def test_others_read_nothing(clerk, resident):
    for actor in (clerk, resident):
        assert Program(actor).get("/audit/entries").status_code == 403


def test_moment_needs_its_zone(auditor):
    refused = Program(auditor).get("/audit/entries", {"since": "2026-11-23T10:00:00"})
    assert refused.json()["errors"][0]["code"] == "moment"
