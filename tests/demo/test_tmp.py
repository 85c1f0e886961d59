def test_it(fresh_db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from yifa.demo import city
    from yifa.demo.plan import SMALL
    rows=tuple(r for r in SMALL if r.route.startswith(("dispute","maint","upset","answering","awaiting","sued","before")))
    got=city.build(rows=rows, subject_count=900, workers=1)
    print(got.told.unexpected)
    assert not got.told.unexpected
