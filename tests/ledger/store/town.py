"""A small office with a case of everything that the log proves, for attacks on the record."""

from __future__ import annotations

from datetime import date

from support import world
from support.looking import tell
from support.walk import Walk, day

from yifa.ledger.store import sequencer
from yifa.matters import disclosure, files, readings
from yifa.matters.models import Matter
from yifa.registers.change import change_many
from yifa.registers.ids import new_id
from yifa.registers.models import Power
from yifa.registers.scope import IMPORTER, WORKER, Actor, scope

SINCE = date(2026, 1, 1)
PHOTO = b"\xff\xd8 a photograph"


def build() -> None:
    """Two decided, served and published cases with papers, approvals, a photograph and a refusal; one withdrawn."""
    world.benchmarks()
    office = world.office()
    powers = [
        {"agency": office.agency, "code": f"YZ-{n}", "name": f"事项{n}", "type": "02", "valid_from": SINCE}
        for n in range(150)
    ]
    change_many(IMPORTER, Power, powers, "权责清单公布")  # more than one tile's worth of entries
    first, second = Walk(office, world.firm()), Walk(office, world.firm("云州市永兴建材有限公司", "20000002"))
    with scope(office.actor("handler")):
        photo = files.store(PHOTO, name="现场.jpg", media_type="image/jpeg", agency_id=str(office.agency.pk))
    payload = first.evidence()
    payload["exhibits"][0]["file"] = str(photo.pk)
    for name, step in first.steps().items():
        if name == "add_evidence":
            first.do(name, payload)
            refused = first.attempt(
                "decide", first.decision()
            )  # far too early; that it was refused is on record
            assert refused.act is None
        else:
            step()
        if name in ("file", "deliberate"):
            sequencer.catch_up()
    first.run_effects()
    second.until("serve_decision")
    sequencer.catch_up()
    second.run_effects()
    with scope(WORKER):
        readings.note(
            Actor("supervision", name="监督员"), Matter.objects.get(pk=first.matter_id), "case_file", new_id()
        )
    tell(office.people["archivist"].pk, first.matter_id)
    with scope(WORKER):
        disclosure.withdraw(Matter.objects.get(pk=second.matter_id), "原处罚决定被撤销")
    sequencer.catch_up()


def build_erased() -> None:
    """An archived case whose record of questioning was erased by order of a court."""
    build_ordered().run_effects()
    sequencer.catch_up()


def build_ordered() -> Walk:
    """The same case when the order is recorded and the log has it, but the queue has not erased anything yet."""
    world.benchmarks()
    walk = Walk(world.office(), world.firm()).until("serve_decision")
    paid = {"paid_on": day(), "amount_fen": walk.fine_fen, "channel": "bank", "receipt_number": "0001"}
    walk.do("pay", paid)
    walk.do("close", {"ground": "performed", "result": "处以罚款", "performance": "已经缴清"})
    walk.do("archive", {"retention": "ten", "complete": True}, by="archivist")
    walk.run_effects()
    target = next(o.act for o in walk.outcomes if o.act is not None and o.act.kind == "record_questioning")
    order = {
        "acts": [str(target.pk)],
        "ground": "judgment",
        "basis": "云州市云山区人民法院（2026）云01行初1号判决主文第二项",
        "document_number": "云法〔2026〕9号",
        "approved_on": day(),
        "reasons": "判决要求删除询问笔录中的个人信息。",
    }
    walk.do("erase_body", order, by="archivist")
    sequencer.catch_up()
    return walk
