"""A closed list that several institutions choose from is kept in `common`, not copied."""

import importlib
import pkgutil
from collections import defaultdict

from yifa import institutions
from yifa.matters.payloads import Choice


def lists():
    for module in pkgutil.walk_packages(institutions.__path__, f"{institutions.__name__}."):
        importlib.import_module(module.name)
    return [c for c in Choice.__subclasses__() if c.__module__.startswith(institutions.__name__)]


def test_no_two_lists_say_the_same():
    found = defaultdict(list)
    for choice in lists():
        found[tuple((m.value, m.label) for m in choice)].append(f"{choice.__module__}.{choice.__name__}")
    assert len(found) > 80
    assert [names for names in found.values() if len(names) > 1] == []
