"""Payloads as stored by every schema version can still be read: samples are frozen and never edited.

A payload model whose shape changes raises `schema_version`, writes `upcast`, and gets a sample in a new file
`<institution>/samples/version_<n>.json` beside the older ones.
"""

import json
from pathlib import Path

import pytest

from yifa.matters import discovery

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/samples/version_*.json"))


def version_of(path: Path) -> int:
    return int(path.stem.removeprefix("version_"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parts[-3]}-{version_of(p)}")
def test_every_stored_payload_reads_in_todays_shape(path):
    version = version_of(path)
    for name, payload in json.loads(path.read_text(encoding="utf-8")).items():
        model = discovery.payload_model(*name.split("/"))
        assert model is not None, name
        values = payload if version >= model.schema_version else model.upcast(dict(payload), version)
        read = model.model_validate(values)
        if version == model.schema_version:
            assert read.model_dump(mode="json") == payload, name


def test_every_act_has_a_sample_of_its_version():
    samples = {(p.parts[-3], version_of(p)): json.loads(p.read_text(encoding="utf-8")) for p in FILES}
    for procedure in discovery.procedures().values():
        institution = procedure.id.partition(".")[0]
        for kind in procedure.acts:
            model = discovery.payload_model(procedure.id, kind)
            if model.__module__.endswith("common.everywhere"):  # one form for all procedures, and one sample
                assert f"*/{kind}" in samples.get(("common", model.schema_version), {}), kind
                continue
            stored = samples.get((institution, model.schema_version), {})
            assert f"{procedure.id}/{kind}" in stored, f"{procedure.id}/{kind}"
