"""The lists that hang on the list of powers (清单): a few rows of each for every enforcing agency."""

from __future__ import annotations

from datetime import date, timedelta

from yifa.demo.people import FOUNDED, REASON, Office
from yifa.registers.change import change_many
from yifa.registers.models import InspectionItem, Problem, RecordingItem, ReviewItem, SupportingRule
from yifa.registers.scope import IMPORTER

_INSPECTED = (
    ("日常经营行为抽查", "本领域持证经营者", "证照、现场管理和记录", 5, 2),
    ("重点场所抽查", "上年度受过处罚的经营者", "整改落实情况", 20, 4),
)
_RECORDED = (
    ("现场检查", "key", False, ""),
    ("查封、扣押、强制拆除", "whole", False, ""),
    ("送达时当事人拒收", "whole", True, "两名执法人员在场，说明情况并记录见证人，留置送达全程录制。"),
)
_RULES = (
    ("disclosure", "行政执法公示办法"),
    ("recording", "执法全过程记录办法"),
    ("review", "重大执法决定法制审核办法"),
)


def load_power_lists(offices: dict[str, Office], today: date) -> None:
    """Rows of the lists; one problem is overdue. Must run inside `scope(IMPORTER)`."""
    enforcing = [o.agency for o in offices.values() if o.plan.sector != "justice"]
    dated = {"valid_from": FOUNDED}
    inspected = [
        {
            "agency": agency, "name": name, "objects_of": objects, "content": content, "method": "现场检查",
            "share_percent": share, "times_a_year": times, "with_law": "本领域法律、法规关于监督检查的规定", **dated,
        }
        for agency in enforcing
        for name, objects, content, share, times in _INSPECTED
    ]  # fmt: skip
    reviewed = [
        {
            "agency": agency, "name": "较大数额罚款", "type": "02", "amount_yuan": 100_000, "standard": "",
            "basis": "《行政处罚法》第五十八条", **dated,
        }
        for agency in enforcing
    ]  # fmt: skip
    recorded = [
        {
            "agency": agency,
            "scene": scene,
            "need": need,
            "special": special,
            "guidance": guidance,
            **dated,
        }
        for agency in enforcing
        for scene, need, special, guidance in _RECORDED
    ]
    rules = [
        {"agency": a, "topic": topic, "title": title, **dated} for a in enforcing for topic, title in _RULES
    ]
    begun = today - timedelta(days=120)
    problems = [
        {
            "agency": agency, "problem": "个别案件决定书超期送达", "measures": "逐案核对送达期限，超期的说明原因",
            "due": today - timedelta(days=10) if n == 0 else today + timedelta(days=45), "valid_from": begun,
        }
        for n, agency in enumerate(enforcing)
    ]  # fmt: skip
    for model, rows, key in (
        (InspectionItem, inspected, "name"),
        (ReviewItem, reviewed, "name"),
        (RecordingItem, recorded, "scene"),
        (SupportingRule, rules, "title"),
        (Problem, problems, "problem"),
    ):
        change_many(IMPORTER, model, rows, REASON, key=["agency", key, "valid_from"])
