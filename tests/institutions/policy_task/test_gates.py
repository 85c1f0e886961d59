"""Each rule for plans, tasks and answers blocks what the plan forbids and passes what it allows; the plan is cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

import yifa.institutions.policy_task.gates  # noqa: F401  (registers the gates)
from institutions.builder import ANN, BO, HEAD, REVIEWER, Case
from yifa.law.gates import find_condition
from yifa.law.view import ChildView, Proposal

CITED = "云政办发〔2026〕3号 第5项"
EVIDENCE = [{"title": "轮训总结", "number": "云司〔2026〕8号"}]


class Task(Case):
    """A task; `open_parts` of it were passed on and are not closed."""

    open_parts = 0

    def view(self, on="2026-11-22"):
        children = tuple(
            ChildView(f"c{n}", "policy_task.task", "working", {}) for n in range(self.open_parts)
        )
        return replace(super().view(on), children=children)


def task(stage="working", handlers=(ANN,), **charged) -> Task:
    found = Task(kind="policy_task.task", stage=stage, handlers=handlers)
    said = {"title": "全员轮训", "citation": CITED, "recurs": "once", "due_on": "2026-12-31", **charged}
    return found.act("charge_task", "2026-03-01", said, by=[])


def plan(stage="adopted", tasks=0, **adopted) -> Task:
    found = Task(kind="policy_task.plan", stage=stage)
    found.open_parts = tasks
    said = {
        "title": "实施方案",
        "document_number": "云政办发〔2026〕3号",
        "issued_on": "2026-03-01",
        **adopted,
    }
    return found.act("adopt_plan", "2026-03-02", said)


class Answer(Case):
    """What the charging agency answers: Ann works on the task and claimed it."""

    def view(self, on="2026-11-22"):
        parent = replace(task().act("claim", "2026-11-20", {}, by=[ANN]).view(on), handlers=(ANN,))
        return replace(super().view(on), parent=parent, handlers=())


def claimed(**said) -> Answer:
    found = Answer(kind="policy_task.check", stage="received", handlers=())
    received = {"title": "全员轮训", "citation": CITED, "recurs": "once", "done_on": "2026-11-18", **said}
    return found.act("receive_claim", "2026-11-20", received, by=[])


def asked(**said) -> Answer:
    found = Answer(kind="policy_task.check", stage="asked", handlers=())
    received = {
        "due_on": "2026-12-31",
        "new_due_on": "2027-02-28",
        "plan_ends_on": "2027-01-31",
        "citation": CITED,
    }
    return found.act("receive_extension", "2026-11-20", {**received, **said}, by=[])


# -- tasks ------------------------------------------------------------------------------------------------------------


def test_a_task_that_is_late_is_told_with_plan_and_number():
    late = task(due_on="2026-11-20").check("task_not_overdue", "report_progress", {"percent": 10})
    assert "已逾期2日" in late.warns
    assert late.findings[0].citation == CITED
    assert task(due_on="2026-11-22").check("task_not_overdue", "report_progress", {"percent": 10}).passes
    assert task(due_on="2026-11-20", stage="claimed").check("task_not_overdue", "correct", {}).passes


def test_a_granted_extension_moves_the_day():
    moved = task(due_on="2026-11-20").act(
        "extension_answered", "2026-11-10", {"answer": "granted", "new_due_on": "2026-12-20"}, by=[]
    )
    assert moved.check("task_not_overdue", "report_progress", {}).passes
    refused = task(due_on="2026-11-20").act("extension_answered", "2026-11-10", {"answer": "refused"}, by=[])
    assert not refused.check("task_not_overdue", "report_progress", {}).passes


def test_nobody_reports_on_what_nobody_took_on():
    assert "承办人" in task(handlers=()).check("task_accepted", "report_progress", {}).blocks
    assert task().check("task_accepted", "report_progress", {}).passes


def test_progress_does_not_go_backwards_without_a_word():
    told = task().act("report_progress", "2026-06-01", {"percent": 60})
    assert "60%" in told.check("progress_goes_forward", "report_progress", {"percent": 40}).blocks
    assert told.check(
        "progress_goes_forward", "report_progress", {"percent": 40, "problems": "人员调整"}
    ).passes
    assert told.check("progress_goes_forward", "report_progress", {"percent": 60}).passes
    renewed = told.act("task_renewed", "2026-07-01", {"next_due_on": "2027-06-30"}, by=[])
    assert renewed.check("progress_goes_forward", "report_progress", {"percent": 5}).passes


def test_all_done_is_shown():
    assert (
        "佐证" in task().check("finished_progress_has_evidence", "report_progress", {"percent": 100}).blocks
    )
    full = {"percent": 100, "evidence": EVIDENCE}
    assert task().check("finished_progress_has_evidence", "report_progress", full).passes
    assert task().check("finished_progress_has_evidence", "report_progress", {"percent": 99}).passes


def test_working_days_of_the_plan_stay_working_days():
    event = task(recurs="event", due_on=None, length=15, unit="wd")
    assert (
        "不一致" in event.check("event_period_as_planned", "enter_event", {"length": 15, "unit": "cd"}).blocks
    )
    assert event.check("event_period_as_planned", "enter_event", {"length": 15, "unit": "wd"}).passes
    assert (
        "不是自事件"
        in task().check("event_period_as_planned", "enter_event", {"length": 1, "unit": "cd"}).blocks
    )


def test_more_time_is_later_than_the_time_there_is():
    assert (
        "2026-12-31"
        in task().check("extension_moves_later", "ask_extension", {"new_due_on": "2026-12-31"}).blocks
    )
    assert task().check("extension_moves_later", "ask_extension", {"new_due_on": "2027-01-01"}).passes
    without = task(due_on=None)
    assert (
        "没有期限"
        in without.check("extension_moves_later", "ask_extension", {"new_due_on": "2027-01-01"}).blocks
    )


def test_asked_after_the_day_it_is_told_to_who_decides():
    late = task(due_on="2026-11-20")
    assert "才申请" in late.check("extension_asked_in_time", "ask_extension", {}).warns
    assert task().check("extension_asked_in_time", "ask_extension", {}).passes


def test_one_wish_is_answered_before_the_next():
    waiting = task().act("ask_extension", "2026-11-01", {})
    assert "没有答复" in waiting.check("one_extension_at_a_time", "ask_extension", {}).blocks
    answered = waiting.act("extension_answered", "2026-11-05", {"answer": "refused"}, by=[])
    assert answered.check("one_extension_at_a_time", "ask_extension", {}).passes


def test_a_part_is_due_no_later_than_the_whole():
    part = {"agency": "某镇", "due_on": "2027-01-01"}
    assert "2026-12-31" in task().check("subtasks_within_due", "delegate", {"subtasks": [part]}).blocks
    assert (
        task()
        .check("subtasks_within_due", "delegate", {"subtasks": [{**part, "due_on": "2026-12-31"}]})
        .passes
    )
    own = {"agency": task().view().agency.name, "due_on": None}
    assert "本机关" in task().check("subtasks_within_due", "delegate", {"subtasks": [own]}).blocks


def test_the_whole_is_not_done_before_its_parts():
    parts = task()
    parts.open_parts = 2
    assert "2项" in parts.check("subtasks_closed_first", "claim", {}).blocks
    parts.open_parts = 0
    assert parts.check("subtasks_closed_first", "claim", {}).passes


def test_each_piece_of_evidence_can_be_found():
    bare = {"evidence": [{"title": "总结", "number": "", "file": None}]}
    assert "没有文号" in task().check("claim_has_evidence", "claim", bare).blocks
    assert task().check("claim_has_evidence", "claim", {"evidence": EVIDENCE}).passes


def test_a_claim_against_the_measurement_says_why():
    less = {"measured": "未达到：年度培训学时（60学时），10中有6（60%）"}
    assert "没有达到" in task().check("claim_beside_measurement", "claim", less).blocks
    assert task().check("claim_beside_measurement", "claim", {**less, "difference": "线下培训未登记"}).passes
    assert task().check("claim_beside_measurement", "claim", {"measured": "达到：年度培训学时"}).passes


def test_what_is_to_come_is_not_done():
    assert "今天之后" in task().check("claim_done_not_in_future", "claim", {"done_on": "2026-11-23"}).blocks
    assert task().check("claim_done_not_in_future", "claim", {"done_on": "2026-11-22"}).passes


def test_after_a_return_something_is_reported_first():
    returned = task(stage="returned").act("task_sent_back", "2026-11-01", {}, by=[])
    assert "整改" in returned.check("rectified_before_next_claim", "claim", {}).blocks
    assert (
        returned.act("report_progress", "2026-11-10", {"percent": 100})
        .check("rectified_before_next_claim", "claim", {})
        .passes
    )


# -- answers ----------------------------------------------------------------------------------------------------------


def test_who_claimed_does_not_check():
    assert "不能核查" in claimed().check("checker_is_not_claimer", "pass_claim", {}, by=[ANN]).blocks
    assert claimed().check("checker_is_not_claimer", "pass_claim", {}, by=[REVIEWER]).passes
    assert claimed().check("checker_is_not_claimer", "pass_claim", {}, by=[BO]).passes


def test_the_check_follows_what_it_checks():
    assert (
        "早于完成日期"
        in claimed().check("checked_after_claim", "pass_claim", {"checked_on": "2026-11-17"}).blocks
    )
    assert (
        "今天之后"
        in claimed().check("checked_after_claim", "pass_claim", {"checked_on": "2026-11-23"}).blocks
    )
    assert claimed().check("checked_after_claim", "pass_claim", {"checked_on": "2026-11-18"}).passes


@pytest.mark.parametrize(
    ("recurs", "due", "given", "told"),
    [
        ("yearly", "2026-12-15", "2027-12-15", ""),
        ("yearly", "2026-12-15", None, "2027-12-15"),
        ("yearly", "2026-12-15", "2028-01-01", "2027-12-15"),
        ("quarterly", "2026-09-30", "2026-12-31", ""),
        ("monthly", "2028-01-31", "2028-02-29", ""),
        ("monthly on 25", "2028-01-25", "2028-02-25", ""),
        ("monthly on 25", "2028-01-25", "2028-02-29", "2028-02-25"),
        ("yearly", "2028-12-15", None, ""),  # the plan ends before
        ("once", "2026-12-15", "2027-12-15", "不是周期任务"),
        ("once", "2026-12-15", None, ""),
    ],
)
def test_what_comes_again_gets_its_next_day(recurs, due, given, told):
    when = {"yearly": {"month": 12, "day": 15}, "monthly on 25": {"day": 25}}.get(recurs, {})
    said = {"recurs": recurs.split()[0], **when, "due_on": due, "plan_ends_on": "2029-06-30"}
    found = claimed(**said).check("recurring_task_goes_on", "pass_claim", {"next_due_on": given})
    assert found.passes if not told else told in found.blocks


def test_what_is_sent_back_has_time():
    assert (
        "今天之后"
        in claimed().check("rectification_gives_time", "return_claim", {"rectify_by": "2026-11-22"}).blocks
    )
    assert claimed().check("rectification_gives_time", "return_claim", {"rectify_by": "2026-11-23"}).passes


def test_no_more_is_granted_than_asked_for():
    assert (
        "超过所申请"
        in asked().check("extension_within_wish", "grant_extension", {"new_due_on": "2027-03-01"}).blocks
    )
    assert (
        "须晚于"
        in asked().check("extension_within_wish", "grant_extension", {"new_due_on": "2026-12-31"}).blocks
    )
    assert asked().check("extension_within_wish", "grant_extension", {"new_due_on": "2027-02-28"}).passes


def test_a_task_outlasts_its_plan_only_with_open_eyes():
    assert (
        "2027-01-31"
        in asked().check("extension_within_plan", "grant_extension", {"new_due_on": "2027-02-28"}).warns
    )
    assert asked().check("extension_within_plan", "grant_extension", {"new_due_on": "2027-01-31"}).passes


def test_the_next_day_decides_whether_the_task_goes_on():
    goes_on, done = find_condition("task_comes_again"), find_condition("task_is_done_with")
    view = claimed().view()
    for given, again in (("2027-12-15", True), (None, False)):
        moment = view.as_at
        asks = Proposal("pass_claim", {"next_due_on": given}, (REVIEWER,), moment, moment)
        assert (goes_on(view, asks), done(view, asks)) == (again, not again)


# -- plans ------------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("RQ067")
@pytest.mark.parametrize(
    ("days", "unit", "on", "late"),
    [
        (20, "cd", "2026-03-21", False),
        (20, "cd", "2026-03-24", True),
        (5, "cd", "2026-03-06", False),
        (5, "cd", "2026-03-07", True),
        (7, "cd", "2026-03-10", True),
        (7, "wd", "2026-03-10", False),
        (7, "wd", "2026-03-11", True),
    ],
)
def test_a_plan_is_published_in_the_time_it_sets_itself(days, unit, on, late):
    own = plan(publish_days=days, publish_unit=unit)
    found = own.check("plan_published_in_time", "publish_plan", {"published_on": on}, on=on)
    assert ("已经逾期" in found.warns) if late else found.passes
    assert not late or found.findings[0].citation == "《实施方案》（云政办发〔2026〕3号）"


@pytest.mark.requirement("RQ067")
def test_a_plan_that_says_nothing_has_no_time():
    asks = Proposal("adopt_plan", {"publish_days": 5}, (ANN,), plan().view().as_at, plan().view().as_at)
    has = find_condition("plan_sets_publication")
    assert has(plan().view(), asks)
    assert not has(plan().view(), replace(asks, payload={}))
    assert plan().check("plan_published_in_time", "publish_plan", {"published_on": "2026-11-20"}).passes


def test_what_is_not_issued_is_not_published():
    assert (
        "印发"
        in plan().check("plan_published_after_issue", "publish_plan", {"published_on": "2026-02-28"}).blocks
    )
    assert (
        "印发" in plan().check("plan_published_after_issue", "file_plan", {"filed_on": "2026-02-28"}).blocks
    )
    assert plan().check("plan_published_after_issue", "publish_plan", {"published_on": "2026-03-01"}).passes


def test_units_look_at_themselves_first():
    assert (
        "自评"
        in plan()
        .check("evaluation_allows_self_assessment", "begin_mid_term", {"self_by": "2026-11-21"})
        .blocks
    )
    assert (
        plan().check("evaluation_allows_self_assessment", "begin_mid_term", {"self_by": "2026-11-22"}).passes
    )


def begun(self_by="2026-11-10") -> Task:
    scheme = {"units": 3, "self_by": self_by, "total_points": 100}
    return plan(stage="mid_term").act("begin_mid_term", "2026-11-01", scheme)


def test_nobody_is_judged_before_the_self_assessment_is_over():
    early = begun("2026-11-30")
    assert (
        "期限未满"
        in early.check("evaluation_units_assessed", "conclude_mid_term", {"self_assessed": 2}).blocks
    )
    assert (
        "没有自评"
        in begun().check("evaluation_units_assessed", "conclude_mid_term", {"self_assessed": 2}).warns
    )
    assert early.check("evaluation_units_assessed", "conclude_mid_term", {"self_assessed": 3}).passes


def test_scores_deductions_and_ranks_add_up():
    def judged(*rows):
        results = [
            dict(zip(("unit", "deducted", "score", "rank", "reasons"), row, strict=True)) for row in rows
        ]
        return begun().check("evaluation_scores_add_up", "conclude_mid_term", {"results": results})

    tied = (("甲", 3, 97, 1, "逾期一次"), ("乙", 3, 97, 1, "逾期一次"), ("丙", 5, 95, 3, "未公开"))
    assert judged(*tied).passes
    assert "减去扣分" in judged(("甲", 3, 98, 1, "逾期")).blocks
    assert "理由" in judged(("甲", 3, 97, 1, "")).blocks
    assert "同分同名次" in judged(*tied[:2], ("丙", 5, 95, 2, "未公开")).blocks


def test_an_evaluation_that_is_late_is_told():
    late = plan(mid_term_on="2026-10-31")
    assert "中期评估" in late.check("evaluation_in_its_time", "conclude_mid_term", {}).warns
    assert plan(mid_term_on="2026-11-22").check("evaluation_in_its_time", "conclude_mid_term", {}).passes


def test_the_final_evaluation_follows_the_mid_term_one():
    both = plan(mid_term_on="2026-10-31")
    assert "中期评估" in both.check("final_after_mid_term", "begin_final", {}).blocks
    assert (
        both.act("conclude_mid_term", "2026-10-20", {})
        .check("final_after_mid_term", "begin_final", {})
        .passes
    )
    assert plan().check("final_after_mid_term", "begin_final", {}).passes


@pytest.mark.requirement("RQ199")
def test_criticism_states_facts_and_gives_time():
    content = "经核查，某局未按期完成案卷归档，逾期三十二日，涉及四件案卷。"
    bad = {"criticised": "某局", "content": "不好"}
    assert "事实" in plan().check("circular_states_the_facts", "issue_circular", bad).blocks
    assert (
        "限期"
        in plan().check("circular_states_the_facts", "issue_circular", {**bad, "content": content}).blocks
    )
    whole = {"criticised": "某局", "content": content, "rectify_by": "2026-12-31"}
    assert plan().check("circular_states_the_facts", "issue_circular", whole).passes
    assert plan().check("circular_states_the_facts", "issue_circular", {"content": "表扬"}).passes


@pytest.mark.requirement("RQ154")
def test_who_is_told_to_act_has_a_day_to_report_by():
    assert (
        "已经过去" in plan().check("supervision_gives_time", "supervise", {"report_by": "2026-11-21"}).blocks
    )
    assert plan().check("supervision_gives_time", "supervise", {"report_by": "2026-11-22"}).passes


def test_a_plan_is_not_closed_before_its_evaluation():
    asks_for_it = plan(final_on="2026-12-31")
    assert "终期评估" in asks_for_it.check("plan_evaluated_at_its_end", "close_plan", {}).blocks
    done = asks_for_it.act("conclude_final", "2026-11-20", {})
    assert done.check("plan_evaluated_at_its_end", "close_plan", {}).passes


@pytest.mark.requirement("RQ171")
def test_no_task_is_forgotten_when_the_plan_ends():
    assert "3项" in plan(tasks=3).check("plan_tasks_all_closed", "close_plan", {"unfinished": ""}).blocks
    assert plan(tasks=3).check("plan_tasks_all_closed", "close_plan", {"unfinished": "转入新方案"}).passes
    assert plan().check("plan_tasks_all_closed", "close_plan", {}).passes


def test_the_archivist_compares_the_list():
    assert "卷内目录" in plan().check("plan_file_checked", "archive", {}, by=[HEAD]).blocks
    assert plan().check("plan_file_checked", "archive", {"complete": True}).passes
    assert plan().check("plan_file_checked", "archive", {"missing": "附件遗失"}).passes
