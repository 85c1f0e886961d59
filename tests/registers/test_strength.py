"""执法力量 on a day: who is in service, whose certificate is valid, auxiliaries apart."""

from __future__ import annotations

from datetime import date

from registers import make
from yifa.registers.change import change
from yifa.registers.models import CertificateState
from yifa.registers.scope import IMPORTER
from yifa.registers.strength import strength


def test_people_and_certificates_are_counted_as_on_the_day(fresh_db: str) -> None:
    bureau = make.agency(1, make.region())
    other = make.agency(2, bureau.region)
    good = make.officer("甲", bureau, legal_qualified=True)
    suspended = make.officer("乙", bureau)
    make.officer("丙", bureau)
    make.officer("丁", bureau, auxiliary=True)
    make.officer("戊", bureau, valid_to=date(2025, 12, 31))
    make.officer("己", other)
    make.certificate(good, "C1")
    held = make.certificate(suspended, "C2")
    values = {"certificate": held, "since": date(2026, 3, 1), "state": "suspended", "reason": "违规"}
    change(IMPORTER, CertificateState, None, values, "暂扣")

    whole, first, second = strength(date(2026, 2, 1))
    assert (first.officers, first.certified, first.legal, first.auxiliaries) == (3, 2, 1, 1)
    assert (second.officers, second.certified) == (1, 0)
    assert (whole.officers, whole.certified, whole.certified_share) == (4, 2, 0.5)
    later = strength(date(2026, 3, 1), [str(bureau.pk)])
    assert [(s.officers, s.certified) for s in later] == [(3, 1), (3, 1)]
    earlier = strength(date(2025, 6, 1), [str(bureau.pk)])
    assert earlier[1].officers == 4
    assert strength(date(2026, 2, 1), [])[0].certified_share is None


def test_two_statements_however_many_agencies(fresh_db: str, django_assert_num_queries: object) -> None:
    where = make.region()
    for n in range(5):
        make.officer("甲", make.agency(n + 1, where))
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(strength(date(2026, 2, 1))) == 6
