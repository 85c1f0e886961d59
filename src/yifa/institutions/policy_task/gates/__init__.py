"""Rules for plans, their tasks, and the answers to them. Importing the package registers them."""

from yifa.institutions import common  # noqa: F401  (registers the shared gates)
from yifa.institutions.policy_task.gates import cancelling, checks, plans, tasks

__all__ = ["cancelling", "checks", "plans", "tasks"]
