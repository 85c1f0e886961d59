"""One pydantic model per act of the three coercion procedures, by topic; this package names them all."""

from yifa.institutions.coercion.acts.base import *  # noqa: F403
from yifa.institutions.coercion.acts.court import *  # noqa: F403
from yifa.institutions.coercion.acts.enforcement_opening import *  # noqa: F403
from yifa.institutions.coercion.acts.enforcement_running import *  # noqa: F403
from yifa.institutions.coercion.acts.enforcement_turns import *  # noqa: F403
from yifa.institutions.coercion.acts.measure_ending import *  # noqa: F403
from yifa.institutions.coercion.acts.measure_opening import *  # noqa: F403
from yifa.institutions.coercion.acts.measure_running import *  # noqa: F403
from yifa.institutions.coercion.acts.substitute import *  # noqa: F403
from yifa.institutions.common.erasing import *  # noqa: F403
from yifa.institutions.common.remedy_acts import *  # noqa: F403
from yifa.institutions.common.review_acts import *  # noqa: F403
from yifa.institutions.common.shared_acts import (
    Archive,
    ConfirmAddress,
    Correct,
    PublishNotice,
    WithdrawDisclosure,
)
from yifa.institutions.common.simple_acts import ServeDecision

__all__ = ["Archive", "ConfirmAddress", "Correct", "PublishNotice", "ServeDecision", "WithdrawDisclosure"]
