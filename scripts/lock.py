"""Write requirements.lock.

The exact version of every package that pyproject.toml leads to, from this environment.
"""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
HEADER = """\
# Exact versions of every package the project uses, also for development and tests.
# Written by scripts/lock.py from an environment that passes the suite; edit pyproject.toml, not this file.
"""


def wanted() -> list[Requirement]:
    """The direct dependencies, with what is needed to install the project itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return [Requirement(line) for line in [*project["dependencies"], *extras, "setuptools"]]


def closure(todo: list[Requirement]) -> dict[str, str]:
    """Name → version of everything reached from `todo` on this platform."""
    found: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    while todo:
        requirement = todo.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        try:
            package = distribution(requirement.name)
        except PackageNotFoundError:
            raise SystemExit(
                f"{requirement} is not installed; run `make setup` after adding it by hand"
            ) from None
        found[key[0]] = package.version
        for line in package.requires or []:
            further = Requirement(line)
            extras = requirement.extras or {""}
            if further.marker is None or any(further.marker.evaluate({"extra": extra}) for extra in extras):
                todo.append(further)
    return found


if __name__ == "__main__":
    direct = wanted()
    # A package without wheels for every machine is installed only where pyproject.toml says it can be.
    only = {canonicalize_name(line.name): f"; {line.marker}" for line in direct if line.marker}
    exact = closure(direct)
    exact.pop("pip", None)  # the environment brings its own; an installer does not replace itself half way
    lines = [f"{name}=={version}{only.get(name, '')}" for name, version in sorted(exact.items())]
    (ROOT / "requirements.lock").write_text(HEADER + "\n".join(lines) + "\n")
    print(f"{len(lines)} packages")
