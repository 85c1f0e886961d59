"""云州市 in a bench database: agencies, people, subjects and benchmarks as the demonstration has them, no cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yifa.demo import subjects
from yifa.demo.agencies import AGENCIES
from yifa.demo.people import Office
from yifa.registers.scope import Actor


@dataclass
class City:
    """The offices by key, and subjects by trade."""

    offices: dict[str, Office]
    subjects: dict[str, list[subjects.Subject]]

    def actor(self, office: Office, post: str) -> Actor:
        """The person of a post, as the desk's middleware makes it at the start of a request (kept here)."""
        key = office.id_of(post)
        if key not in _actors:
            from yifa.registers.actors import actor_of

            _actors[key] = actor_of(key)
        return _actors[key]


_actors: dict[str, Actor] = {}


def build(today: date) -> None:
    """Fill the connected database through the registers' write path."""
    import yifa.demo
    from yifa.demo import people
    from yifa.demo.places import REGIONS
    from yifa.demo.staffing import load_staffing
    from yifa.registers.change import change
    from yifa.registers.loading import load_benchmark_file
    from yifa.registers.models import Region
    from yifa.registers.scope import IMPORTER, scope

    with scope(IMPORTER):
        for row in REGIONS:
            change(IMPORTER, Region, None, {**row, "parent": row["parent"] or None}, "bench")
        offices = people.build(today)
        people.open_accounts(offices)
        load_staffing(offices, today)  # posts give people their roles; bodies are verified
        subjects.build(today)
    for path in sorted((Path(yifa.demo.__path__[0]) / "data").glob("benchmark-*.json")):
        with scope(IMPORTER):
            load_benchmark_file(IMPORTER, path)


def find(today: date, share: int = 0, of: int = 1) -> City:
    """The city that `build` made, read back from the database; `share` of `of` parts of its subjects."""
    from yifa.registers.models import Agency, Certificate, Officer, Subject
    from yifa.registers.scope import IMPORTER, scope

    _actors.clear()
    with scope(IMPORTER):
        agencies = {a.name: a for a in Agency.objects.all()}
        officers = {o.staff_no: o for o in Officer.objects.all()}
        numbers = dict(Certificate.objects.values_list("officer_id", "number"))
        by_identifier = {s.identifier: s for s in Subject.objects.all()}
    offices = {}
    for number, plan in enumerate(AGENCIES):
        people = {post.key: officers[f"{number + 1}{n:03d}"] for n, post in enumerate(plan.posts, 1)}
        certificates = {key: numbers[o.pk] for key, o in people.items() if o.pk in numbers}
        offices[plan.key] = Office(plan, agencies[plan.name], people, certificates)
    groups: dict[str, list[Subject]] = {}
    for group, subject in _grouped(today, by_identifier):
        groups.setdefault(group, []).append(subject)
    return City(offices, {group: rows[share::of] for group, rows in groups.items()})


def _grouped(today: date, known: dict[str, subjects.Subject]) -> Iterator[tuple[str, subjects.Subject]]:
    for group, values in subjects.rows(today):
        yield group, known[values["identifier"]]
