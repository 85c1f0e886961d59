"""Verification of bodies, posts, the life of certificates, staff, equipment, advisers, supervisors and contacts."""

import django.db.models.deletion
import yifa.registers.ids
import yifa.registers.node
from django.db import migrations, models

from yifa.registers import sql

TABLES = [
    "registers_adviser",
    "registers_advisertask",
    "registers_agencyverification",
    "registers_certificateapplication",
    "registers_certificatereview",
    "registers_contact",
    "registers_contacttask",
    "registers_equipment",
    "registers_equipmentissue",
    "registers_examresult",
    "registers_officerassessment",
    "registers_officerexit",
    "registers_post",
    "registers_postholding",
    "registers_qualificationcheck",
    "registers_staffdetail",
]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0014_imports'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='code',
            field=models.CharField(default='', editable=False, max_length=40, verbose_name='核验码'),
        ),
        # 122 random bits for each certificate that is there already.
        migrations.RunSQL(
            "UPDATE registers_certificate SET code = replace(gen_random_uuid()::text, '-', '')",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name='certificate',
            name='code',
            field=models.CharField(default=yifa.registers.ids.new_code, editable=False, max_length=40, unique=True, verbose_name='核验码'),
        ),
        migrations.CreateModel(
            name='Adviser',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('name', models.CharField(max_length=100, verbose_name='姓名')),
                ('kind', models.CharField(choices=[('public_lawyer', '公职律师'), ('counsel', '法律顾问'), ('expert', '法律专家')], max_length=14, verbose_name='类别')),
                ('licence', models.CharField(blank=True, max_length=60, verbose_name='执业证号')),
                ('organisation', models.CharField(blank=True, help_text='机关以外的填写', max_length=200, verbose_name='工作单位')),
                ('fields', models.CharField(blank=True, max_length=200, verbose_name='专业领域')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='电话')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advisers', to='registers.agency', verbose_name='所在机关')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.officer', verbose_name='在编人员')),
            ],
            options={
                'verbose_name': '法律顾问和公职律师',
                'verbose_name_plural': '法律顾问和公职律师',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='AdviserTask',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(max_length=300, verbose_name='事项')),
                ('number', models.CharField(blank=True, max_length=100, verbose_name='案号')),
                ('asked_on', models.DateField(verbose_name='派单日期')),
                ('due', models.DateField(blank=True, null=True, verbose_name='答复期限')),
                ('recused', models.BooleanField(default=False, verbose_name='回避')),
                ('recusal_reason', models.CharField(blank=True, max_length=300, verbose_name='回避理由')),
                ('opinion', models.TextField(blank=True, verbose_name='法律意见')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='registers.adviser', verbose_name='顾问或者律师')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='申请机关')),
            ],
            options={
                'verbose_name': '法律顾问派单',
                'verbose_name_plural': '法律顾问派单',
                'ordering': ['-asked_on'],
            },
        ),
        migrations.CreateModel(
            name='AgencyVerification',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('result', models.CharField(choices=[('verified', '认定'), ('refused', '不予认定')], max_length=10, verbose_name='认定结果')),
                ('decided_by', models.CharField(max_length=200, verbose_name='认定机关')),
                ('document', models.CharField(max_length=200, verbose_name='认定文件')),
                ('reasons', models.CharField(blank=True, max_length=500, verbose_name='不予认定的理由')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='公告日期')),
                ('published_at', models.CharField(blank=True, max_length=200, verbose_name='公告载体')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='registers.agency', verbose_name='执法主体')),
            ],
            options={
                'verbose_name': '执法主体年度认定',
                'verbose_name_plural': '执法主体年度认定',
                'ordering': ['agency', '-valid_from'],
            },
        ),
        migrations.CreateModel(
            name='CertificateApplication',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('cause', models.CharField(choices=[('first', '首次申领'), ('renewal', '到期换发'), ('transfer', '调动换发'), ('replacement', '遗失、损毁补发')], default='first', max_length=12, verbose_name='事由')),
                ('applied_on', models.DateField(verbose_name='申领日期')),
                ('kind', models.CharField(max_length=100, verbose_name='执法类别')),
                ('area', models.CharField(max_length=100, verbose_name='执法区域')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤回日期')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='执法主体')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='registers.officer', verbose_name='申领人')),
            ],
            options={
                'verbose_name': '执法证申领',
                'verbose_name_plural': '执法证申领',
                'ordering': ['-applied_on'],
            },
        ),
        migrations.AddField(
            model_name='certificate',
            name='application',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='registers.certificateapplication', verbose_name='申领'),
        ),
        migrations.CreateModel(
            name='CertificateReview',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('on', models.DateField(verbose_name='审验日期')),
                ('result', models.CharField(choices=[('passed', '合格'), ('failed', '不合格'), ('postponed', '暂缓')], max_length=10, verbose_name='审验结果')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='registers.certificate', verbose_name='行政执法证')),
            ],
            options={
                'verbose_name': '执法证年度审验',
                'verbose_name_plural': '执法证年度审验',
                'ordering': ['certificate', '-year'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('kind', models.CharField(choices=[('supervisor', '特邀监督员'), ('point', '监督联系点'), ('board', '咨询委员')], max_length=12, verbose_name='类别')),
                ('name', models.CharField(max_length=200, verbose_name='姓名或者名称')),
                ('organisation', models.CharField(blank=True, max_length=200, verbose_name='单位')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='电话')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='聘任、设立文件')),
                ('end_reason', models.CharField(blank=True, max_length=300, verbose_name='解聘、撤销的理由')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.region', verbose_name='所在区域')),
            ],
            options={
                'verbose_name': '特邀监督员和联系点',
                'verbose_name_plural': '特邀监督员和联系点',
                'ordering': ['kind', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ContactTask',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(max_length=300, verbose_name='任务')),
                ('asked_on', models.DateField(verbose_name='派发日期')),
                ('due', models.DateField(blank=True, null=True, verbose_name='反馈期限')),
                ('answer', models.TextField(blank=True, verbose_name='反馈意见')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='反馈日期')),
                ('outcome', models.TextField(blank=True, verbose_name='处理结果')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='registers.contact', verbose_name='监督员或者联系点')),
            ],
            options={
                'verbose_name': '监督员和联系点任务',
                'verbose_name_plural': '监督员和联系点任务',
                'ordering': ['-asked_on'],
            },
        ),
        migrations.CreateModel(
            name='Equipment',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('recorder', '执法记录仪'), ('camera', '照相机、录像机'), ('station', '数据采集站'), ('terminal', '移动执法终端'), ('printer', '便携式打印机'), ('vehicle', '执法车辆'), ('detector', '检测设备'), ('other', '其他')], max_length=12, verbose_name='种类')),
                ('number', models.CharField(max_length=60, verbose_name='编号')),
                ('model_name', models.CharField(blank=True, max_length=100, verbose_name='型号')),
                ('state', models.CharField(choices=[('in_use', '在用'), ('spare', '备用'), ('repair', '维修'), ('retired', '报废')], default='spare', max_length=10, verbose_name='状态')),
                ('bought_on', models.DateField(blank=True, null=True, verbose_name='购置日期')),
                ('retired_on', models.DateField(blank=True, null=True, verbose_name='报废日期')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='equipment', to='registers.agency', verbose_name='机关')),
                ('keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.officer', verbose_name='保管人')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.unit', verbose_name='使用单位')),
            ],
            options={
                'verbose_name': '执法装备',
                'verbose_name_plural': '执法装备',
                'ordering': ['agency', 'kind', 'number'],
            },
        ),
        migrations.CreateModel(
            name='EquipmentIssue',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('issued_on', models.DateField(verbose_name='领用日期')),
                ('returned_on', models.DateField(blank=True, null=True, verbose_name='归还日期')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('equipment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='registers.equipment', verbose_name='装备')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='equipment', to='registers.officer', verbose_name='领用人')),
            ],
            options={
                'verbose_name': '装备领用',
                'verbose_name_plural': '装备领用',
                'ordering': ['equipment', '-issued_on'],
            },
        ),
        migrations.CreateModel(
            name='ExamResult',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='考试日期')),
                ('name', models.CharField(max_length=200, verbose_name='考试名称')),
                ('exempt', models.BooleanField(default=False, verbose_name='免试')),
                ('score', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='成绩')),
                ('pass_mark', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='合格分数')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exams', to='registers.certificateapplication', verbose_name='申领')),
            ],
            options={
                'verbose_name': '资格考试成绩',
                'verbose_name_plural': '资格考试成绩',
                'ordering': ['application', 'on'],
            },
        ),
        migrations.CreateModel(
            name='OfficerAssessment',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('on', models.DateField(verbose_name='考核日期')),
                ('grade', models.CharField(choices=[('excellent', '优秀'), ('competent', '称职'), ('basic', '基本称职'), ('failed', '不称职')], max_length=12, verbose_name='考核等次')),
                ('score', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='得分')),
                ('plan', models.CharField(blank=True, max_length=200, verbose_name='考核方案')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='registers.officer', verbose_name='人员')),
            ],
            options={
                'verbose_name': '人员年度考核',
                'verbose_name_plural': '人员年度考核',
                'ordering': ['officer', '-year'],
            },
        ),
        migrations.CreateModel(
            name='OfficerExit',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(choices=[('transfer', '调往其他执法机关'), ('posted', '调离执法岗位'), ('retired', '退休'), ('resigned', '辞职'), ('assessment', '考核不合格退出'), ('unlawful', '违法违纪退出'), ('disqualified', '取消执法资格'), ('deceased', '死亡')], max_length=12, verbose_name='退出原因')),
                ('last_day', models.DateField(verbose_name='最后在岗日期')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='文件')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='公告日期')),
                ('follows', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='came_by', to='registers.officer', verbose_name='在新机关的登记')),
                ('officer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='exit', to='registers.officer', verbose_name='人员')),
                ('to_agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.agency', verbose_name='调往机关')),
            ],
            options={
                'verbose_name': '人员退出',
                'verbose_name_plural': '人员退出',
                'ordering': ['-last_day'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=100, verbose_name='岗位名称')),
                ('duties', models.TextField(verbose_name='岗位职责')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='依据')),
                ('role_names', models.CharField(blank=True, help_text='例如：承办人、听证主持人；不需要的不填', max_length=200, verbose_name='所需岗位角色')),
                ('places', models.PositiveSmallIntegerField(default=1, verbose_name='编制数')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='registers.agency', verbose_name='机关')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='registers.unit', verbose_name='内设机构')),
            ],
            options={
                'verbose_name': '岗位职责',
                'verbose_name_plural': '岗位职责',
                'ordering': ['agency', 'unit', 'title'],
            },
        ),
        migrations.CreateModel(
            name='PostHolding',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='registers.officer', verbose_name='人员')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='registers.post', verbose_name='岗位')),
            ],
            options={
                'verbose_name': '任岗',
                'verbose_name_plural': '任岗',
                'ordering': ['post', 'valid_from'],
            },
        ),
        migrations.CreateModel(
            name='QualificationCheck',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='审核日期')),
                ('passed', models.BooleanField(default=False, verbose_name='审核通过')),
                ('checked_by', models.CharField(max_length=200, verbose_name='审核机关')),
                ('helped_by', models.CharField(blank=True, max_length=200, verbose_name='协助核查的乡镇、街道')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='审核意见')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='registers.certificateapplication', verbose_name='申领')),
            ],
            options={
                'verbose_name': '资格审核',
                'verbose_name_plural': '资格审核',
                'ordering': ['application', 'on'],
            },
        ),
        migrations.CreateModel(
            name='StaffDetail',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='出生年份')),
                ('profession', models.CharField(blank=True, choices=[('law', '法学'), ('science', '理工农医'), ('management', '经济管理'), ('other', '其他专业')], max_length=12, verbose_name='专业')),
                ('employment', models.CharField(blank=True, choices=[('administrative', '行政编制'), ('institution', '事业编制'), ('contract', '合同制'), ('dispatched', '劳务派遣'), ('borrowed', '借用')], max_length=16, verbose_name='编制类别')),
                ('officer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='detail', to='registers.officer', verbose_name='人员')),
            ],
            options={
                'verbose_name': '人员基本情况',
                'verbose_name_plural': '人员基本情况',
                'ordering': ['officer'],
            },
        ),
        migrations.AddConstraint(
            model_name='adviser',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='adviser_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='adviser',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['public_lawyer', 'counsel', 'expert'])), name='adviser_kind'),
        ),
        migrations.AddConstraint(
            model_name='adviser',
            constraint=models.UniqueConstraint(fields=('node', 'name', 'kind', 'valid_from'), name='adviser_once', violation_error_message='该人员已登记'),
        ),
        migrations.AddConstraint(
            model_name='advisertask',
            constraint=models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), ('answered_on__gte', models.F('asked_on')), _connector='OR'), name='adviser_task_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='advisertask',
            constraint=models.UniqueConstraint(fields=('adviser', 'agency', 'about', 'asked_on'), name='adviser_task_once', violation_error_message='已派过单'),
        ),
        migrations.AddConstraint(
            model_name='agencyverification',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='verification_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='agencyverification',
            constraint=models.CheckConstraint(condition=models.Q(('result__in', ['verified', 'refused'])), name='verification_result'),
        ),
        migrations.AddConstraint(
            model_name='agencyverification',
            constraint=models.UniqueConstraint(fields=('agency', 'year', 'valid_from'), name='verification_once', violation_error_message='该机关当日已有本年度的认定'),
        ),
        migrations.AddConstraint(
            model_name='agencyverification',
            constraint=models.CheckConstraint(condition=models.Q(('year__range', (1990, 2200))), name='verification_year', violation_error_message='年度应在1990年至2200年之间'),
        ),
        migrations.AddConstraint(
            model_name='certificateapplication',
            constraint=models.CheckConstraint(condition=models.Q(('cause__in', ['first', 'renewal', 'transfer', 'replacement'])), name='application_cause'),
        ),
        migrations.AddConstraint(
            model_name='certificateapplication',
            constraint=models.UniqueConstraint(fields=('officer', 'agency', 'applied_on'), name='application_once_a_day', violation_error_message='该人员当日已有申领'),
        ),
        migrations.AddConstraint(
            model_name='certificatereview',
            constraint=models.CheckConstraint(condition=models.Q(('result__in', ['passed', 'failed', 'postponed'])), name='review_result'),
        ),
        migrations.AddConstraint(
            model_name='certificatereview',
            constraint=models.UniqueConstraint(fields=('certificate', 'year'), name='review_once_a_year', violation_error_message='该证件本年度已审验'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='contact_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['supervisor', 'point', 'board'])), name='contact_kind'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(fields=('node', 'kind', 'name', 'valid_from'), name='contact_once', violation_error_message='已登记'),
        ),
        migrations.AddConstraint(
            model_name='contacttask',
            constraint=models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), ('answered_on__gte', models.F('asked_on')), _connector='OR'), name='contact_task_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='contacttask',
            constraint=models.UniqueConstraint(fields=('contact', 'about', 'asked_on'), name='contact_task_once', violation_error_message='该任务已派发'),
        ),
        migrations.AddConstraint(
            model_name='equipment',
            constraint=models.CheckConstraint(condition=models.Q(('retired_on__isnull', True), ('retired_on__gte', models.F('bought_on')), _connector='OR'), name='equipment_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='equipment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['in_use', 'spare', 'repair', 'retired'])), name='equipment_state'),
        ),
        migrations.AddConstraint(
            model_name='equipment',
            constraint=models.UniqueConstraint(fields=('agency', 'number'), name='equipment_number_once', violation_error_message='该编号已登记'),
        ),
        migrations.AddConstraint(
            model_name='equipmentissue',
            constraint=models.CheckConstraint(condition=models.Q(('returned_on__isnull', True), ('returned_on__gte', models.F('issued_on')), _connector='OR'), name='issue_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='equipmentissue',
            constraint=models.UniqueConstraint(condition=models.Q(('returned_on__isnull', True)), fields=('equipment',), name='issue_open_once', violation_error_message='该装备已被领用，尚未归还'),
        ),
        migrations.AddConstraint(
            model_name='examresult',
            constraint=models.UniqueConstraint(fields=('application', 'on'), name='exam_once_a_day', violation_error_message='该申领当日已有考试成绩'),
        ),
        migrations.AddConstraint(
            model_name='officerassessment',
            constraint=models.CheckConstraint(condition=models.Q(('grade__in', ['excellent', 'competent', 'basic', 'failed'])), name='assessment_grade'),
        ),
        migrations.AddConstraint(
            model_name='officerassessment',
            constraint=models.UniqueConstraint(fields=('officer', 'year'), name='assessment_once_a_year', violation_error_message='该人员本年度已考核'),
        ),
        migrations.AddConstraint(
            model_name='officerassessment',
            constraint=models.CheckConstraint(condition=models.Q(('score__isnull', True), ('score__lte', 100), _connector='OR'), name='assessment_score', violation_error_message='得分为 0 至 100'),
        ),
        migrations.AddConstraint(
            model_name='officerexit',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['transfer', 'posted', 'retired', 'resigned', 'assessment', 'unlawful', 'disqualified', 'deceased'])), name='exit_reason'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='post_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('agency', 'unit', 'title', 'valid_from'), name='post_once', nulls_distinct=False, violation_error_message='该岗位已登记'),
        ),
        migrations.AddConstraint(
            model_name='postholding',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='holding_dates', violation_error_message='失效日期不能早于生效日期'),
        ),
        migrations.AddConstraint(
            model_name='postholding',
            constraint=models.UniqueConstraint(fields=('post', 'officer', 'valid_from'), name='holding_once', violation_error_message='该人员当日已任该岗位'),
        ),
        migrations.AddConstraint(
            model_name='qualificationcheck',
            constraint=models.UniqueConstraint(fields=('application', 'on'), name='check_once_a_day', violation_error_message='该申领当日已有审核结论'),
        ),
        migrations.AddConstraint(
            model_name='staffdetail',
            constraint=models.CheckConstraint(condition=models.Q(('birth_year__isnull', True), ('birth_year__range', (1920, 2200)), _connector='OR'), name='detail_birth_year', violation_error_message='出生年份不对'),
        ),
        migrations.RunSQL(sql.grant("SELECT, INSERT, UPDATE", TABLES, sql.WRITERS), migrations.RunSQL.noop),
        migrations.RunSQL(sql.grant("SELECT", TABLES, ["yifa_facts"]), migrations.RunSQL.noop),
    ]
