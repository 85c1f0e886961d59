"""One pydantic model per act of the penalty procedures, by topic; this package names them all."""

from yifa.institutions.common.erasing import *  # noqa: F403
from yifa.institutions.common.hearing_acts import WithdrawHearingRequest as WithdrawHearingRequest
from yifa.institutions.common.jurisdiction_acts import *  # noqa: F403
from yifa.institutions.common.measure_acts import *  # noqa: F403
from yifa.institutions.common.remedy_acts import *  # noqa: F403
from yifa.institutions.common.review_acts import *  # noqa: F403
from yifa.institutions.common.shared_acts import *  # noqa: F403
from yifa.institutions.penalty.acts.closing import *  # noqa: F403
from yifa.institutions.penalty.acts.enforcement import *  # noqa: F403
from yifa.institutions.penalty.acts.inquiry import *  # noqa: F403
from yifa.institutions.penalty.acts.opening import *  # noqa: F403
from yifa.institutions.penalty.acts.outcome import *  # noqa: F403
from yifa.institutions.penalty.acts.review import *  # noqa: F403
from yifa.institutions.penalty.acts.spot import *  # noqa: F403
