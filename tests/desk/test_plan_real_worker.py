"""A large file from the desk through `yifa worker`, a process of its own, to tasks that are charged."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from cli.test_worker import wait_for, worker
from django.conf import settings

from yifa.registers.models import PlanTaskUnit, PolicyPlan
from yifa.registers.scope import IMPORTER, scope
from yifa.supervision.plans import readings

from .city import City
from .test_plan_drafts import fields_of
from .test_plan_large_drafts import document, page, upload


def test_a_real_worker_reads_what_was_uploaded_and_a_person_accepts_it(
    fresh_city: City, fresh_db: str, tmp_path: Path
) -> None:
    """Upload, `yifa worker` as a process of its own, a task put right, acceptance, tasks charged by the worker."""
    client = fresh_city.client("handler")
    text = (
        document(1, 400) + document(2, 400) + document(3, 2) + "".join(document(n, 400) for n in range(4, 21))
    )
    assert len(text.encode()) > readings.INLINE
    where = upload(client, text)
    with worker(tmp_path, fresh_db, YIFA_MEDIA=str(settings.MEDIA_ROOT)):
        assert wait_for(lambda: 'http-equiv="refresh"' not in page(client, where), 120)
        listed = page(client, where)
        assert "文件中有20份方案：待核对 20 份" in listed
        third = re.search(r'href="([^"]+)">云州市第3号行动方案', listed)
        assert third is not None
        draft = third.group(1)
        link = f"{draft}tasks/1/"
        sent = {**fields_of(unescape(page(client, link))), "title": "第二项", "do": "back"}
        assert client.post(link, sent).status_code == 302
        accepted = client.post(draft, {**fields_of(page(client, draft)), "do": "accept"})
        assert accepted.status_code == 302, accepted.content.decode()[:2000]

        def left() -> list[tuple[str, str]]:
            """Names of the units that are not charged yet, with why."""
            with scope(IMPORTER):
                rows = PlanTaskUnit.objects.filter(charged=True)
                assert rows.count() == 2
                return list(rows.filter(matter_id=None).values_list("name", "problem"))

        assert wait_for(lambda: not left(), 120), left()
    with scope(IMPORTER):
        plan = PolicyPlan.objects.get()
        assert list(plan.tasks.order_by("position").values_list("title", flat=True))[1] == "第二项"
    assert "待核对 19 份，已采纳 1 份" in page(client, where)
