"""One pydantic model per act of the two remedy procedures, by topic; this package names them all."""

from yifa.institutions.common.erasing import *  # noqa: F403
from yifa.institutions.common.shared_acts import Archive, Correct
from yifa.institutions.reconsideration_litigation.acts.answering import *  # noqa: F403
from yifa.institutions.reconsideration_litigation.acts.following import *  # noqa: F403
from yifa.institutions.reconsideration_litigation.acts.norms import *  # noqa: F403
from yifa.institutions.reconsideration_litigation.acts.opening import *  # noqa: F403
from yifa.institutions.reconsideration_litigation.acts.results import *  # noqa: F403
from yifa.institutions.reconsideration_litigation.acts.retrial import *  # noqa: F403

__all__ = ["Archive", "Correct"]
