"""One pydantic model per act of the licensing procedures, by topic; this package names them all."""

from yifa.institutions.common.hearing_acts import *  # noqa: F403
from yifa.institutions.common.remedy_acts import *  # noqa: F403
from yifa.institutions.common.review_acts import *  # noqa: F403
from yifa.institutions.common.shared_acts import *  # noqa: F403
from yifa.institutions.permit.acts.decision import *  # noqa: F403
from yifa.institutions.permit.acts.ending import *  # noqa: F403
from yifa.institutions.permit.acts.examination import *  # noqa: F403
from yifa.institutions.permit.acts.intake import *  # noqa: F403
from yifa.institutions.permit.acts.later import *  # noqa: F403
from yifa.institutions.permit.acts.receipt import *  # noqa: F403
