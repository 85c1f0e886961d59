"""Bad payloads through the engine on a real database: nothing is written, whatever the act and the field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from yifa.matters import service
from yifa.matters.request import Ask
from yifa.registers.scope import scope

from .bad import NESTED, REFUSED
from .town import Town, nothing_written
from .valid import Case, Leaf, cases, leaves, spoilt, without

HAN = re.compile(r"[\u4e00-\u9fff]")
A_FEW = {
    "text": ("nul", "high_surrogate", "huge", "bidi_override"),
    "integer": ("vast", "negative", "words"),
    "date": ("year_1", "year_9999", "moment"),
    "moment": ("year_9999", "naive"),
    "uuid": ("sql", "huge"),
    "flag": ("words",),
    "choice": ("unknown", "nul"),
    "list": ("ten_thousand", "text"),
    "group": ("nested",),
}


def bad_payloads(case: Case) -> Iterator[tuple[Leaf, str, dict[str, Any]]]:
    """One bad value for every field, a different one each time; what each alone does is tested without a database."""
    for n, leaf in enumerate(leaves(case.model, case.payload)):
        if leaf.required and not isinstance(leaf.path[-1], int) and n % 4 == 0:
            yield leaf, "missing", without(case.payload, leaf.path)
        else:
            name = A_FEW[leaf.kind][n % len(A_FEW[leaf.kind])]
            yield leaf, name, spoilt(case.payload, leaf.path, REFUSED[leaf.kind][name])


def test_nothing_is_written_when_any_field_of_any_act_is_bad(town: Town) -> None:
    actor, matter = town.actor("handler"), town.matter("filed")
    tried = 0
    with nothing_written(), scope(actor):
        for case in cases():
            place: dict[str, Any] = {"matter_id": matter}
            if case.procedure != "penalty.ordinary" or case.act == "register_clue":
                place = {"procedure": case.procedure}
            for leaf, name, payload in bad_payloads(case):
                outcome = service.record(Ask(actor=actor, kind=case.act, payload=payload, **place))
                assert outcome.act is None, (str(case), leaf.key, name)
                assert any(k == leaf.key or k.startswith(f"{leaf.key}.") for k in outcome.errors)
                assert all(HAN.search(text) for text in outcome.errors.values())
                tried += 1
    assert tried > 600


def test_a_nonsense_envelope_is_answered_not_raised(town: Town) -> None:
    walk = town.walk("clue")
    actor, good = town.actor("handler"), walk.check()
    asks: list[dict[str, Any]] = [
        {"matter_id": "not-an-id"}, {"matter_id": ""}, {"matter_id": "\x00"}, {"matter_id": "x" * 100_000},
        {"matter_id": town.ours_id}, {"procedure": "penalty.nothing"}, {"procedure": ""}, {"procedure": "\x00"},
        {"procedure": "../../etc"}, {"matter_id": walk.matter_id, "kind": "no_such_act"},
        {"matter_id": walk.matter_id, "kind": ""}, {"matter_id": walk.matter_id, "kind": "\x00"},
        {"matter_id": walk.matter_id, "kind": "__class__"},
        {"matter_id": walk.matter_id, "payload": {}}, {"matter_id": walk.matter_id, "payload": {"a": NESTED}},
        {"matter_id": walk.matter_id, "mode": "attest"},
        {"matter_id": walk.matter_id, "expected_count": -1}, {"matter_id": walk.matter_id, "expected_count": 2**40},
    ]  # fmt: skip
    with nothing_written(), scope(actor):
        for change in asks:
            ask = Ask(**({"actor": actor, "kind": "check_clue", "payload": good} | change))
            outcome = service.record(ask)
            assert outcome.act is None
            said = outcome.stale or outcome.errors.get("", "") or str(outcome.errors or outcome.findings)
            assert HAN.search(said), change


def test_ids_that_lead_nowhere_are_refused_beside_their_field(town: Town) -> None:
    """A file, a subject, an officer or an act that does not exist, or that belongs to another agency."""
    walk, actor = town.walk("filed"), town.actor("handler")
    nowhere = "01890000-2222-7000-8000-000000000001"
    exhibit = walk.evidence()["exhibits"][0]
    correction = {"target": nowhere, "void": True, "reasons": "写错了"}
    tries: list[tuple[str, str, dict[str, Any]]] = [
        ("add_evidence", "exhibits.0.file", {"exhibits": [exhibit | {"file": nowhere}]}),
        ("add_party", "parties.0.subject", {"parties": [{"subject": nowhere}], "reasons": "追加"}),
        ("assign_handlers", "handlers", {"handlers": [nowhere, nowhere[:-1] + "2"], "reasons": "变更"}),
        ("correct", "target", correction),
    ]
    roles = {"assign_handlers": "unit_head"}
    for kind, field, payload in tries:
        actor = town.actor(roles.get(kind, "handler"))
        co_handlers = [town.ours.id_of("handler2")]
        with scope(actor):
            ask = Ask(
                actor=actor,
                kind=kind,
                payload=payload,
                matter_id=walk.matter_id,
                co_handlers=co_handlers,
            )
            outcome = service.dry_run(ask)
            assert not outcome.ok, kind
            named = {f.field or "" for f in outcome.blocking} | set(outcome.errors)
            assert field in named, (kind, named)
            assert service.record(ask).act is None
