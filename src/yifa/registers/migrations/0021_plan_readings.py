import django.db.models.deletion
import django.db.models.functions.datetime
import yifa.registers.ids
import yifa.registers.node
from django.db import migrations, models

from yifa.registers import sql

TABLE, DRAFTS = "registers_planreading", "registers_plandraft"
OWN = (
    "(SELECT current_setting('yifa.scope', true)) IN ('agency', 'supervision')"
    " AND author_id = (SELECT nullif(current_setting('yifa.officer', true), '')::uuid)"
)
# The queue takes a reading up and says how far it is; the drafts themselves it makes as their author.
WORKER = "(SELECT current_setting('yifa.scope', true)) = 'worker'"
MAINTENANCE = "(SELECT current_setting('yifa.scope', true)) = 'maintenance'"
FORWARD = [
    sql.grant("SELECT, INSERT, UPDATE", [TABLE], ["yifa_app"]),
    sql.grant("SELECT, UPDATE", [TABLE], ["yifa_worker"]),
    sql.grant("SELECT, INSERT", [DRAFTS], ["yifa_worker"]),
    f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
    f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY {TABLE}_scope ON {TABLE} USING (({OWN}) OR {WORKER}) WITH CHECK (({OWN}) OR {WORKER})",
    f"CREATE POLICY {TABLE}_maintenance ON {TABLE} TO CURRENT_USER USING ({MAINTENANCE}) WITH CHECK ({MAINTENANCE})",
]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0020_plan_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanReading',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('state', models.CharField(choices=[('waiting', '等待读取'), ('reading', '正在读取'), ('read', '已读完'), ('failed', '没有读成'), ('dropped', '已放弃')], default='waiting', max_length=10, verbose_name='状态')),
                ('file_name', models.CharField(max_length=200, verbose_name='文件名')),
                ('sha256', models.CharField(max_length=64, verbose_name='文件摘要')),
                ('size', models.BigIntegerField(default=0, verbose_name='文件大小')),
                ('storage_key', models.CharField(blank=True, max_length=200)),
                ('key', models.BinaryField(null=True)),
                ('done', models.BigIntegerField(default=0, verbose_name='已读字数')),
                ('of', models.BigIntegerField(default=0, verbose_name='总字数')),
                ('document', models.PositiveIntegerField(default=0, verbose_name='读到第几份')),
                ('documents', models.PositiveIntegerField(default=0, verbose_name='文件中共几份')),
                ('tasks', models.PositiveIntegerField(default=0, verbose_name='已读任务')),
                ('problems', models.JSONField(default=list, verbose_name='说明')),
                ('drafts', models.JSONField(default=list, verbose_name='读成的方案')),
                ('known', models.JSONField(default=list, verbose_name='已采纳的方案')),
                ('reader', models.UUIDField(editable=False, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='读取次数')),
                ('touched_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='最近进展')),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='上传时间')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='完成时间')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.officer', verbose_name='上传人')),
            ],
            options={
                'verbose_name': '方案的读取',
                'verbose_name_plural': '方案的读取',
                'ordering': ['-made_at'],
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['author', 'state', '-made_at'], name='plan_reading_own')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'reading', 'read', 'failed', 'dropped'])), name='plan_reading_state')],
            },
        ),
        migrations.RunSQL(FORWARD, sql.unscoped(TABLE)),
    ]
