import yifa.registers.ids
import yifa.registers.node
from django.db import migrations, models

from yifa.registers import sql

TABLE = ["registers_figureoverlay"]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0004_registerchange_body'),
    ]

    operations = [
        migrations.CreateModel(
            name='FigureOverlay',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('text', models.TextField(verbose_name='内容（TOML）')),
                ('sha256', models.CharField(max_length=64, verbose_name='来源摘要')),
                ('region', models.CharField(blank=True, max_length=12, verbose_name='适用区划')),
                ('sector', models.CharField(blank=True, max_length=20, verbose_name='适用领域')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='施行日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('correction', models.CharField(blank=True, max_length=300, verbose_name='更正理由')),
            ],
            options={
                'verbose_name': '期限和数额的叠加文件',
                'verbose_name_plural': '期限和数额的叠加文件',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='figure_overlay_dates', violation_error_message='失效日期不能早于生效日期'), models.UniqueConstraint(fields=('node', 'name'), name='figure_overlay_once', violation_error_message='该名称的期限和数额文件已登记')],
            },
        ),
        migrations.RunSQL(sql.grant("SELECT, INSERT, UPDATE", TABLE, sql.WRITERS), migrations.RunSQL.noop),
        migrations.RunSQL(sql.grant("SELECT", TABLE, ["yifa_facts"]), migrations.RunSQL.noop),
    ]
