"""The guide alone is enough: the item that its blocks make is checked, loaded and applied for."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from linli.engines.cases import services
from linli.engines.cases.models import Case, Task
from linli.engines.cases.tests.factories import NOW, number_of, task_of
from linli.engines.catalogue import queries as catalogue
from linli.engines.catalogue.tests.factories import load_catalogue
from linli.foundation.actors.values import Role
from linli.foundation.packs import services as packs
from linli.registers.accounts.tests.factories import staff

pytestmark = pytest.mark.django_db
GUIDE = settings.ROOT / "docs" / "item-authoring.md"
FOUND = {
    "visit": {
        "visitors": [{"name": "赵明", "post": "社区"}, {"name": "钱芳", "post": "社区"}],
        "day": "2026-11-23",
        "met": "applicant",
        "people": 1,
        "found": "独居，行动尚可。",
    }
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a copy of the city's pack with the item that the guide's text makes."""
    root = tmp_path / "pack"
    shutil.copytree(settings.PACK, root)
    blocks = re.findall(r"^```yaml\n(.*?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (root / "items" / "B3.07-caring-visits.yaml").write_text("".join(blocks), "utf-8")
    return root


def test_the_guide_s_item_has_no_faults(pack):
    assert [str(fault) for fault in packs._checked(pack)[1]] == []


def test_the_guide_s_item_goes_from_application_to_its_end(pack, city, resident):
    load_catalogue(pack)
    item = catalogue.published("B3.07")
    case_id = services.submit_application(
        resident,
        item_code=item.code,
        digest=item.digest,
        answers={
            "applicant": {
                "name": "张秀英",
                "identity": {"type": "resident_id", "number": number_of("1948-03-08")},
                "birth_date": "1948-03-08",
                "phone": "13820000001",
                "hukou_here": True,
                "hukou": {"code": city.community},
                "living": {"code": city.community, "detail": "花园路1号"},
            },
            "living": {"alone": True, "frail": False, "way": "visit"},
            "consent": {"data_check": True, "truth": True},
        },
        materials={},
        idempotency_key="guide",
        now=NOW,
    )
    case = Case.objects.get(public_id=case_id)
    body = Task.objects.get(case=case).organisation_id
    worker = staff("赵明", Role.COMMUNITY_WORKER, body, city.community)
    services.record_outcome(worker, task_id=task_of(case), outcome="accept", now=NOW)
    services.record_outcome(worker, task_id=task_of(case), outcome="listed", record=FOUND, now=NOW)
    case.refresh_from_db()
    assert case.result == "granted"
