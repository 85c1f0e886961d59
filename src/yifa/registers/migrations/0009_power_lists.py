import django.db.models.deletion
import yifa.registers.ids
from django.db import migrations, models

from yifa.registers import sql

TABLES = [
    "registers_inspectionitem",
    "registers_mandateevaluation",
    "registers_powerstate",
    "registers_problem",
    "registers_recordingitem",
    "registers_reviewitem",
    "registers_supportingrule",
]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0008_statute_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='power',
            name='exercised_at',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, '省级'), (2, '市级'), (3, '县级'), (4, '乡级')], null=True, verbose_name='行使层级'),
        ),
        migrations.AddField(
            model_name='power',
            name='industry',
            field=models.CharField(blank=True, max_length=100, verbose_name='行业部门'),
        ),
        migrations.AddField(
            model_name='power',
            name='inspected_by_draw',
            field=models.BooleanField(default=False, verbose_name='列入随机抽查'),
        ),
        migrations.CreateModel(
            name='InspectionItem',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='抽查事项')),
                ('objects_of', models.CharField(max_length=200, verbose_name='检查对象')),
                ('content', models.TextField(verbose_name='检查内容')),
                ('method', models.CharField(max_length=200, verbose_name='检查方式')),
                ('share_percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='抽查比例（%）')),
                ('times_a_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='每年次数')),
                ('with_law', models.CharField(max_length=500, verbose_name='检查依据')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关')),
                ('power', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.power', verbose_name='执法事项')),
            ],
            options={
                'verbose_name': '随机抽查事项清单',
                'verbose_name_plural': '随机抽查事项清单',
                'ordering': ['agency', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='inspection_item_dates', violation_error_message='失效日期不能早于生效日期'), models.UniqueConstraint(fields=('agency', 'name', 'valid_from'), name='inspection_item_once', violation_error_message='该抽查事项已登记'), models.CheckConstraint(condition=models.Q(('share_percent__isnull', True), ('share_percent__range', (1, 100)), _connector='OR'), name='inspection_item_share', violation_error_message='抽查比例为 1 至 100')],
            },
        ),
        migrations.CreateModel(
            name='MandateEvaluation',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='评估日期')),
                ('outcome', models.CharField(choices=[('keep', '继续行使'), ('adjust', '调整'), ('take_back', '收回')], max_length=12, verbose_name='结论')),
                ('finding', models.TextField(verbose_name='评估情况')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='评估文件')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='registers.mandate', verbose_name='授权、委托或者赋权')),
            ],
            options={
                'verbose_name': '赋权事项评估',
                'verbose_name_plural': '赋权事项评估',
                'ordering': ['mandate', 'on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['keep', 'adjust', 'take_back'])), name='evaluation_outcome'), models.UniqueConstraint(fields=('mandate', 'on'), name='evaluation_once_a_day', violation_error_message='当日已有评估')],
            },
        ),
        migrations.CreateModel(
            name='PowerState',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField(verbose_name='起始日期')),
                ('state', models.CharField(choices=[('claimed', '已认领'), ('published', '已公布'), ('suspended', '暂停实施'), ('cancelled', '取消'), ('taken_back', '收回')], max_length=20, verbose_name='状态')),
                ('document', models.CharField(help_text='公布、调整、取消或者收回的文件名称和文号', max_length=200, verbose_name='依据文件')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='原因')),
                ('power', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='states', to='registers.power', verbose_name='执法事项')),
                ('statute', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.statute', verbose_name='因何法律文件修改而调整')),
            ],
            options={
                'verbose_name': '执法事项状态',
                'verbose_name_plural': '执法事项状态',
                'ordering': ['power', 'since'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['claimed', 'published', 'suspended', 'cancelled', 'taken_back'])), name='power_state'), models.UniqueConstraint(fields=('power', 'since'), name='power_state_once_a_day', violation_error_message='该事项当日已有状态变更')],
            },
        ),
        migrations.CreateModel(
            name='Problem',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('problem', models.CharField(max_length=300, verbose_name='突出问题')),
                ('measures', models.TextField(verbose_name='整治措施')),
                ('due', models.DateField(verbose_name='整治期限')),
                ('filed_on', models.DateField(blank=True, null=True, verbose_name='备案日期')),
                ('result', models.TextField(blank=True, verbose_name='整治结果')),
                ('struck_off_on', models.DateField(blank=True, null=True, verbose_name='销号日期')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关')),
                ('power', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.power', verbose_name='执法事项')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.unit', verbose_name='责任单位')),
            ],
            options={
                'verbose_name': '突出问题整治台账',
                'verbose_name_plural': '突出问题整治台账',
                'ordering': ['agency', 'due'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='problem_dates', violation_error_message='失效日期不能早于生效日期'), models.UniqueConstraint(fields=('agency', 'problem', 'valid_from'), name='problem_once', violation_error_message='该问题已登记')],
            },
        ),
        migrations.CreateModel(
            name='RecordingItem',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('scene', models.CharField(max_length=200, verbose_name='环节、场合')),
                ('need', models.CharField(choices=[('whole', '全过程音像记录'), ('key', '关键环节音像记录'), ('optional', '可以不作音像记录')], max_length=12, verbose_name='记录要求')),
                ('special', models.BooleanField(default=False, verbose_name='特殊场景')),
                ('guidance', models.TextField(blank=True, help_text='特殊场景须写明怎样处置', verbose_name='处置指引')),
                ('basis', models.CharField(blank=True, max_length=500, verbose_name='依据')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关')),
                ('power', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.power', verbose_name='执法事项')),
            ],
            options={
                'verbose_name': '音像记录事项清单',
                'verbose_name_plural': '音像记录事项清单',
                'ordering': ['agency', 'scene'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='recording_item_dates', violation_error_message='失效日期不能早于生效日期'), models.CheckConstraint(condition=models.Q(('need__in', ['whole', 'key', 'optional'])), name='recording_need'), models.UniqueConstraint(fields=('agency', 'scene', 'valid_from'), name='recording_item_once', violation_error_message='该环节已登记')],
            },
        ),
        migrations.CreateModel(
            name='ReviewItem',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=300, verbose_name='审核事项')),
                ('type', models.CharField(choices=[('01', '行政许可'), ('02', '行政处罚'), ('03', '行政强制'), ('04', '行政征收'), ('05', '行政给付'), ('06', '行政检查'), ('07', '行政确认'), ('08', '行政奖励'), ('09', '行政裁决'), ('10', '其他行政权力'), ('20', '公共服务')], max_length=2, verbose_name='决定类别')),
                ('amount_yuan', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='金额标准（元，达到即审核）')),
                ('standard', models.TextField(blank=True, verbose_name='其他标准')),
                ('basis', models.CharField(max_length=500, verbose_name='依据')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关')),
                ('power', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.power', verbose_name='执法事项')),
            ],
            options={
                'verbose_name': '重大执法决定法制审核目录',
                'verbose_name_plural': '重大执法决定法制审核目录',
                'ordering': ['agency', 'type', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='review_item_dates', violation_error_message='失效日期不能早于生效日期'), models.UniqueConstraint(fields=('agency', 'name', 'valid_from'), name='review_item_once', violation_error_message='该审核事项已登记')],
            },
        ),
        migrations.CreateModel(
            name='SupportingRule',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('topic', models.CharField(choices=[('disclosure', '行政执法公示'), ('recording', '执法全过程记录'), ('review', '重大执法决定法制审核'), ('discretion', '行政裁量权基准'), ('transfer', '行政执法与刑事司法衔接'), ('hearing', '听证'), ('certificate', '执法人员资格和证件管理'), ('liability', '执法责任和过错追究'), ('complaint', '投诉举报处理'), ('archive', '案卷管理和评查'), ('other', '其他')], max_length=20, verbose_name='制度类别')),
                ('title', models.CharField(max_length=200, verbose_name='制度名称')),
                ('document_no', models.CharField(blank=True, max_length=100, verbose_name='文号')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='机关')),
                ('power', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.power', verbose_name='执法事项')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.unit', verbose_name='负责机构')),
            ],
            options={
                'verbose_name': '配套制度库',
                'verbose_name_plural': '配套制度库',
                'ordering': ['agency', 'topic', 'title'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='supporting_rule_dates', violation_error_message='失效日期不能早于生效日期'), models.UniqueConstraint(fields=('agency', 'title', 'valid_from'), name='supporting_rule_once', violation_error_message='该制度已登记')],
            },
        ),
        migrations.RunSQL(sql.grant("SELECT, INSERT, UPDATE", TABLES, sql.WRITERS), migrations.RunSQL.noop),
        migrations.RunSQL(sql.grant("SELECT", TABLES, ["yifa_facts"]), migrations.RunSQL.noop),
    ]
