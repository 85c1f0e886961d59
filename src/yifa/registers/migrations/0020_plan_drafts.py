import django.db.models.deletion
import django.db.models.functions.datetime
import yifa.registers.ids
import yifa.registers.node
from django.db import migrations, models

from yifa.registers import sql

TABLE = "registers_plandraft"
OWN = (
    "(SELECT current_setting('yifa.scope', true)) IN ('agency', 'supervision')"
    " AND author_id = (SELECT nullif(current_setting('yifa.officer', true), '')::uuid)"
)
MAINTENANCE = "(SELECT current_setting('yifa.scope', true)) = 'maintenance'"
FORWARD = [
    sql.grant("SELECT, INSERT, UPDATE", [TABLE], ["yifa_app"]),
    f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
    f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY {TABLE}_scope ON {TABLE} USING ({OWN}) WITH CHECK ({OWN})",
    f"CREATE POLICY {TABLE}_maintenance ON {TABLE} TO CURRENT_USER USING ({MAINTENANCE}) WITH CHECK ({MAINTENANCE})",
]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0019_plans'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanDraft',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('state', models.CharField(choices=[('open', '待核对'), ('accepted', '已采纳'), ('dropped', '已放弃')], default='open', max_length=10, verbose_name='状态')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='文件名')),
                ('sha256', models.CharField(max_length=64, verbose_name='文件摘要')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='文件中的第几份')),
                ('documents', models.PositiveSmallIntegerField(default=1, verbose_name='文件中共几份')),
                ('edited', models.JSONField(default=dict, verbose_name='核对内容')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='修改次数')),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='上传时间')),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='最近修改')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.officer', verbose_name='核对人')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.policyplan', verbose_name='方案')),
            ],
            options={
                'verbose_name': '待核对的方案',
                'verbose_name_plural': '待核对的方案',
                'ordering': ['-changed_at'],
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['author', 'state', '-changed_at'], name='plan_draft_own')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'dropped'])), name='plan_draft_state')],
            },
        ),
        migrations.RunSQL(FORWARD, sql.unscoped(TABLE)),
    ]
