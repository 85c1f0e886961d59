import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import yifa.registers.ids
import yifa.registers.node
from importlib import resources

from django.db import migrations, models

from yifa.registers.words import entries

_BATCH = 2000


def _sql() -> str:
    return (resources.files("yifa.matters") / "sql" / "search.sql").read_text(encoding="utf-8")


def fill(apps, schema_editor):
    """The texts of matters recorded before this migration, read and written in the scope of maintenance."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('yifa.scope', 'maintenance', true)")
        last = None
        while True:
            cursor.execute(
                "SELECT id, node, agency_id, secrecy, opened_at, number, title, party_names FROM matters_matter"
                " WHERE %s::uuid IS NULL OR id > %s::uuid ORDER BY id LIMIT %s",
                [last, last, _BATCH],
            )
            rows = cursor.fetchall()
            if not rows:
                break
            last = rows[-1][0]
            cursor.executemany(
                "INSERT INTO matters_mattertext (id, node, agency_id, secrecy, matter_id, opened_at, words)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector)",
                [(r[0], r[1], r[2], r[3], r[0], r[4], entries("\n".join(r[5:]))) for r in rows],
            )
        cursor.execute("SELECT set_config('yifa.scope', '', true)")


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0013_secrecy'),
        ('registers', '0011_clearance'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatterText',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, editable=False, max_length=40)),
                ('secrecy', models.CharField(choices=[('ordinary', '一般'), ('personal', '个人隐私'), ('business', '商业秘密'), ('state', '国家秘密')], default='ordinary', max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('words', django.contrib.postgres.search.SearchVectorField(default='', editable=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency')),
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='text', to='matters.matter')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='matter_words'), models.Index(fields=['agency', '-opened_at', '-matter'], name='matter_text_agency')],
            },
        ),
        migrations.RunSQL(_sql(), migrations.RunSQL.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
