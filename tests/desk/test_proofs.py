"""Proofs are downloaded by whoever may read the record, and by nobody else."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from django.urls import reverse

from yifa.ledger.checking import check
from yifa.ledger.opening import Opened
from yifa.ledger.store import keeping, sequencer
from yifa.matters import proofs
from yifa.matters.models import Act
from yifa.registers.models import SecurityEvent
from yifa.registers.scope import WORKER, scope

from .city import City, register


def the_act() -> Act:
    with scope(WORKER):
        return Act.objects.select_related("matter").get()


def valid(raw: bytes) -> tuple[Opened, ...]:
    verdict = check(raw, [keeping.verifier()])
    assert (verdict.result, verdict.reason) == ("valid", "")
    return verdict.proofs


def test_the_proof_of_an_act_and_of_its_matter_are_downloaded_from_the_matters_page(city: City) -> None:
    client, url = register(city)
    sequencer.catch_up()
    act = the_act()
    timeline = client.get(f"{url}?tab=timeline").content.decode()
    address = reverse("desk:act-proof", args=[act.pk])
    assert address in timeline and "下载证明" in timeline
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Content-Disposition"].startswith("attachment")
    (shown,) = valid(response.content)
    assert shown.values["payload.summary"]
    address = reverse("desk:matter-proof", args=[act.matter_id])
    assert address in client.get(f"{url}?tab=papers").content.decode()
    assert {proof.kind for proof in valid(client.get(address).content)} >= {"act"}


def test_another_agency_and_a_stranger_get_no_proof(city: City, client: object) -> None:
    register(city)
    sequencer.catch_up()
    act = the_act()
    addresses = [
        reverse("desk:act-proof", args=[act.pk]),
        reverse("desk:matter-proof", args=[act.matter_id]),
    ]
    other = city.client("handler", city.other)
    assert [other.get(a).status_code for a in addresses] == [404, 404]
    assert [client.get(a).status_code for a in addresses] == [302, 302]  # type: ignore[attr-defined]


def test_before_the_checkpoint_the_page_says_that_it_takes_a_moment(city: City) -> None:
    client, _ = register(city)
    response = client.get(reverse("desk:act-proof", args=[the_act().pk]))
    assert response.status_code == 409
    assert "正在登入存证日志" in response.content.decode()


def test_what_one_bundle_does_not_hold_comes_in_several(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = register(city)
    client.get("/")
    sequencer.catch_up()
    act = the_act()
    made = proofs.MatterProofs
    with scope(WORKER):
        one = proofs.matter_bundle(act.matter_id).bundles[0]
    monkeypatch.setattr(proofs, "matter_bundle", lambda _matter: made((one, one), 0))
    response = client.get(reverse("desk:matter-proof", args=[act.matter_id]))
    assert response.headers["Content-Type"] == "application/zip"
    with ZipFile(io.BytesIO(response.content)) as packed:
        assert len(packed.namelist()) == 2
        for name in packed.namelist():
            valid(packed.read(name))


def test_the_api_gives_the_same_proof_to_the_same_people(city: City) -> None:
    client, _ = register(city)
    act = the_act()
    address = f"/api/v1/acts/{act.pk}/proof"
    assert client.get(address).status_code == 409
    sequencer.catch_up()
    assert valid(client.get(address).content)[0].values["act"]["id"] == str(act.pk)
    assert city.client("handler", city.other).get(address).status_code == 404


def test_whoever_takes_a_proof_away_leaves_a_trace(city: City) -> None:
    client, _ = register(city)
    sequencer.catch_up()
    act = the_act()
    for address in (
        reverse("desk:act-proof", args=[act.pk]),
        reverse("desk:matter-proof", args=[act.matter_id]),
        f"/api/v1/acts/{act.pk}/proof",
    ):
        assert client.get(address).status_code == 200
    assert city.client("handler", city.other).get(f"/api/v1/acts/{act.pk}/proof").status_code == 404
    with scope(WORKER):
        rows = SecurityEvent.objects.filter(kind="exported").order_by("at").values_list("by", "detail")
        assert [detail for _, detail in rows] == [
            f"证明 {act.pk}",
            f"全案证明 {act.matter_id}",
            f"证明 {act.pk}",
        ]
        assert {by for by, _ in rows} == {city.office.people["handler"].name}
