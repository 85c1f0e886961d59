import django.db.models.deletion
import django.db.models.manager
import yifa.registers.ids
import yifa.registers.node
from django.db import migrations, models

from yifa.registers import sql

OPEN = [f"registers_{t}" for t in (
    "collectiveunit", "planliaison", "planmeeting", "planinspection", "training", "trainingattendance", "decisionfiling",
)]
# At work: evaluations, and everything of every plan. The public: plans that were published, and what hangs on them.
INNER = [f"registers_{t}" for t in (
    "planevaluation", "evaluationitem", "evaluationunit", "selfscore", "deduction",
)]
OF_PLAN = [f"registers_{t}" for t in (
    "planheading", "plantask", "plantaskunit", "plantaskdate", "plantasktarget", "plantaskduty",
)]
PLAN, SOURCE = "registers_policyplan", "registers_plansource"
SCOPES = ["agency", "supervision", "worker", "import"]
GUARDED = [PLAN, SOURCE, *OF_PLAN, *INNER]
PUBLIC = "(SELECT current_setting('yifa.scope', true)) = 'public'"
PUBLISHED = f"SELECT id FROM {PLAN} WHERE published_on IS NOT NULL AND state <> 'withdrawn'"


def _public(table, which):
    return f"CREATE POLICY {table}_public ON {table} FOR SELECT USING ({PUBLIC} AND {which})"


# Everybody at work reads a plan; only who adopted it writes it, what hangs on it included. The machine opens its tasks.
MACHINE = "(SELECT current_setting('yifa.scope', true)) IN ('worker', 'import')"
OWN = (
    "agency_id = ANY ((SELECT string_to_array(nullif(current_setting('yifa.agencies', true), ''), ','))::uuid[])"
)


def _written(table, which):
    return f"ALTER POLICY {table}_scope ON {table} WITH CHECK ({MACHINE} OR {which})"


# What is told across agencies (matters/sql/plan_states.sql) asks by itself which plans may be told.
FACTS = """DO $$
DECLARE t text;
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'yifa_facts') THEN
        FOREACH t IN ARRAY ARRAY['registers_policyplan', 'registers_plantask', 'registers_plantaskunit'] LOOP
            EXECUTE format('CREATE POLICY facts ON %I FOR SELECT TO yifa_facts USING (true)', t);
        END LOOP;
    END IF;
END $$"""


FORWARD = [
    sql.grant("SELECT, INSERT, UPDATE", [*OPEN, *GUARDED], sql.WRITERS),
    sql.grant("SELECT", [*OPEN, *GUARDED], ["yifa_facts"]),
    *(statement for table in GUARDED for statement in sql.scoped(table, SCOPES)),
    _public(PLAN, "published_on IS NOT NULL AND state <> 'withdrawn'"),
    _public(SOURCE, f"id IN (SELECT source_id FROM {PLAN} WHERE published_on IS NOT NULL AND state <> 'withdrawn')"),
    *(_public(table, f"plan_id IN ({PUBLISHED})") for table in OF_PLAN),
    FACTS,
    _written(PLAN, OWN),
    _written(SOURCE, OWN),
    *(_written(table, f"plan_id IN (SELECT id FROM {PLAN} WHERE {OWN})") for table in OF_PLAN),
]
BACKWARD = [
    *(f"DROP POLICY IF EXISTS facts ON {table}" for table in (PLAN, "registers_plantask", "registers_plantaskunit")),
    *(f"DROP POLICY {table}_public ON {table}" for table in (PLAN, SOURCE, *OF_PLAN)),
    *(statement for table in GUARDED for statement in sql.unscoped(table)),
]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0018_registers_completed'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanEvaluation',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('mid', '中期评估'), ('final', '终期评估'), ('yearly', '年度评估')], max_length=8, verbose_name='评估')),
                ('title', models.CharField(max_length=200, verbose_name='名称')),
                ('scheme', models.TextField(verbose_name='评估方案')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('self_by', models.DateField(verbose_name='自评截止日期')),
                ('check_by', models.DateField(verbose_name='核查截止日期')),
                ('state', models.CharField(choices=[('self', '自评中'), ('checking', '核查中'), ('concluded', '已形成结果')], default='self', max_length=10, verbose_name='状态')),
                ('result', models.TextField(blank=True, verbose_name='评估结论')),
                ('concluded_on', models.DateField(blank=True, null=True, verbose_name='形成结果日期')),
                ('circular', models.CharField(blank=True, max_length=100, verbose_name='通报文号')),
            ],
            options={
                'verbose_name': '方案评估',
                'verbose_name_plural': '方案评估',
                'ordering': ['plan', 'starts_on'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='CollectiveUnit',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('title', models.CharField(max_length=100, verbose_name='称谓')),
                ('pattern', models.CharField(max_length=300, verbose_name='识别规则（正则表达式）')),
                ('place', models.PositiveSmallIntegerField(default=100, help_text='数小的先用', verbose_name='先后')),
                ('reach', models.CharField(choices=[('own', '本级'), ('below', '下级'), ('both', '本级和下级')], default='own', max_length=6, verbose_name='范围')),
                ('region_level', models.PositiveSmallIntegerField(blank=True, choices=[(1, '省级'), (2, '市级'), (3, '县级'), (4, '乡级')], help_text='不填为各层级', null=True, verbose_name='行政层级')),
                ('kinds', models.CharField(blank=True, help_text='以顿号分隔；不填为各类', max_length=100, verbose_name='主体性质')),
                ('sectors', models.CharField(blank=True, help_text='以顿号分隔；不填为各领域', max_length=200, verbose_name='执法领域')),
                ('names', models.TextField(blank=True, help_text='机关全称，以顿号分隔；填写后只指这些机关', verbose_name='指明的机关')),
                ('source', models.CharField(max_length=300, verbose_name='规则的来源')),
            ],
            options={
                'verbose_name': '集合称谓规则',
                'verbose_name_plural': '集合称谓规则',
                'ordering': ['place', 'title'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='collective_dates', violation_error_message='失效日期不能早于生效日期'), models.CheckConstraint(condition=models.Q(('reach__in', ['own', 'below', 'both'])), name='collective_reach'), models.UniqueConstraint(fields=('node', 'title', 'valid_from'), name='collective_once', violation_error_message='该称谓已有规则')],
            },
        ),
        migrations.CreateModel(
            name='EvaluationUnit',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('self_on', models.DateField(blank=True, null=True, verbose_name='自评日期')),
                ('self_report', models.TextField(blank=True, verbose_name='自评报告')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='核查日期')),
                ('finding', models.TextField(blank=True, verbose_name='核查意见')),
                ('score', models.SmallIntegerField(blank=True, null=True, verbose_name='得分')),
                ('rank', models.PositiveIntegerField(blank=True, null=True, verbose_name='名次')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='单位')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.officer', verbose_name='核查人')),
                ('self_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.officer', verbose_name='自评人')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='registers.planevaluation', verbose_name='评估')),
            ],
            options={
                'verbose_name': '评估单位',
                'verbose_name_plural': '评估单位',
                'ordering': ['evaluation', 'rank', 'agency'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PlanHeading',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField(verbose_name='顺序')),
                ('level', models.PositiveSmallIntegerField(verbose_name='层次')),
                ('mark', models.CharField(blank=True, max_length=40, verbose_name='序号')),
                ('title', models.CharField(max_length=500, verbose_name='标题')),
                ('span_start', models.PositiveIntegerField(default=0)),
                ('span_end', models.PositiveIntegerField(default=0)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='registers.planheading')),
            ],
            options={
                'verbose_name': '方案提纲',
                'verbose_name_plural': '方案提纲',
                'ordering': ['plan', 'position'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PlanInspection',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='督查日期')),
                ('task', models.CharField(max_length=200, verbose_name='督查任务')),
                ('plan_number', models.CharField(blank=True, max_length=100, verbose_name='所涉方案文号')),
                ('found', models.TextField(verbose_name='发现的问题')),
                ('circular', models.CharField(blank=True, max_length=100, verbose_name='通报文号')),
                ('circular_on', models.DateField(blank=True, null=True, verbose_name='通报日期')),
                ('rectify_by', models.DateField(blank=True, null=True, verbose_name='整改期限')),
                ('rectified_on', models.DateField(blank=True, null=True, verbose_name='整改完成日期')),
                ('result', models.TextField(blank=True, verbose_name='整改结果')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='督查机关')),
                ('inspected', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='被督查机关')),
            ],
            options={
                'verbose_name': '督查通报',
                'verbose_name_plural': '督查通报',
                'ordering': ['-on', 'inspected'],
            },
        ),
        migrations.CreateModel(
            name='PlanLiaison',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('topic', models.CharField(max_length=200, verbose_name='工作或者方案')),
                ('name', models.CharField(max_length=60, verbose_name='联络员姓名')),
                ('post', models.CharField(blank=True, max_length=100, verbose_name='职务')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='联系电话')),
                ('filed_on', models.DateField(blank=True, null=True, verbose_name='报送日期')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.officer', verbose_name='联络员（本机关人员）')),
            ],
            options={
                'verbose_name': '联络员',
                'verbose_name_plural': '联络员',
                'ordering': ['agency', 'topic'],
            },
        ),
        migrations.CreateModel(
            name='PlanMeeting',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('held_on', models.DateField(verbose_name='会议日期')),
                ('topic', models.CharField(max_length=200, verbose_name='议题')),
                ('plan_number', models.CharField(blank=True, max_length=100, verbose_name='所涉方案文号')),
                ('present', models.TextField(verbose_name='参加单位和人员')),
                ('minutes', models.TextField(verbose_name='会议纪要')),
                ('to_do', models.TextField(blank=True, verbose_name='议定事项')),
                ('due', models.DateField(blank=True, null=True, verbose_name='办理期限')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('result', models.TextField(blank=True, verbose_name='办理结果')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='召集机关')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='责任机关')),
            ],
            options={
                'verbose_name': '会商纪要',
                'verbose_name_plural': '会商纪要',
                'ordering': ['-held_on', 'topic'],
            },
        ),
        migrations.CreateModel(
            name='PlanSource',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='文件名')),
                ('sha256', models.CharField(max_length=64, verbose_name='文件摘要')),
                ('text', models.TextField(verbose_name='原文')),
                ('mended', models.JSONField(blank=True, default=list, verbose_name='修补之处')),
                ('problems', models.JSONField(blank=True, default=list, verbose_name='提示')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='采纳机关')),
            ],
            options={
                'verbose_name': '方案原文',
                'verbose_name_plural': '方案原文',
                'ordering': ['file_name'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PlanTask',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField(verbose_name='顺序')),
                ('no', models.CharField(blank=True, max_length=40, verbose_name='任务编号')),
                ('title', models.CharField(max_length=500, verbose_name='任务')),
                ('text', models.TextField(verbose_name='任务内容')),
                ('path', models.JSONField(blank=True, default=list, verbose_name='所属层次')),
                ('span_start', models.PositiveIntegerField(default=0)),
                ('span_end', models.PositiveIntegerField(default=0)),
                ('recurs', models.CharField(choices=[('once', '一次'), ('yearly', '每年'), ('half', '每半年'), ('quarterly', '每季度'), ('monthly', '每月'), ('event', '自事件发生起'), ('none', '未定期限')], default='none', max_length=10, verbose_name='期限种类')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('indicator', models.CharField(blank=True, max_length=40, verbose_name='平台指标')),
                ('indicator_proposed', models.CharField(blank=True, max_length=40, verbose_name='建议的指标')),
                ('carries_out', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_out_by', to='registers.plantask', verbose_name='对应上级任务')),
                ('heading', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='registers.planheading', verbose_name='所属提纲')),
            ],
            options={
                'verbose_name': '方案任务',
                'verbose_name_plural': '方案任务',
                'ordering': ['plan', 'position'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='EvaluationItem',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(verbose_name='顺序')),
                ('title', models.CharField(max_length=300, verbose_name='指标')),
                ('standard', models.TextField(verbose_name='评分标准')),
                ('points', models.PositiveSmallIntegerField(verbose_name='分值')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='registers.planevaluation', verbose_name='评估')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.plantask', verbose_name='对应任务')),
            ],
            options={
                'verbose_name': '评估指标',
                'verbose_name_plural': '评估指标',
                'ordering': ['evaluation', 'position'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PolicyPlan',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('number', models.CharField(blank=True, max_length=100, verbose_name='文号')),
                ('issuer', models.CharField(blank=True, max_length=300, verbose_name='发文机关')),
                ('issued', models.DateField(blank=True, null=True, verbose_name='印发日期')),
                ('level', models.CharField(choices=[('national', '国家'), ('province', '省级'), ('city', '市级'), ('county', '县级'), ('town', '乡级')], max_length=10, verbose_name='层级')),
                ('adopted_on', models.DateField(verbose_name='采纳日期')),
                ('period_from', models.DateField(blank=True, null=True, verbose_name='实施起始日')),
                ('period_to', models.DateField(blank=True, null=True, verbose_name='实施截止日')),
                ('publish_number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='公开期限')),
                ('publish_unit', models.CharField(blank=True, choices=[('wd', '个工作日'), ('cd', '日')], max_length=2, verbose_name='公开期限单位')),
                ('publish_rule', models.CharField(blank=True, max_length=500, verbose_name='公开期限的原文')),
                ('escalate_after', models.PositiveSmallIntegerField(default=7, help_text='日历日。任务逾期这么多日仍未销号的，告知采纳方案的机关；本机关自定', verbose_name='逾期几日上报')),
                ('mid_term_on', models.DateField(blank=True, null=True, verbose_name='中期评估日期')),
                ('final_on', models.DateField(blank=True, null=True, verbose_name='终期评估日期')),
                ('state', models.CharField(choices=[('running', '实施中'), ('ended', '已终结'), ('withdrawn', '已撤销')], default='running', max_length=10, verbose_name='状态')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='公开日期')),
                ('published_at', models.CharField(blank=True, max_length=200, verbose_name='公开载体')),
                ('filed_on', models.DateField(blank=True, null=True, verbose_name='备案日期')),
                ('filed_with', models.CharField(blank=True, max_length=200, verbose_name='备案机关')),
                ('span_start', models.PositiveIntegerField(default=0, verbose_name='起始位置')),
                ('span_end', models.PositiveIntegerField(default=0, verbose_name='结束位置')),
                ('cites', models.JSONField(blank=True, default=list, verbose_name='所引文件')),
                ('not_understood', models.JSONField(blank=True, default=list, verbose_name='未能理解的内容')),
                ('matter_id', models.UUIDField(blank=True, editable=False, null=True, verbose_name='事项')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='registers.agency', verbose_name='采纳机关')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='registers.policyplan', verbose_name='上级方案')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.region', verbose_name='适用区划')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='registers.plansource', verbose_name='原文')),
            ],
            options={
                'verbose_name': '政策方案',
                'verbose_name_plural': '政策方案',
                'ordering': ['-adopted_on', 'title'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PlanTaskUnit',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('lead', '牵头单位'), ('cooperating', '配合单位'), ('responsible', '责任单位')], max_length=12, verbose_name='职责')),
                ('name', models.CharField(max_length=200, verbose_name='名称（原文）')),
                ('collective', models.BooleanField(default=False, verbose_name='集合称谓')),
                ('span_start', models.PositiveIntegerField(default=0)),
                ('span_end', models.PositiveIntegerField(default=0)),
                ('charged', models.BooleanField(default=False, verbose_name='负责办理')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('matter_id', models.UUIDField(blank=True, editable=False, null=True, verbose_name='任务事项')),
                ('problem', models.CharField(blank=True, max_length=400, verbose_name='未能交办的原因')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='registers.plantask', verbose_name='任务')),
                ('via', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.collectiveunit', verbose_name='所用规则')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='registers.policyplan', verbose_name='方案')),
            ],
            options={
                'verbose_name': '任务单位',
                'verbose_name_plural': '任务单位',
                'ordering': ['task', 'span_start', 'name'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PlanTaskTarget',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField(default=0, verbose_name='顺序')),
                ('text', models.CharField(max_length=1000, verbose_name='原文')),
                ('span_start', models.PositiveIntegerField(default=0)),
                ('span_end', models.PositiveIntegerField(default=0)),
                ('comparison', models.CharField(choices=[('>=', '>='), ('<=', '<='), ('=', '='), ('>', '>'), ('<', '<')], max_length=2, verbose_name='比较')),
                ('value', models.DecimalField(decimal_places=4, max_digits=20, verbose_name='数值')),
                ('unit', models.CharField(max_length=20, verbose_name='单位')),
                ('purpose', models.CharField(blank=True, max_length=500, verbose_name='用途')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='registers.plantask', verbose_name='任务')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.policyplan', verbose_name='方案')),
            ],
            options={
                'verbose_name': '任务指标',
                'verbose_name_plural': '任务指标',
                'ordering': ['plan', 'task', 'position'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PlanTaskDuty',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField(default=0, verbose_name='顺序')),
                ('text', models.CharField(max_length=1000, verbose_name='原文')),
                ('span_start', models.PositiveIntegerField(default=0)),
                ('span_end', models.PositiveIntegerField(default=0)),
                ('kind', models.CharField(choices=[('report', '报告'), ('file', '备案'), ('publish', '公开'), ('notify', '通知')], max_length=8, verbose_name='种类')),
                ('to', models.JSONField(blank=True, default=list, verbose_name='向谁')),
                ('by', models.CharField(blank=True, max_length=300, verbose_name='何时')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='registers.plantask', verbose_name='任务')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.policyplan', verbose_name='方案')),
            ],
            options={
                'verbose_name': '报送义务',
                'verbose_name_plural': '报送义务',
                'ordering': ['plan', 'task', 'position'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PlanTaskDate',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField(default=0, verbose_name='顺序')),
                ('text', models.CharField(max_length=1000, verbose_name='原文')),
                ('span_start', models.PositiveIntegerField(default=0)),
                ('span_end', models.PositiveIntegerField(default=0)),
                ('kind', models.CharField(choices=[('deadline', '截止'), ('from', '起始'), ('from_to', '起止'), ('yearly', '每年'), ('frequency', '频次'), ('relative', '自事件起'), ('in_force', '施行'), ('period', '期间')], max_length=10, verbose_name='种类')),
                ('purpose', models.CharField(blank=True, max_length=500, verbose_name='用途')),
                ('start', models.DateField(blank=True, null=True, verbose_name='起始')),
                ('end', models.DateField(blank=True, null=True, verbose_name='截止')),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='月')),
                ('day', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='日')),
                ('year_offset', models.SmallIntegerField(default=0, verbose_name='年份偏移')),
                ('length', models.PositiveIntegerField(blank=True, null=True, verbose_name='长度')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='单位')),
                ('every', models.CharField(blank=True, max_length=20, verbose_name='每')),
                ('times', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name='次数')),
                ('event', models.CharField(blank=True, max_length=300, verbose_name='起算事件')),
                ('impossible', models.BooleanField(default=False, verbose_name='不存在的日期')),
                ('chosen', models.BooleanField(default=False, verbose_name='作为任务期限')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dates', to='registers.plantask', verbose_name='任务')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.policyplan', verbose_name='方案')),
            ],
            options={
                'verbose_name': '任务期限',
                'verbose_name_plural': '任务期限',
                'ordering': ['plan', 'task', 'position'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddField(
            model_name='plantask',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='registers.policyplan', verbose_name='方案'),
        ),
        migrations.AddField(
            model_name='planheading',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headings', to='registers.policyplan', verbose_name='方案'),
        ),
        migrations.AddField(
            model_name='planevaluation',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='registers.policyplan', verbose_name='方案'),
        ),
        migrations.CreateModel(
            name='SelfScore',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('points', models.PositiveSmallIntegerField(verbose_name='自评分')),
                ('note', models.TextField(blank=True, verbose_name='依据和说明')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='registers.evaluationitem', verbose_name='指标')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='registers.evaluationunit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '自评分',
                'verbose_name_plural': '自评分',
                'ordering': ['unit', 'item'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Deduction',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('points', models.PositiveSmallIntegerField(verbose_name='扣分')),
                ('reason', models.TextField(verbose_name='扣分理由')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.officer', verbose_name='核查人')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deductions', to='registers.evaluationitem', verbose_name='指标')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deductions', to='registers.evaluationunit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '扣分',
                'verbose_name_plural': '扣分',
                'ordering': ['unit', 'item'],
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('points__gte', 1)), name='deduction_points', violation_error_message='扣分至少 1 分')],
            },
        ),
        migrations.AddConstraint(
            model_name='evaluationunit',
            constraint=models.UniqueConstraint(fields=('evaluation', 'agency'), name='evaluation_unit_once'),
        ),
        migrations.AddConstraint(
            model_name='planinspection',
            constraint=models.UniqueConstraint(fields=('agency', 'inspected', 'on', 'task'), name='plan_inspection_once', violation_error_message='该次督查已登记'),
        ),
        migrations.AddConstraint(
            model_name='planliaison',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='liaison_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='planliaison',
            constraint=models.UniqueConstraint(fields=('agency', 'topic', 'valid_from'), name='liaison_once', violation_error_message='该机关当日已登记联络员'),
        ),
        migrations.AddConstraint(
            model_name='planmeeting',
            constraint=models.UniqueConstraint(fields=('agency', 'held_on', 'topic'), name='plan_meeting_once', violation_error_message='该次会商已登记'),
        ),
        migrations.AddConstraint(
            model_name='plansource',
            constraint=models.UniqueConstraint(fields=('agency', 'sha256'), name='plan_source_once', violation_error_message='同一文件已由本机关登记'),
        ),
        migrations.AddConstraint(
            model_name='evaluationitem',
            constraint=models.UniqueConstraint(fields=('evaluation', 'position'), name='evaluation_item_once'),
        ),
        migrations.AddConstraint(
            model_name='evaluationitem',
            constraint=models.CheckConstraint(condition=models.Q(('points__range', (1, 100))), name='evaluation_item_points', violation_error_message='分值为 1 至 100'),
        ),
        migrations.AddIndex(
            model_name='policyplan',
            index=models.Index(fields=['number'], name='plan_number'),
        ),
        migrations.AddConstraint(
            model_name='policyplan',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['national', 'province', 'city', 'county', 'town'])), name='plan_level'),
        ),
        migrations.AddConstraint(
            model_name='policyplan',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['running', 'ended', 'withdrawn'])), name='plan_state'),
        ),
        migrations.AddConstraint(
            model_name='policyplan',
            constraint=models.CheckConstraint(condition=models.Q(('period_to__isnull', True), ('period_to__gte', models.F('period_from')), _connector='OR'), name='plan_period', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='policyplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('publish_number__isnull', True), ('publish_unit', '')), models.Q(('publish_number__gte', 1), ('publish_unit__in', ['wd', 'cd'])), _connector='OR'), name='plan_publish_rule', violation_error_message='公开期限须同时写明数和单位（日或者工作日）'),
        ),
        migrations.AddConstraint(
            model_name='policyplan',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('agency', 'source', 'span_start'), name='plan_once', violation_error_message='同一文件已由本机关采纳'),
        ),
        migrations.AddIndex(
            model_name='plantaskunit',
            index=models.Index(condition=models.Q(('charged', True)), fields=['agency', 'plan'], name='plan_unit_charged'),
        ),
        migrations.AddIndex(
            model_name='plantaskunit',
            index=models.Index(condition=models.Q(('matter_id__isnull', False)), fields=['matter_id'], name='plan_unit_matter'),
        ),
        migrations.AddConstraint(
            model_name='plantaskunit',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'cooperating', 'responsible'])), name='plan_unit_role'),
        ),
        migrations.AddConstraint(
            model_name='plantaskunit',
            constraint=models.UniqueConstraint(fields=('task', 'role', 'name', 'agency'), name='plan_unit_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='plantaskunit',
            constraint=models.CheckConstraint(condition=models.Q(('charged', False), ('agency__isnull', False), _connector='OR'), name='plan_unit_charged_known'),
        ),
        migrations.AddConstraint(
            model_name='plantasktarget',
            constraint=models.CheckConstraint(condition=models.Q(('comparison__in', ['>=', '<=', '=', '>', '<'])), name='plan_target_comparison'),
        ),
        migrations.AddConstraint(
            model_name='plantaskduty',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['report', 'file', 'publish', 'notify'])), name='plan_duty_kind'),
        ),
        migrations.AddIndex(
            model_name='plantaskdate',
            index=models.Index(fields=['plan', 'task'], name='plan_date_task'),
        ),
        migrations.AddConstraint(
            model_name='plantaskdate',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['deadline', 'from', 'from_to', 'yearly', 'frequency', 'relative', 'in_force', 'period'])), name='plan_date_kind'),
        ),
        migrations.AddConstraint(
            model_name='plantaskdate',
            constraint=models.UniqueConstraint(condition=models.Q(('chosen', True)), fields=('task',), name='plan_date_chosen_once', violation_error_message='一项任务只能按一个期限计算'),
        ),
        migrations.AddIndex(
            model_name='plantask',
            index=models.Index(condition=models.Q(('due_on__isnull', False)), fields=['due_on'], name='plan_task_due'),
        ),
        migrations.AddConstraint(
            model_name='plantask',
            constraint=models.CheckConstraint(condition=models.Q(('recurs__in', ['once', 'yearly', 'half', 'quarterly', 'monthly', 'event', 'none'])), name='plan_task_recurs'),
        ),
        migrations.AddConstraint(
            model_name='plantask',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='plan_task_once'),
        ),
        migrations.AddConstraint(
            model_name='planheading',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='plan_heading_once'),
        ),
        migrations.AddConstraint(
            model_name='planevaluation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['mid', 'final', 'yearly'])), name='evaluation_kind'),
        ),
        migrations.AddConstraint(
            model_name='planevaluation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['self', 'checking', 'concluded'])), name='evaluation_state'),
        ),
        migrations.AddConstraint(
            model_name='planevaluation',
            constraint=models.UniqueConstraint(fields=('plan', 'kind', 'starts_on'), name='plan_evaluation_once', violation_error_message='该评估已登记'),
        ),
        migrations.AddConstraint(
            model_name='selfscore',
            constraint=models.UniqueConstraint(fields=('unit', 'item'), name='self_score_once'),
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200, verbose_name='培训名称')),
                ('kind', models.CharField(choices=[('law', '公共法律知识'), ('business', '业务知识'), ('skill', '执法技能'), ('granted', '下放、赋权事项')], max_length=10, verbose_name='课程类别')),
                ('on', models.DateField(verbose_name='培训日期')),
                ('minutes', models.PositiveIntegerField(verbose_name='时长（分钟）')),
                ('teacher', models.CharField(blank=True, max_length=100, verbose_name='授课人')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='组织机关')),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.mandate', verbose_name='所培训的赋权')),
            ],
            options={
                'verbose_name': '培训记录',
                'verbose_name_plural': '培训记录',
                'ordering': ['-on', 'title'],
            },
        ),
        migrations.CreateModel(
            name='TrainingAttendance',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='实际参加（分钟）')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='registers.officer', verbose_name='人员')),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attended', to='registers.training', verbose_name='培训')),
            ],
            options={
                'verbose_name': '培训登记卡',
                'verbose_name_plural': '培训登记卡',
                'ordering': ['training', 'officer'],
            },
        ),
        migrations.CreateModel(
            name='DecisionFiling',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=80, verbose_name='案号')),
                ('decided_on', models.DateField(verbose_name='决定日期')),
                ('filed_on', models.DateField(verbose_name='报备日期')),
                ('filed_with', models.CharField(max_length=200, verbose_name='备案机关')),
                ('document', models.CharField(blank=True, max_length=100, verbose_name='报备文号')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关')),
            ],
            options={
                'verbose_name': '重大处罚备案',
                'verbose_name_plural': '重大处罚备案',
                'ordering': ['-filed_on', 'number'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'number', 'filed_on'), name='decision_filing_once', violation_error_message='该决定当日已登记备案')],
            },
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['law', 'business', 'skill', 'granted'])), name='training_kind'),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.UniqueConstraint(fields=('agency', 'title', 'on'), name='training_once', violation_error_message='该次培训已登记'),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (1, 60000))), name='training_minutes', violation_error_message='时长至少 1 分钟'),
        ),
        migrations.AddConstraint(
            model_name='trainingattendance',
            constraint=models.UniqueConstraint(fields=('training', 'officer'), name='attendance_once', violation_error_message='该人员已登记'),
        ),
        migrations.AddIndex(
            model_name='plantaskunit',
            index=models.Index(condition=models.Q(('charged', True)), fields=['plan'], include=('agency', 'matter_id', 'due_on'), name='plan_unit_board'),
        ),
        migrations.AddField(
            model_name='supportingrule',
            name='filed_on',
            field=models.DateField(blank=True, null=True, verbose_name='备案日期'),
        ),
        migrations.AddField(
            model_name='supportingrule',
            name='filed_with',
            field=models.CharField(blank=True, max_length=200, verbose_name='备案机关'),
        ),
        migrations.AddField(
            model_name='supportingrule',
            name='published_at',
            field=models.CharField(blank=True, max_length=200, verbose_name='发布载体'),
        ),
        migrations.AddField(
            model_name='supportingrule',
            name='published_on',
            field=models.DateField(blank=True, null=True, verbose_name='发布日期'),
        ),
        migrations.AddField(
            model_name='supportingrule',
            name='text',
            field=models.TextField(blank=True, verbose_name='制度文本'),
        ),
        migrations.AlterField(
            model_name='supportingrule',
            name='topic',
            field=models.CharField(choices=[('disclosure', '行政执法公示'), ('recording', '执法全过程记录'), ('review', '重大执法决定法制审核'), ('discretion', '行政裁量权基准'), ('transfer', '行政执法与刑事司法衔接'), ('hearing', '听证'), ('certificate', '执法人员资格和证件管理'), ('liability', '执法责任和过错追究'), ('complaint', '投诉举报处理'), ('archive', '案卷管理和评查'), ('mediation', '行政调解'), ('other', '其他')], max_length=20, verbose_name='制度类别'),
        ),
        migrations.AlterModelManagers(
            name='collectiveunit',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='planliaison',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='collectiveunit',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='planliaison',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AlterModelManagers(
            name='decisionfiling',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='planinspection',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='planmeeting',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='training',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterModelManagers(
            name='trainingattendance',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='decisionfiling',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='planinspection',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='planmeeting',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='training',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.AddField(
            model_name='trainingattendance',
            name='withdrawn_by',
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
