"""Forms of the plan, of its tasks, and of what the plan's owner answers to a unit."""

from __future__ import annotations

from yifa.institutions.common.erasing import *  # noqa: F403
from yifa.institutions.common.shared_acts import Archive as Archive
from yifa.institutions.common.shared_acts import Correct as Correct
from yifa.institutions.policy_task.cancel_acts import *  # noqa: F403
from yifa.institutions.policy_task.check_acts import *  # noqa: F403
from yifa.institutions.policy_task.plan_acts import *  # noqa: F403
from yifa.institutions.policy_task.task_acts import *  # noqa: F403
