"""Procedures with a sector's or a place's overlay: who is bound by it, that it is kept, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support import world
from support.walk import Walk

from yifa.law.procedure import ProcedureErrors
from yifa.matters import discovery, overlays, versions
from yifa.matters.models import Matter, ProcedureVersion
from yifa.registers.scope import scope
from yifa.site import boot

# 市监: a filing needs the legal reviewer as well. Nothing of this is law; it shows what an overlay does.
MARKET = """[overlay]
procedure = "penalty.ordinary"
version = "{version}"
basis = ["某规定第三条"]

[[act]]
id = "file"
title = "立案（附核查报告）"
approve = [{{ roles = ["legal_reviewer"] }}]
"""


@pytest.fixture
def lay(tmp_path: Path, settings: Any) -> Iterator[Callable[[str, str], None]]:
    """Put an overlay for penalty.ordinary into a scope's folder."""
    settings.YIFA_OVERLAYS = str(tmp_path)

    def put(where: str, text: str, name: str = "penalty.ordinary") -> None:
        (tmp_path / where).mkdir(exist_ok=True)
        (tmp_path / where / f"{name}.toml").write_text(text, encoding="utf-8")
        overlays.forget()

    overlays.forget()
    yield put
    overlays.forget()


def effective(sector: str = "", region: str = "") -> Any:
    found = discovery.effective("penalty.ordinary", sector, region)
    assert found is not None
    return found


def test_without_a_folder_every_procedure_is_as_shipped(lay: Callable[..., None]) -> None:
    assert effective("market", "530102") is discovery.procedures()["penalty.ordinary"]
    assert list(discovery.overlaid()) == []


def test_an_overlay_binds_its_sector_and_no_other(lay: Callable[..., None]) -> None:
    lay("market", MARKET.format(version="S1"))
    shipped = effective("urban", "530102")
    assert shipped is discovery.procedures()["penalty.ordinary"]
    here = effective("market", "530102")
    assert here.version == f"{shipped.version}+S1" and here.acts["file"].title == "立案（附核查报告）"
    assert here.acts["file"].approve[:-1] == shipped.acts["file"].approve
    assert here.acts["file"].approve[-1].roles == ("legal_reviewer",)
    assert (
        here.acts["decide"] == shipped.acts["decide"]
        or here.acts["decide"].gates == shipped.acts["decide"].gates
    )


def test_a_region_s_overlay_reaches_the_places_in_it_and_goes_after_the_sector_s(
    lay: Callable[..., None],
) -> None:
    lay("market", MARKET.format(version="S1"))
    lay("530000", MARKET.format(version="R1").replace("附核查报告", "云南"))
    lay("530100", MARKET.format(version="R2").replace("附核查报告", "昆明"))
    base = discovery.procedures()["penalty.ordinary"].version
    titles = {
        ("market", "530102"): (f"{base}+S1+R1+R2", "立案（昆明）"),
        ("market", "530300"): (f"{base}+S1+R1", "立案（云南）"),
        ("market", "440100"): (f"{base}+S1", "立案（附核查报告）"),
        ("urban", "530102"): (f"{base}+R1+R2", "立案（昆明）"),
        ("urban", "530300"): (f"{base}+R1", "立案（云南）"),
        ("urban", "440100"): (base, discovery.procedures()["penalty.ordinary"].acts["file"].title),
    }
    for (sector, region), expected in titles.items():
        found = effective(sector, region)
        assert (found.version, found.acts["file"].title) == expected
    # Whatever can apply together is known beforehand, so that it can be stored before a case needs it.
    known = {p.version for p in discovery.overlaid()}
    assert known == {v for v, _ in titles.values()} - {base}


@pytest.mark.parametrize(
    ("where", "name", "change", "said"),
    [
        (
            "market",
            "penalty.ordinary",
            ('title = "立案（附核查报告）"', "gates = []\nfrom = []"),
            "market/penalty.ordinary.toml:9:",
        ),
        ("market", "penalty.ordinary", ('id = "file"', 'id = "fly"'), "国家程序中没有“fly”"),
        ("market", "penalty.ordinary", ('["legal_reviewer"]', '["boss"]'), "角色“boss”"),
        ("market", "penalty.ordinary", ("[overlay]", "[overlay"), "TOML 语法错误"),
        ("market", "penalty.special", ("", ""), "没有程序“penalty.special”"),
        ("space", "penalty.ordinary", ("", ""), "既不是领域"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(
    lay: Callable[..., None], where: str, name: str, change: tuple[str, str], said: str
) -> None:
    lay(where, MARKET.format(version="S1").replace(*change), name)
    with pytest.raises(ProcedureErrors) as caught:
        list(discovery.overlaid())
    assert any(said in error for error in caught.value.errors), caught.value.errors


def test_two_overlays_with_one_version_are_refused(lay: Callable[..., None]) -> None:
    lay("market", MARKET.format(version="S1"))
    lay("530000", MARKET.format(version="S1"))
    with pytest.raises(ProcedureErrors, match="请另写一个"):
        list(discovery.overlaid())


def test_a_case_runs_by_the_overlay_of_its_agency_and_keeps_its_text(
    fresh_db: str, lay: Callable[..., None]
) -> None:
    lay("market", MARKET.format(version="S1"))
    made = effective("market")
    with boot.as_role("owner"):
        assert versions.sync() >= 1
        assert versions.sync() == 0
        assert ProcedureVersion.objects.get(version=made.version).text == made.text
    world.benchmarks()
    plain = Walk(world.office(), world.firm())
    walk = Walk(world.office("云州市市场监督管理局", "market", "云市监", "10000002"), plain.subject)
    for one, version in ((walk, made.version), (plain, discovery.procedures()["penalty.ordinary"].version)):
        one.until("check_clue")
        with scope(one.office.actor("handler")):
            matter = Matter.objects.select_related("version").get(pk=one.matter_id)
        assert matter.version.version == version
        roles = [step.roles for step in discovery.for_matter(matter).acts["file"].approve]
        assert (("legal_reviewer",) in roles) == (one is walk)


HEAD = '[overlay]\nprocedure = "penalty.ordinary"\nversion = "S1"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('overlay = "x"\n', "market/penalty.ordinary.toml:1: “overlay”须写作一段"),
        ('[[overlay]]\nversion = "1"\n', "market/penalty.ordinary.toml:1: “overlay”须写作一段"),
        (HEAD + "watch = 5\n", "market/penalty.ordinary.toml:4: “watch”须是文字的列表"),
        ('act = ["x"]\n' + HEAD, "market/penalty.ordinary.toml:1: “act”须写作"),
        (HEAD + '[[act]]\nid = "file"\ngates = 5\n', "market/penalty.ordinary.toml:6: “file”：“gates”须是"),
        (
            HEAD + '[[act]]\nid = "file"\napprove = "x"\n',
            "market/penalty.ordinary.toml:6: “file”：“approve”须是",
        ),
        (
            HEAD + '[[act]]\nid = "file"\ntitle = []\n',
            "market/penalty.ordinary.toml:6: “file”：“title”须是文字",
        ),
        ("x = " + "[" * 3000 + "]" * 3000, "market/penalty.ordinary.toml:1: 嵌套过深"),
    ],
)
def test_an_overlay_of_the_wrong_shape_is_named_with_its_line(
    lay: Callable[..., None], text: str, said: str
) -> None:
    lay("market", text)
    with pytest.raises(ProcedureErrors) as refused:
        list(discovery.overlaid())
    assert said in str(refused.value)


def test_an_overlay_saved_on_windows_is_read(lay: Callable[..., None]) -> None:
    lay("market", "\ufeff" + MARKET.format(version="S1"))
    assert effective("market").acts["file"].title == "立案（附核查报告）"
