"""Summary procedure: decided on the spot, filed, paid, closed, archived."""

from __future__ import annotations

from typing import Any

from yifa.demo.cases.inquiry import present
from yifa.demo.cases.opening import parties
from yifa.demo.cases.performance import archived, paid
from yifa.demo.story import Case, Story


def decided_on_spot(case: Case, collected: bool = False) -> Story:
    v, agency, item = case.violation, case.office.agency, case.item()
    fields: dict[str, Any] = {}
    if "fine" in v.kinds:
        fields["fine_fen"] = case.fine
    if collected:
        fields |= {
            "collected_on_spot": True, "collection_ground": "small", "collected_on": case.today,
            "receipt_number": f"99{case.dice.between(10**7, 10**8 - 1)}",
        }  # fmt: skip
    yield case.act(
        "decide_on_spot",
        minutes=25,
        cause=f"{v.cause}案",
        parties=parties(case),
        party_address=case.subject.address,
        handlers=[case.id_of(h) for h in case.handlers],
        identity_shown=True,
        violation_code=v.code,
        conduct=case.conduct,
        conduct_on=case.conduct_on,
        place=f"云州市{case.place}",
        evidence="现场照片、当事人陈述。",
        violated=case.violated,
        basis=item.cite_basis(),
        kinds=list(v.kinds),
        tier=v.tier,
        range_number=v.range_number,
        correction=v.order,
        rights_told=True,
        statement="当事人表示接受处罚。",
        statement_result="当事人没有提出异议。",
        performance=_how_to_pay(case, collected),
        reconsideration_body=agency.reconsideration_body,
        reconsideration_first=True,
        court=agency.court,
        remedy=f"自收到本决定书之日起六十日内先向{agency.reconsideration_body}申请行政复议；对复议决定不服的，依法提起行政诉讼。",
        agency_name=agency.name,
        decided_on=case.today,
        delivered=True,
        signature="signed",
        signature_note="" if present(case) else "已注明",
        **fields,
    )
    case.rest(1, 2)


def _how_to_pay(case: Case, collected: bool) -> str:
    if "fine" not in case.violation.kinds:
        return "警告，当场改正。"
    if collected:
        return "罚款已当场收缴，出具专用票据。"
    return f"自收到本决定书之日起十五日内缴至{case.office.agency.pay_account}。"


def filed(case: Case) -> Story:
    yield case.act(
        "file_with_agency",
        filed_on=case.today,
        materials="当场处罚决定书存根、现场照片。",
        opinion="已备案。",
    )
    case.rest(1, 4)


def remitted(case: Case) -> Story:
    """What was collected goes to the agency and to the bank, each within two days."""
    yield case.act("remit_to_agency", remitted_on=case.today, amount_fen=case.fine, receiver="财务室")
    case.rest(1)
    voucher = f"88{case.dice.between(10**6, 10**7 - 1)}"
    yield case.act("remit_to_bank", remitted_on=case.today, amount_fen=case.fine, voucher=voucher)
    case.later(30)


def collected_at_once(case: Case) -> Story:
    """A fine small enough to be collected there and then."""
    case.fine = min(case.fine, 10_000)
    yield from on_the_spot(case, collected=True)


def on_the_spot(case: Case, collected: bool = False) -> Story:
    """The whole of a summary case."""
    fined = "fine" in case.violation.kinds
    yield from decided_on_spot(case, collected)
    if collected:
        yield from remitted(case)
    yield from filed(case)
    if fined and not collected:
        case.pause(1, 7)
        yield from paid(case)
    yield case.act(
        "close",
        ground="performed",
        result="当场处罚。",
        performance="已经履行并改正。" if fined else "已警告并改正。",
    )
    case.pause(3, 20)
    yield from archived(case)
