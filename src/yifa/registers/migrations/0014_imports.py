import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import yifa.registers.ids
import yifa.registers.node
from django.db import migrations, models



from yifa.registers import sql

JOBS, ROWS, CREDIT = "registers_importjob", "registers_importrow", "registers_subjectcredit"
SCOPES = ["agency", "supervision", "worker", "import"]
FORWARD = [
    sql.grant("SELECT, INSERT, UPDATE", [JOBS, CREDIT], sql.WRITERS),
    sql.grant("SELECT, INSERT, UPDATE, DELETE", [ROWS], sql.WRITERS),
    sql.grant("SELECT", [CREDIT], ["yifa_facts"]),
    *sql.scoped(CREDIT, SCOPES),
]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0013_accounts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportJob',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('sheet', models.CharField(max_length=40, verbose_name='登记簿')),
                ('state', models.CharField(choices=[('waiting', '等待读取'), ('reading', '正在读取和试算'), ('judged', '试算完成，等待确认'), ('confirmed', '已确认，等待写入'), ('writing', '正在写入'), ('written', '已写入'), ('unreadable', '文件不能导入'), ('dropped', '已放弃'), ('undone', '已撤销')], default='waiting', max_length=12, verbose_name='状态')),
                ('reason', models.CharField(max_length=400, verbose_name='理由')),
                ('actor', models.CharField(max_length=100, verbose_name='操作人')),
                ('actor_officer', models.CharField(blank=True, max_length=60, verbose_name='操作人员编号')),
                ('agencies', models.JSONField(null=True, verbose_name='可登记的机关')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='文件名')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='文件摘要')),
                ('size', models.BigIntegerField(default=0, verbose_name='文件大小')),
                ('storage_key', models.CharField(blank=True, max_length=200)),
                ('key', models.BinaryField(null=True)),
                ('fields', models.JSONField(default=list, verbose_name='列')),
                ('pages', models.JSONField(default=list, verbose_name='工作表')),
                ('notes', models.JSONField(default=list, verbose_name='说明')),
                ('rows', models.BigIntegerField(default=0, verbose_name='行数')),
                ('new', models.BigIntegerField(default=0, verbose_name='新建')),
                ('changed', models.BigIntegerField(default=0, verbose_name='变更')),
                ('same', models.BigIntegerField(default=0, verbose_name='相同')),
                ('refused', models.BigIntegerField(default=0, verbose_name='不能导入')),
                ('written_to', models.BigIntegerField(default=0, verbose_name='已写到')),
                ('written', models.BigIntegerField(default=0, verbose_name='已写入')),
                ('failed', models.BigIntegerField(default=0, verbose_name='写入时不能导入')),
                ('reader', models.UUIDField(editable=False, null=True)),
                ('touched_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='最近进展')),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='上传时间')),
                ('judged_at', models.DateTimeField(null=True, verbose_name='试算完成时间')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='确认时间')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='完成时间')),
            ],
            options={
                'verbose_name': '批量导入',
                'verbose_name_plural': '批量导入',
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('pk', models.CompositePrimaryKey('job_id', 'n', blank=True, editable=False, primary_key=True, serialize=False)),
                ('job_id', models.UUIDField()),
                ('n', models.BigIntegerField()),
                ('page', models.SmallIntegerField(default=0)),
                ('line', models.IntegerField()),
                ('verdict', models.CharField(choices=[('n', '新建'), ('c', '变更'), ('s', '相同'), ('x', '不能导入')], default='n', max_length=1)),
                ('row_id', models.UUIDField(null=True)),
                ('change_id', models.UUIDField(null=True)),
                ('target', models.CharField(max_length=60, null=True)),
                ('seen', models.CharField(max_length=32, null=True)),
                ('cells', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('problem', models.TextField(null=True)),
            ],
            options={
                'verbose_name': '待导入的行',
                'verbose_name_plural': '待导入的行',
            },
        ),
        migrations.CreateModel(
            name='SubjectCredit',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('grade', models.CharField(choices=[('A', 'A 信用风险低'), ('B', 'B 信用风险一般'), ('C', 'C 信用风险较高'), ('D', 'D 信用风险高')], max_length=1, verbose_name='信用风险类别')),
                ('source', models.CharField(help_text='评定机关和发布平台', max_length=200, verbose_name='来源')),
            ],
            options={
                'verbose_name': '信用风险分类',
                'verbose_name_plural': '信用风险分类',
                'ordering': ['subject', 'valid_from'],
            },
        ),
        migrations.AddField(
            model_name='registerchange',
            name='job_id',
            field=models.UUIDField(editable=False, null=True, verbose_name='批量导入'),
        ),
        migrations.AddField(
            model_name='subject',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='registers.subject', verbose_name='并入'),
        ),
        migrations.AddIndex(
            model_name='subject',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='subject_merged'),
        ),
        migrations.AddIndex(
            model_name='registerchange',
            index=models.Index(condition=models.Q(('job_id__isnull', False)), fields=['job_id', 'id'], name='change_of_job'),
        ),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='subject_not_merged_into_itself', violation_error_message='不能并入自己'),
        ),
        migrations.AddField(
            model_name='importjob',
            name='agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关'),
        ),
        migrations.AddField(
            model_name='importjob',
            name='undoes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='registers.importjob', verbose_name='撤销的导入'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(condition=models.Q(('verdict__in', ['c', 'x'])), fields=['job_id', 'verdict', 'n'], name='import_row_told'),
        ),
        migrations.AddField(
            model_name='subjectcredit',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='registers.subject', verbose_name='行政相对人'),
        ),
        migrations.AddIndex(
            model_name='importjob',
            index=models.Index(fields=['node', '-made_at'], name='import_newest'),
        ),
        migrations.AddConstraint(
            model_name='importjob',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'reading', 'judged', 'confirmed', 'writing', 'written', 'unreadable', 'dropped', 'undone'])), name='import_state'),
        ),
        migrations.AddConstraint(
            model_name='subjectcredit',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='credit_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='subjectcredit',
            constraint=models.CheckConstraint(condition=models.Q(('grade__in', ['A', 'B', 'C', 'D'])), name='credit_grade'),
        ),
        migrations.AddConstraint(
            model_name='subjectcredit',
            constraint=models.UniqueConstraint(fields=('subject', 'valid_from'), name='credit_once', violation_error_message='该相对人当日已有信用风险类别'),
        ),
        migrations.RunSQL(FORWARD, sql.unscoped(CREDIT)),
    ]
