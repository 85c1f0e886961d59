"""A record that was not signed says why and rests on something else (程序规定第四十三条)."""

from institutions.builder import Case

GATE = "unsigned_record_supported"


def test_a_signed_record_passes():
    assert Case().check(GATE, "record_questioning", {"signature": "signed"}).passes


def test_a_refusal_without_a_note_is_refused():
    assert "没有注明" in Case().check(GATE, "record_questioning", {"signature": "refused"}).blocks


def test_a_refusal_without_recording_or_witness_is_marked():
    values = {"signature": "refused", "signature_note": "当事人拒绝签名"}
    assert "证明力不足" in Case().check(GATE, "record_questioning", values).warns
    assert Case().check(GATE, "record_questioning", {**values, "witness": "社区工作人员"}).passes
    assert Case().check(GATE, "record_questioning", {**values, "recording": "file-1"}).passes
