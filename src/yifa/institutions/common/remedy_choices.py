"""What a reconsideration or lawsuit may end with, and what then holds of the decision."""

from __future__ import annotations

from yifa.matters.payloads import Choice


class Result(Choice):
    """行政复议法第六十三条至第七十三条、行政诉讼法第六十九条至第七十八条."""

    MAINTAINED = "maintained", "维持行政行为"
    REJECTED = "rejected", "驳回请求（申请、起诉）"
    CHANGED = "changed", "变更行政行为"
    REVOKED = "revoked", "撤销或者部分撤销行政行为"
    UNLAWFUL = "unlawful", "确认行政行为违法"
    INVALID = "invalid", "确认行政行为无效"
    ORDERED = "ordered", "责令（判决）在一定期限内履行"
    COMPENSATION = "compensation", "判令给付、补救、赔偿或者补偿"
    MEDIATED = "mediated", "调解书"
    WITHDRAWN = "withdrawn", "撤回申请（撤诉），终止"


class Standing(Choice):
    """What became of the decision, in the file of the matter in which it was made."""

    UNTOUCHED = "untouched", "行政行为继续有效"
    CHANGED = "changed", "行政行为已被变更"
    REVOKED = "revoked", "行政行为已被撤销"
    PART_REVOKED = "part_revoked", "行政行为已被部分撤销"
    UNLAWFUL = "unlawful", "行政行为已被确认违法"
    INVALID = "invalid", "行政行为已被确认无效"
    TO_PERFORM = "to_perform", "须在期限内履行"


# The decision no longer stands as it was; 须履行 alone says nothing against what was decided.
UPSET = frozenset({"changed", "revoked", "part_revoked", "unlawful", "invalid"})
