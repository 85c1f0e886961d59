import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0018_registers_completed'),
    ]

    operations = [
        migrations.AlterModelManagers(
            name='counsellor',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='exampart',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='examscheme',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='injury',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='insurance',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='intermediaryservice',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='judicialoffice',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='judicialofficemember',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='question',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='servicecleanup',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='counsellor',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='exampart',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='examscheme',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='injury',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='insurance',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='intermediaryservice',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='judicialoffice',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='judicialofficemember',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='question',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='servicecleanup',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
    ]
