"""Payloads as stored by every schema version can still be read: samples are frozen and never edited.

A payload model whose shape changes raises `schema_version`, writes `upcast`, and gets a new sample file beside these.
"""

import json
from pathlib import Path

import pytest

from yifa.matters import discovery

SAMPLES = Path(__file__).parent / "samples"
VERSIONS = sorted(int(path.stem.removeprefix("version_")) for path in SAMPLES.glob("version_*.json"))


@pytest.mark.parametrize("version", VERSIONS)
def test_every_stored_payload_reads_in_todays_shape(version):
    stored = json.loads((SAMPLES / f"version_{version}.json").read_text(encoding="utf-8"))
    for name, payload in stored.items():
        model = discovery.payload_model(*name.split("/"))
        assert model is not None, name
        values = payload if version >= model.schema_version else model.upcast(dict(payload), version)
        read = model.model_validate(values)
        if version == model.schema_version:
            assert read.model_dump(mode="json") == payload, name


def test_every_act_has_a_sample_of_its_version():
    samples = {v: json.loads((SAMPLES / f"version_{v}.json").read_text(encoding="utf-8")) for v in VERSIONS}
    for procedure in discovery.procedures().values():
        for kind in procedure.acts:
            model = discovery.payload_model(procedure.id, kind)
            assert f"{procedure.id}/{kind}" in samples[model.schema_version], kind
