"""Migrations, applied in less than half the time that Django's executor takes on an empty database.

Whenever an operation touches a model, Django renders anew the classes of all models that are related to it, however
remotely: with a hundred models that all lead to one another, thirteen thousand classes. Most operations need the class
of the model they touch; that those which refer to it still hold the class of before matters to nothing but code which
asks through them. So these operations render that one model; before code runs, and before operations of any other kind,
all models are rendered.
"""

from __future__ import annotations

from django.db import connection
from django.db.migrations import Migration, operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# RunPython is among them because it is given a state in which everything is rendered (`clear_delayed_apps_cache`).
ALONE = (
    operations.CreateModel,
    operations.AddField,
    operations.AddConstraint,
    operations.AddIndex,
    operations.RemoveIndex,
    operations.AlterModelManagers,
    operations.AlterModelOptions,
    operations.AlterUniqueTogether,
    operations.RunSQL,
    operations.RunPython,
)


def apply_all() -> None:
    """Apply to the connected database what it does not have yet. Raises InconsistentMigrationHistory.

    Django's `migrate` has then nothing left to apply, and does what comes after: content types and permissions.
    Where two migrations claim the same place nothing is applied; that command names them.
    """
    executor = _Executor(connection)
    executor.loader.check_consistent_history(connection)
    if not executor.loader.detect_conflicts():
        executor.migrate(executor.loader.graph.leaf_nodes())


class _State(ProjectState):
    """Renders the model that was touched, and remembers that the others are behind."""

    def _find_reload_model(
        self, app_label: str, model_name: str, delay: bool = False
    ) -> set[tuple[str, str]]:
        self.is_delayed = True
        return {(app_label, model_name)}


class _Executor(MigrationExecutor):
    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        alone = all(_alone(operation) for operation in migration.operations)
        state = _as(_State if alone else ProjectState, state)
        return super().apply_migration(state, migration, fake, fake_initial)


def _alone(operation: Operation) -> bool:
    """Whether its statements follow from the model it touches and from the tables that this one refers to."""
    if isinstance(
        operation, operations.AlterField
    ):  # where others may refer to the field, these are altered as well
        field = operation.field
        return not (field.is_relation or field.primary_key or field.unique)
    return isinstance(operation, ALONE)


def _as(kind: type[ProjectState], state: ProjectState) -> ProjectState:
    """The state as one of that kind, its models rendered."""
    if type(state) is kind:
        return state
    found = kind(state.models, state.real_apps)
    if not state.is_delayed:
        found.apps = state.apps
    found.apps  # noqa: B018  rendered now, and not once for each operation's copy of the state
    return found
