"""Registers completed: roles with posts, the online exam, 司法所, welfare, intermediary services, photographs."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django.db.models.manager

from django.db import migrations, models

import yifa.registers.ids
import yifa.registers.node
from yifa.registers import sql

TABLES = [
    f"registers_{name}"
    for name in (
        "question", "examscheme", "exampart", "examattempt", "exampaper", "judicialoffice",
        "judicialofficemember", "insurance", "injury", "counsellor", "counselling", "intermediaryservice",
        "servicecleanup", "officerphoto",
    )
]  # fmt: skip
KEPT = ["registers_exambank", "registers_photodata"]  # under their digests: never changed

# What is granted by hand, and what comes with a post for as long as it is held. The words are those of `Role`;
# administrators are never made by a post.
ROLES_HELD = r"""
CREATE VIEW registers_roleheld AS
SELECT g.id, g.officer_id, g.role, g.agency_id, g.unit_id, NULL::uuid AS post_id, g.valid_from, g.valid_to
FROM registers_rolegrant g WHERE g.withdrawn_by IS NULL
UNION ALL
SELECT h.id, h.officer_id, r.code, p.agency_id, p.unit_id, p.id, greatest(h.valid_from, p.valid_from),
       least(h.valid_to, p.valid_to)
FROM registers_postholding h JOIN registers_post p ON p.id = h.post_id
CROSS JOIN LATERAL (SELECT DISTINCT w FROM regexp_split_to_table(p.role_names, '[\s、，,;；]+') w) named
JOIN (VALUES ('承办人', 'handler'), ('承办机构负责人', 'unit_head'), ('机关负责人', 'agency_head'),
             ('法制审核人员', 'legal_reviewer'), ('听证主持人', 'hearing_officer'), ('档案管理员', 'archivist'),
             ('监督人员', 'supervisor')) r (label, code) ON r.label = named.w
WHERE p.role_names <> '' AND h.withdrawn_by IS NULL AND p.withdrawn_by IS NULL
  AND greatest(h.valid_from, p.valid_from) <= coalesce(least(h.valid_to, p.valid_to), 'infinity')
"""

# As before, for grants; and whoever gets a post with roles is no administrator in that time.
APART = """
CREATE OR REPLACE FUNCTION administrators_apart() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    administrators CONSTANT text[] := ARRAY['system_admin', 'security_admin', 'audit_admin'];
    person text;
BEGIN
    IF NEW.withdrawn_by IS NOT NULL THEN
        RETURN NEW;
    END IF;
    SELECT CASE WHEN o.phone = '' THEN o.id::text ELSE o.node || '|' || o.name || '|' || o.phone END INTO person
        FROM registers_officer o WHERE o.id = NEW.officer_id;
    PERFORM pg_advisory_xact_lock(hashtextextended('administrators ' || coalesce(person, ''), 0));
    IF EXISTS (
        SELECT 1 FROM registers_officer o JOIN registers_roleheld a ON a.officer_id = o.id
        CROSS JOIN registers_roleheld mine
        WHERE (o.id::text = person OR o.node || '|' || o.name || '|' || o.phone = person)
          AND mine.id = NEW.id AND mine.officer_id = NEW.officer_id AND a.id <> NEW.id AND a.role <> mine.role
          AND (a.role = ANY (administrators) OR mine.role = ANY (administrators))
          AND daterange(a.valid_from, a.valid_to, '[]') && daterange(mine.valid_from, mine.valid_to, '[]')
    ) THEN
        RAISE EXCEPTION 'an administrator holds no other role'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'grant_administrators_apart';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER registers_postholding_administrators_apart AFTER INSERT OR UPDATE ON registers_postholding
    FOR EACH ROW EXECUTE FUNCTION administrators_apart()
"""

SCOPE = "(SELECT current_setting('yifa.scope', true))"
ME = "(SELECT current_setting('yifa.officer', true))"
ROLES = "(SELECT string_to_array(current_setting('yifa.roles', true), ','))::text[]"
AGENCIES = "(SELECT string_to_array(current_setting('yifa.agencies', true), ','))::text[]"
TODAY = "(now() AT TIME ZONE 'Asia/Shanghai')::date"
MACHINE = f"{SCOPE} IN ('worker', 'import')"
# Whose agency the person of the row belongs to.
OF = "(SELECT o.agency_id::text FROM registers_officer o WHERE o.id = officer_id)"
KEEPS = f"({SCOPE} = 'administration' AND 'system_admin' = ANY ({ROLES}))"
# Insurance and injuries: one's own, the head's of the agency, and whoever keeps the register.
WELFARE = f"{MACHINE} OR officer_id::text = {ME} OR {KEEPS} OR ('agency_head' = ANY ({ROLES}) AND {OF} = ANY ({AGENCIES}))"
# Counselling: one's own, and the counsellors named for one's agency. No role, no administrator, no supervisor.
COUNSELS = (
    f"EXISTS (SELECT 1 FROM registers_counsellor c WHERE c.officer_id::text = {ME} AND c.agency_id::text ="
    " (SELECT o.agency_id::text FROM registers_officer o WHERE o.id = registers_counselling.officer_id)"
    f" AND c.valid_from <= {TODAY} AND (c.valid_to IS NULL OR c.valid_to >= {TODAY}))"
)
COUNSELLING = f"{SCOPE} IN ('worker', 'import') OR officer_id::text = {ME} OR {COUNSELS}"


def guarded(table: str, sees: str, writes: str) -> list[str]:
    """Forced row-level security: who sees a row, who may write one."""
    maintenance = f"{SCOPE} = 'maintenance'"
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({sees})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({writes})",
        f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({sees}) WITH CHECK ({writes})",
        f"CREATE POLICY {table}_maintenance ON {table} TO CURRENT_USER USING ({maintenance}) WITH CHECK ({maintenance})",
    ]


GUARDED = [
    *guarded("registers_insurance", WELFARE, f"{MACHINE} OR {KEEPS}"),
    *guarded("registers_injury", WELFARE, f"{MACHINE} OR {KEEPS}"),
    *guarded("registers_counselling", COUNSELLING, COUNSELLING),
    # What changed of insurance and injuries is read by those who keep or lead, never by the whole agency.
    "CREATE POLICY registers_registerchange_welfare ON registers_registerchange AS RESTRICTIVE FOR SELECT USING"
    f" (model NOT IN ('registers.Insurance', 'registers.Injury') OR {SCOPE} IN ('worker', 'import', 'maintenance')"
    f" OR {ROLES} && ARRAY['system_admin', 'agency_head'])",
]


class Migration(migrations.Migration):
    dependencies = [("registers", "0017_withdrawn")]

    operations = [
        migrations.CreateModel(
            name="RoleHeld",
            fields=[],
            options={"db_table": "registers_roleheld", "managed": False},
        ),
        # -- tables (generated)
        migrations.CreateModel(
            name='ExamAttempt',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('seed', models.CharField(max_length=32, verbose_name='抽题种子')),
                ('paper_sha256', models.CharField(max_length=64, verbose_name='试卷摘要')),
                ('pass_mark', models.PositiveSmallIntegerField(verbose_name='合格分数')),
                ('started_at', models.DateTimeField(verbose_name='开始时间')),
                ('ends_at', models.DateTimeField(verbose_name='截止时间')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='交卷时间')),
                ('score', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='成绩')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='registers.certificateapplication', verbose_name='申领')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='registers.officer', verbose_name='考生')),
                ('result', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attempt', to='registers.examresult', verbose_name='登记的成绩')),
            ],
            options={
                'verbose_name': '网上考试',
                'verbose_name_plural': '网上考试',
                'ordering': ['-started_at'],
            },
        ),
        migrations.CreateModel(
            name='ExamBank',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('pools', models.JSONField(verbose_name='各类题目')),
            ],
            options={
                'verbose_name': '题库快照',
                'verbose_name_plural': '题库快照',
            },
        ),
        migrations.CreateModel(
            name='PhotoData',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('jpeg', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='ExamPaper',
            fields=[
                ('attempt', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='paper', serialize=False, to='registers.examattempt')),
                ('questions', models.JSONField(verbose_name='试题')),
                ('answers', models.JSONField(default=dict, verbose_name='答案')),
                ('saved_at', models.DateTimeField(blank=True, null=True, verbose_name='保存时间')),
            ],
            options={
                'verbose_name': '试卷',
                'verbose_name_plural': '试卷',
            },
        ),
        migrations.AddField(
            model_name='examattempt',
            name='bank',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.exambank', verbose_name='题库快照'),
        ),
        migrations.CreateModel(
            name='ExamScheme',
            fields=[
                ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入')),
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('name', models.CharField(max_length=200, verbose_name='考试名称')),
                ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(480)], verbose_name='考试时间（分钟）')),
                ('pass_mark', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='合格分数')),
                ('organised_by', models.CharField(max_length=200, verbose_name='组织机关')),
            ],
            options={
                'verbose_name': '组卷方案',
                'verbose_name_plural': '组卷方案',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='scheme_dates', violation_error_message='失效日期不能早于生效日期'), models.CheckConstraint(condition=models.Q(('minutes__range', (1, 480))), name='scheme_minutes'), models.UniqueConstraint(fields=('node', 'name', 'valid_from'), name='scheme_once', violation_error_message='该组卷方案已登记')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='examattempt',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='registers.examscheme', verbose_name='组卷方案'),
        ),
        migrations.CreateModel(
            name='Injury',
            fields=[
                ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='受伤日期')),
                ('what', models.TextField(verbose_name='经过和伤情')),
                ('recognised', models.CharField(choices=[('waiting', '待认定'), ('yes', '认定工伤'), ('no', '不予认定')], default='waiting', max_length=8, verbose_name='认定')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='认定文书')),
                ('paid_yuan', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='赔付、抚恤金额（元）')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='injuries', to='registers.officer', verbose_name='人员')),
            ],
            options={
                'verbose_name': '工伤和抚恤',
                'verbose_name_plural': '工伤和抚恤',
                'ordering': ['officer', '-on'],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Insurance',
            fields=[
                ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入')),
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('accident', '人身意外伤害保险'), ('work_injury', '工伤保险'), ('other', '其他保险')], max_length=12, verbose_name='险种')),
                ('insurer', models.CharField(max_length=200, verbose_name='承保机构')),
                ('policy_no', models.CharField(blank=True, max_length=100, verbose_name='保单号')),
                ('amount_yuan', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='保险金额（元）')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='insurances', to='registers.officer', verbose_name='人员')),
            ],
            options={
                'verbose_name': '人员保险',
                'verbose_name_plural': '人员保险',
                'ordering': ['officer', '-valid_from'],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='IntermediaryService',
            fields=[
                ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入')),
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='中介服务名称')),
                ('result', models.CharField(blank=True, max_length=200, verbose_name='服务成果')),
                ('providers', models.CharField(blank=True, max_length=300, verbose_name='提供服务的机构及资质')),
                ('source', models.CharField(choices=[('law', '法律'), ('regulation', '行政法规'), ('state_council', '国务院决定（第十四条第二款）'), ('local', '地方性法规'), ('rule', '规章'), ('standard', '技术标准、技术规范'), ('other', '其他规范性文件或者内部规定')], max_length=20, verbose_name='设定依据的种类')),
                ('basis', models.CharField(help_text='例如《某某法》第某条', max_length=300, verbose_name='设定依据')),
                ('pricing', models.CharField(choices=[('state', '政府定价'), ('guided', '政府指导价'), ('market', '市场调节价'), ('agency', '由行政机关付费')], max_length=8, verbose_name='定价方式')),
                ('fee_standard', models.CharField(blank=True, max_length=300, verbose_name='收费标准')),
                ('fee_document', models.CharField(blank=True, max_length=200, verbose_name='收费文件')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关')),
                ('power', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.power', verbose_name='执法事项')),
            ],
            options={
                'verbose_name': '中介服务清单',
                'verbose_name_plural': '中介服务清单',
                'ordering': ['agency', 'name'],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='JudicialOffice',
            fields=[
                ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入')),
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100, verbose_name='司法所名称')),
                ('places', models.PositiveSmallIntegerField(default=0, verbose_name='编制数')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='电话')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judicial_offices', to='registers.agency', verbose_name='司法行政机关')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.region', verbose_name='所在乡镇、街道')),
            ],
            options={
                'verbose_name': '司法所',
                'verbose_name_plural': '司法所',
                'ordering': ['agency', 'name'],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='JudicialOfficeMember',
            fields=[
                ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入')),
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('heads', models.BooleanField(default=False, verbose_name='负责人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='registers.judicialoffice', verbose_name='司法所')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judicial_offices', to='registers.officer', verbose_name='人员')),
            ],
            options={
                'verbose_name': '司法所人员',
                'verbose_name_plural': '司法所人员',
                'ordering': ['office', 'valid_from'],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OfficerPhoto',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('taken_in', models.DateTimeField(default=django.utils.timezone.now, verbose_name='收存时间')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='registers.officer', verbose_name='人员')),
            ],
            options={
                'verbose_name': '执法证照片',
                'verbose_name_plural': '执法证照片',
                'ordering': ['officer', '-taken_in'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入')),
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('number', models.CharField(max_length=40, verbose_name='题号')),
                ('category', models.CharField(max_length=60, verbose_name='类别')),
                ('kind', models.CharField(choices=[('single', '单项选择题'), ('multiple', '多项选择题'), ('judge', '判断题')], max_length=10, verbose_name='题型')),
                ('text', models.TextField(verbose_name='题干')),
                ('option_a', models.CharField(blank=True, max_length=500, verbose_name='选项A')),
                ('option_b', models.CharField(blank=True, max_length=500, verbose_name='选项B')),
                ('option_c', models.CharField(blank=True, max_length=500, verbose_name='选项C')),
                ('option_d', models.CharField(blank=True, max_length=500, verbose_name='选项D')),
                ('option_e', models.CharField(blank=True, max_length=500, verbose_name='选项E')),
                ('option_f', models.CharField(blank=True, max_length=500, verbose_name='选项F')),
                ('answer', models.CharField(help_text='选择题填字母，例如B、ACD；判断题填对或者错', max_length=10, verbose_name='答案')),
                ('basis', models.CharField(help_text='法律、法规、规章的名称和条款', max_length=300, verbose_name='依据')),
            ],
            options={
                'verbose_name': '考试题库',
                'verbose_name_plural': '考试题库',
                'ordering': ['number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='question_dates', violation_error_message='失效日期不能早于生效日期'), models.CheckConstraint(condition=models.Q(('kind__in', ['single', 'multiple', 'judge'])), name='question_kind'), models.UniqueConstraint(fields=('node', 'number'), name='question_once', violation_error_message='该题号已登记')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ServiceCleanup',
            fields=[
                ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('proposed_on', models.DateField(verbose_name='提出清理日期')),
                ('proposal', models.CharField(choices=[('keep', '保留'), ('cancel', '取消'), ('merge', '合并'), ('fee', '降低收费'), ('to_agency', '改由行政机关委托并付费')], max_length=10, verbose_name='拟处理意见')),
                ('reason', models.TextField(verbose_name='理由')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('outcome', models.CharField(blank=True, choices=[('keep', '保留'), ('cancel', '取消'), ('merge', '合并'), ('fee', '降低收费'), ('to_agency', '改由行政机关委托并付费')], max_length=10, verbose_name='决定')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='决定文件')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='公布日期')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cleanups', to='registers.intermediaryservice', verbose_name='中介服务')),
            ],
            options={
                'verbose_name': '中介服务清理',
                'verbose_name_plural': '中介服务清理',
                'ordering': ['service', '-proposed_on'],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Counselling',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='预约时间')),
                ('wish', models.CharField(max_length=200, verbose_name='希望的时间和方式')),
                ('about', models.CharField(blank=True, max_length=500, verbose_name='想谈的事（可以不填）')),
                ('state', models.CharField(choices=[('asked', '已预约，待安排'), ('set', '已安排'), ('done', '已完成'), ('crisis', '已转危机干预'), ('withdrawn', '本人取消')], default='asked', max_length=10, verbose_name='状态')),
                ('meets_at', models.DateTimeField(blank=True, null=True, verbose_name='安排的时间')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='地点或者方式')),
                ('note', models.TextField(blank=True, verbose_name='干预登记')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counselling', to='registers.officer', verbose_name='预约人')),
            ],
            options={
                'verbose_name': '心理咨询预约',
                'verbose_name_plural': '心理咨询预约',
                'ordering': ['-asked_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'set', 'done', 'crisis', 'withdrawn'])), name='counselling_state'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'set'])), fields=('officer',), name='counselling_open_once', violation_error_message='您已有一个尚未完成的预约')],
            },
        ),
        migrations.CreateModel(
            name='Counsellor',
            fields=[
                ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入')),
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('qualification', models.CharField(max_length=200, verbose_name='资格、聘任文件')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counsellors', to='registers.agency', verbose_name='服务的机关')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counsels', to='registers.officer', verbose_name='心理咨询人员')),
            ],
            options={
                'verbose_name': '心理咨询人员',
                'verbose_name_plural': '心理咨询人员',
                'ordering': ['agency', 'valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='counsellor_dates', violation_error_message='失效日期不能早于生效日期'), models.UniqueConstraint(fields=('agency', 'officer', 'valid_from'), name='counsellor_once', violation_error_message='该人员已登记')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ExamPart',
            fields=[
                ('withdrawn_by', models.UUIDField(blank=True, editable=False, null=True, verbose_name='撤销导入')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='顺序')),
                ('category', models.CharField(max_length=60, verbose_name='类别')),
                ('kind', models.CharField(choices=[('single', '单项选择题'), ('multiple', '多项选择题'), ('judge', '判断题')], max_length=10, verbose_name='题型')),
                ('number', models.PositiveSmallIntegerField(help_text='停用的部分填0', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(500)], verbose_name='题数')),
                ('points', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='每题分数')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='registers.examscheme', verbose_name='组卷方案')),
            ],
            options={
                'verbose_name': '组卷要求',
                'verbose_name_plural': '组卷要求',
                'ordering': ['scheme', 'position'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['single', 'multiple', 'judge'])), name='part_kind'), models.UniqueConstraint(fields=('scheme', 'position'), name='part_position_once', violation_error_message='该顺序已有要求'), models.UniqueConstraint(fields=('scheme', 'category', 'kind'), name='part_once', violation_error_message='该类别和题型已有要求')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='examattempt',
            constraint=models.UniqueConstraint(condition=models.Q(('submitted_at__isnull', True)), fields=('officer',), name='attempt_running_once'),
        ),
        migrations.AddConstraint(
            model_name='examattempt',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('started_at'))), name='attempt_times'),
        ),
        migrations.AddConstraint(
            model_name='examattempt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('score__isnull', True), ('submitted_at__isnull', True)), models.Q(('score__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='attempt_marked_when_submitted'),
        ),
        migrations.AddConstraint(
            model_name='injury',
            constraint=models.CheckConstraint(condition=models.Q(('recognised__in', ['waiting', 'yes', 'no'])), name='injury_recognised'),
        ),
        migrations.AddConstraint(
            model_name='injury',
            constraint=models.UniqueConstraint(fields=('officer', 'on'), name='injury_once_a_day', violation_error_message='该人员当日已登记'),
        ),
        migrations.AddConstraint(
            model_name='insurance',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='insurance_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='insurance',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['accident', 'work_injury', 'other'])), name='insurance_kind'),
        ),
        migrations.AddConstraint(
            model_name='insurance',
            constraint=models.UniqueConstraint(fields=('officer', 'kind', 'valid_from'), name='insurance_once', violation_error_message='该险种当日已登记'),
        ),
        migrations.AddConstraint(
            model_name='intermediaryservice',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='intermediary_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='intermediaryservice',
            constraint=models.CheckConstraint(condition=models.Q(('pricing__in', ['state', 'guided', 'market', 'agency'])), name='intermediary_pricing'),
        ),
        migrations.AddConstraint(
            model_name='intermediaryservice',
            constraint=models.UniqueConstraint(fields=('agency', 'power', 'name', 'valid_from'), name='intermediary_once', nulls_distinct=False, violation_error_message='该中介服务已登记'),
        ),
        migrations.AddConstraint(
            model_name='judicialoffice',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='judicial_office_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='judicialoffice',
            constraint=models.UniqueConstraint(fields=('agency', 'name', 'valid_from'), name='judicial_office_once', violation_error_message='该司法所已登记'),
        ),
        migrations.AddConstraint(
            model_name='judicialofficemember',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='judicial_member_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='judicialofficemember',
            constraint=models.UniqueConstraint(fields=('office', 'officer', 'valid_from'), name='judicial_member_once', violation_error_message='该人员当日已在该所'),
        ),
        migrations.AddConstraint(
            model_name='servicecleanup',
            constraint=models.CheckConstraint(condition=models.Q(('proposal__in', ['keep', 'cancel', 'merge', 'fee', 'to_agency'])), name='cleanup_proposal'),
        ),
        migrations.AddConstraint(
            model_name='servicecleanup',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'keep', 'cancel', 'merge', 'fee', 'to_agency'])), name='cleanup_outcome'),
        ),
        migrations.AddConstraint(
            model_name='servicecleanup',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_on__isnull', True)), fields=('service',), name='cleanup_open_once', violation_error_message='该中介服务已有尚未决定的清理意见'),
        ),
        migrations.AddConstraint(
            model_name='servicecleanup',
            constraint=models.UniqueConstraint(fields=('service', 'proposed_on'), name='cleanup_once_a_day', violation_error_message='该中介服务当日已有清理意见'),
        ),
        # -- end of tables
        migrations.RunSQL(ROLES_HELD, "DROP VIEW registers_roleheld"),
        migrations.RunSQL(sql.grant("SELECT", ["registers_roleheld"], sql.READERS), migrations.RunSQL.noop),
        migrations.RunSQL(APART, migrations.RunSQL.noop),
        migrations.RunSQL(sql.grant("SELECT, INSERT, UPDATE", TABLES, sql.WRITERS), migrations.RunSQL.noop),
        migrations.RunSQL(sql.grant("SELECT, INSERT", KEPT, sql.WRITERS), migrations.RunSQL.noop),
        migrations.RunSQL(sql.grant("SELECT", [*TABLES, *KEPT], ["yifa_facts"]), migrations.RunSQL.noop),
        migrations.RunSQL(GUARDED, migrations.RunSQL.noop),
    ]
