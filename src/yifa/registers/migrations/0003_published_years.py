from django.db import migrations, models

from yifa.registers import sql

TABLE = ["registers_publishedyear"]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0002_protection'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedYear',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='年份')),
                ('source', models.CharField(max_length=200, verbose_name='依据')),
            ],
            options={
                'verbose_name': '已公布的节假日年份',
                'verbose_name_plural': '已公布的节假日年份',
                'constraints': [models.CheckConstraint(condition=models.Q(('year__gte', 1949), ('year__lte', 2200)), name='published_year')],
            },
        ),
        migrations.RunSQL(sql.grant("SELECT, INSERT, UPDATE", TABLE, sql.WRITERS), migrations.RunSQL.noop),
        migrations.RunSQL(sql.grant("SELECT", TABLE, ["yifa_facts"]), migrations.RunSQL.noop),
    ]
