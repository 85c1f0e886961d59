import yifa.registers.ids
from django.db import migrations, models

from yifa.registers import sql

TABLE = ["registers_exemptiontable"]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0005_figure_overlays'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExemptionTable',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200, verbose_name='名称')),
                ('document_no', models.CharField(blank=True, max_length=100, verbose_name='文号')),
                ('authority', models.CharField(blank=True, max_length=200, verbose_name='制定机关')),
                ('region', models.CharField(blank=True, max_length=12, verbose_name='适用区划')),
                ('sector', models.CharField(blank=True, max_length=20, verbose_name='适用领域')),
                ('effective_from', models.DateField(verbose_name='施行日期')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('data', models.JSONField(verbose_name='内容')),
                ('sha256', models.CharField(max_length=64, verbose_name='来源摘要')),
            ],
            options={
                'verbose_name': '免罚清单',
                'verbose_name_plural': '免罚清单',
                'ordering': ['title', 'effective_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('effective_to__isnull', True), ('effective_to__gte', models.F('effective_from')), _connector='OR'), name='exemption_dates', violation_error_message='失效日期不能早于生效日期'), models.UniqueConstraint(fields=('title', 'document_no', 'effective_from'), name='exemption_version_once', violation_error_message='该免罚清单已登记')],
            },
        ),
        migrations.RunSQL(sql.grant("SELECT, INSERT, UPDATE", TABLE, sql.WRITERS), migrations.RunSQL.noop),
        migrations.RunSQL(sql.grant("SELECT", TABLE, ["yifa_facts"]), migrations.RunSQL.noop),
    ]
