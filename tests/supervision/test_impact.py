"""A change of a statute names every figure, rule, procedure, paper, benchmark, power and open matter it touches."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from yifa.registers.change import change
from yifa.registers.loading import load_laws
from yifa.registers.models import Power, Statute
from yifa.registers.scope import IMPORTER, WORKER, scope
from yifa.supervision.impact import Impact, impact

if TYPE_CHECKING:
    from desk.city import City

HEAD = "# 中华人民共和国行政处罚法\n\n{history}\n\n<!-- INFO END -->\n\n"
KEPT = "行政机关应当依法公开执法人员的身份信息，供当事人和社会公众查阅核对。"
OLD = "行政机关发现违法行为的，应当在立案之前进行核查，并且由两名以上的执法人员参加。"
NEW = "行政机关发现违法行为的，应当在立案之后进行核查，并且由三名以上的执法人员参加。"


def text(history: str, **articles: str) -> str:
    return HEAD.format(history=history) + "\n\n".join(
        f"**第{n}条**　{words}" for n, words in articles.items()
    )


@pytest.fixture
def amended(city: City, tmp_path: Path) -> Statute:
    """Article 42 stays, article 54 is amended."""
    first = "2021年1月22日第十三届全国人民代表大会常务委员会第二十五次会议修订 自2021年7月15日起施行"
    then = "2027年1月20日第十四届全国人民代表大会常务委员会第三十次会议修订 自2027年7月1日起施行"
    (tmp_path / "a.md").write_text(text(first, 四十二=KEPT, 五十四=OLD), encoding="utf-8")
    (tmp_path / "b.md").write_text(text(then, 四十二=KEPT, 五十四=NEW), encoding="utf-8")
    with scope(IMPORTER):
        load_laws(IMPORTER, tmp_path)
        return Statute.objects.get(adopted_on=date(2027, 1, 20))


def report(statute: Statute) -> Impact:
    with scope(WORKER):
        return impact(statute)


@pytest.mark.requirement("RQ027")
def test_what_cites_the_amended_article_is_listed_and_what_cites_another_is_not(amended: Statute) -> None:
    touched = report(amended).touched
    assert any(t.kind == "规则" and "第五十四条" in t.cites for t in touched)
    assert any(t.kind == "办案流程" and t.id == "penalty.ordinary" for t in touched)
    assert {(54, 0)} == {a for t in touched for a in t.articles}
    assert not [t for t in touched if "第四十二条" in t.cites and "第五十四条" not in t.cites]


def test_a_power_that_rests_on_the_article_is_listed_with_its_agency(city: City, amended: Statute) -> None:
    for code, basis in (
        ("P-54", "《行政处罚法》第五十四条"),
        ("P-42", "《中华人民共和国行政处罚法》第四十二条"),
    ):
        row = {
            "agency": city.office.agency, "code": code, "name": f"事项{code}", "type": "02",
            "basis": basis, "valid_from": date(2021, 7, 15),
        }  # fmt: skip
        with scope(IMPORTER):
            change(IMPORTER, Power, None, row, "测试")
    powers = [t for t in report(amended).touched if t.kind == "执法事项"]
    assert [t.id for t in powers] == ["P-54"]
    assert city.office.agency.name in powers[0].title


def test_open_matters_are_counted_within_the_scope_only(city: City, amended: Statute) -> None:
    from desk.city import register

    register(city)
    mine = {m.procedure: m.count for m in report(amended).matters}
    assert mine["penalty.ordinary"] == 1
    page = city.client("handler").get(reverse("desk:statute-changes", args=[amended.pk])).content.decode()
    assert "涉及的在办案件" in page
    assert "<del>前</del>" in page
    assert "<ins>后</ins>" in page


def test_without_an_older_text_everything_that_cites_the_statute_is_listed(
    city: City, tmp_path: Path
) -> None:
    history = "2011年6月30日第十一届全国人民代表大会常务委员会第二十一次会议通过 自2012年1月1日起施行"
    words = text(history, 二十五=KEPT).replace("行政处罚法", "行政强制法")
    (tmp_path / "c.md").write_text(words, encoding="utf-8")
    with scope(IMPORTER):
        load_laws(IMPORTER, tmp_path)
        statute = Statute.objects.get(short_title="行政强制法")
    found = report(statute)
    assert found.old is None
    assert {"期限和数额", "规则"} <= {t.kind for t in found.touched}


def test_a_statute_of_another_title_that_it_supersedes_is_compared(city: City, tmp_path: Path) -> None:
    for file, title, history in (
        ("d.md", "云州市旧条例", "2010年1月2日云州市人民代表大会通过 自2010年3月1日起施行"),
        ("e.md", "云州市新条例", "2026年1月2日云州市人民代表大会通过 自2026年3月1日起施行"),
    ):
        words = text(history, 一=KEPT).replace("中华人民共和国行政处罚法", title)
        (tmp_path / file).write_text(words, encoding="utf-8")
    with scope(IMPORTER):
        load_laws(IMPORTER, tmp_path)
        old, new = Statute.objects.get(title="云州市旧条例"), Statute.objects.get(title="云州市新条例")
        change(IMPORTER, Statute, old.pk, {"superseded_by": new.pk}, "新条例第九十条废止旧条例")
    found = report(new)
    assert found.old is not None
    assert found.old.title == "云州市旧条例"
    assert [c.kind for c in found.changes] == ["same"]
