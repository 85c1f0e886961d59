import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from yifa.registers.words import entries

_BATCH = 2000


def fill(apps, schema_editor):
    """The words of articles loaded before this migration."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, text FROM registers_article")
        rows = cursor.fetchall()
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            cursor.execute(
                "UPDATE registers_article a SET words = n.words::tsvector"
                " FROM unnest(%s::uuid[], %s::text[]) AS n(id, words) WHERE a.id = n.id",
                [[key for key, _ in batch], [entries(text) for _, text in batch]],
            )


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0007_mandates'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='words',
            field=django.contrib.postgres.search.SearchVectorField(default='', editable=False, verbose_name='检索词'),
        ),
        migrations.AddField(
            model_name='statute',
            name='superseded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='registers.statute', verbose_name='被何文件取代'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='article_words'),
        ),
    ]
