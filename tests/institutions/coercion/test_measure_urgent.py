"""On the spot, and against a person's freedom: each rule blocking (or warning) and passing."""

from institutions.coercion.builder import in_force, measure, planned, taken, urgent


def test_urgency_stated():
    values = {**planned(), **taken()}
    assert measure().check("coercion_urgency_stated", "implement_urgently", values).blocks
    assert (
        measure()
        .check("coercion_urgency_stated", "implement_urgently", {**values, "urgency": "正在泄漏"})
        .passes
    )


def test_reported_within_hours():
    gate = "coercion_reported_within_hours"

    def reported(at):
        return urgent().check(gate, "approve_urgent", {"reported_at": at}, on="2026-10-13")

    assert reported("2026-10-13T09:00:00+08:00").passes  # twenty-four hours to the minute
    assert "逾期" in reported("2026-10-13T09:00:01+08:00").warns
    assert reported("2026-10-12T08:59:00+08:00").blocks  # before the measure began
    assert urgent().at_rest(gate, "2026-10-13").warns
    assert urgent().at_rest(gate, "2026-10-12").passes
    assert urgent().act("approve_urgent", "2026-10-12", {"outcome": "keep"}).at_rest(gate).passes


def test_hours_run_through_days_off():
    """Friday evening ends on Saturday evening: hours do not roll."""
    friday = urgent(started_at="2026-10-16T18:00:00+08:00")
    late = {"reported_at": "2026-10-17T18:30:00+08:00"}
    assert friday.check("coercion_reported_within_hours", "approve_urgent", late, on="2026-10-17").warns


def test_reported_on_return():
    gate, case = "coercion_reported_on_return", urgent("freedom")
    at = "2026-10-12T11:00:00+08:00"
    assert case.check(gate, "approve_urgent", {"reported_at": at}).fields == {"returned_at"}
    assert case.check(gate, "approve_urgent", {"returned_at": at, "reported_at": at}).passes
    next_day = {"returned_at": at, "reported_at": "2026-10-13T08:00:00+08:00"}
    assert case.check(gate, "approve_urgent", next_day).warns
    assert urgent().check(gate, "approve_urgent", {"reported_at": at}).passes


def test_family_told():
    gate, case = "coercion_family_told", measure("freedom")
    told = {
        "family_member": "配偶",
        "family_told_at": "2026-10-12T09:30:00+08:00",
        "family_told": "本机关，两小时",
    }
    assert case.check(gate, "implement", taken()).fields == {"family_member", "family_told"}
    assert case.check(gate, "implement", taken(**told)).passes
    assert measure().check(gate, "implement", taken()).passes


def test_family_told_at_once():
    gate, case = "coercion_family_told_at_once", measure("freedom")

    def told(at):
        return case.check(gate, "implement", taken(family_member="配偶", family_told_at=at))

    assert told("2026-10-12T09:30:00+08:00").passes
    assert told("2026-10-12T08:59:00+08:00").fields == {"family_told_at"}
    assert "立即" in told("2026-10-13T00:01:00+08:00").warns
    assert measure().check(gate, "implement", taken(family_told_at="2026-10-13T00:01:00+08:00")).passes


def test_freedom_limited():
    gate, case = "coercion_freedom_limited", measure("freedom")
    assert case.check(gate, "implement", taken()).fields == {"ends_by"}
    assert case.check(gate, "implement", taken(ends_by="2026-10-12T09:00:00+08:00")).blocks
    ends = taken(ends_by="2026-10-12T17:00:00+08:00")
    assert case.check(gate, "implement", ends).passes
    held = in_force("freedom", ends_by="2026-10-12T17:00:00+08:00")
    assert held.at_rest(gate, "2026-10-12").warns  # looked at from 18:00
    assert held.act("lift", "2026-10-12", {"ground": "achieved"}).at_rest(gate, "2026-10-12").passes
