import django.db.models.deletion
import yifa.registers.ids
from django.db import migrations, models

from yifa.registers import sql

TABLE = ["registers_permititem"]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0011_clearance'),
    ]

    operations = [
        migrations.CreateModel(
            name='PermitItem',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('category', models.CharField(choices=[('approval', '按照法定条件批准的特定活动（第十二条第一项）'), ('resource', '资源开发利用、公共资源配置、特定行业准入（第十二条第二项）'), ('qualification', '职业、行业的资格、资质（第十二条第三项）'), ('technical', '设备、设施、产品、物品的检验审定（第十二条第四项）'), ('entity', '企业或者其他组织的设立（第十二条第五项）'), ('other', '法律、行政法规规定的其他事项（第十二条第六项）')], max_length=20, verbose_name='事项类别')),
                ('basis', models.TextField(verbose_name='设定依据')),
                ('safety_item', models.BooleanField(default=False, verbose_name='直接关系公共安全、人身健康、生命财产安全')),
                ('limited', models.BooleanField(default=False, verbose_name='有数量限制')),
                ('conditions', models.JSONField(blank=True, default=list, verbose_name='条件')),
                ('materials', models.JSONField(blank=True, default=list, verbose_name='申请材料')),
                ('steps', models.JSONField(blank=True, default=list, verbose_name='听证、检验、检测等特别程序')),
                ('services', models.JSONField(blank=True, default=list, verbose_name='须委托的中介服务')),
                ('fee_fen', models.BigIntegerField(default=0, verbose_name='收费（分）')),
                ('fee_source', models.CharField(blank=True, choices=[('law', '法律'), ('regulation', '行政法规'), ('state_council', '国务院决定（第十四条第二款）'), ('local', '地方性法规'), ('rule', '规章'), ('standard', '技术标准、技术规范'), ('other', '其他规范性文件或者内部规定')], max_length=20, verbose_name='收费依据的种类')),
                ('fee_basis', models.CharField(blank=True, max_length=200, verbose_name='收费依据')),
                ('fee_standard', models.CharField(blank=True, max_length=200, verbose_name='公布的收费项目和标准')),
                ('period_days', models.PositiveIntegerField(blank=True, null=True, verbose_name='法律、法规另有规定的期限')),
                ('period_unit', models.CharField(choices=[('wd', '个工作日'), ('cd', '日'), ('mo', '个月')], default='wd', max_length=2, verbose_name='期限单位')),
                ('period_from', models.CharField(choices=[('accepted', '受理之日'), ('received', '收到申请材料之日')], default='accepted', max_length=10, verbose_name='期限起算')),
                ('period_source', models.CharField(blank=True, choices=[('law', '法律'), ('regulation', '行政法规'), ('state_council', '国务院决定（第十四条第二款）'), ('local', '地方性法规'), ('rule', '规章'), ('standard', '技术标准、技术规范'), ('other', '其他规范性文件或者内部规定')], max_length=20, verbose_name='另行规定期限的文件')),
                ('period_basis', models.CharField(blank=True, max_length=200, verbose_name='另行规定期限的条款')),
                ('period_extension', models.PositiveIntegerField(blank=True, null=True, verbose_name='另行规定的延长')),
                ('promise_days', models.PositiveIntegerField(blank=True, null=True, verbose_name='承诺时限（工作日）')),
                ('licence', models.CharField(blank=True, max_length=200, verbose_name='许可证件')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='取消、下放或者承接的文件')),
                ('power', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='permit_items', to='registers.power', verbose_name='执法事项')),
            ],
            options={
                'verbose_name': '许可事项',
                'verbose_name_plural': '许可事项',
                'ordering': ['power', 'valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='permit_item_dates', violation_error_message='失效日期不能早于生效日期'), models.CheckConstraint(condition=models.Q(('category__in', ['approval', 'resource', 'qualification', 'technical', 'entity', 'other'])), name='permit_item_category'), models.CheckConstraint(condition=models.Q(('fee_fen__gte', 0)), name='permit_item_fee', violation_error_message='收费不能为负数'), models.UniqueConstraint(fields=('power', 'valid_from'), name='permit_item_once', violation_error_message='该许可事项在这一生效日期已登记')],
            },
        ),
        migrations.RunSQL(sql.grant("SELECT, INSERT, UPDATE", TABLE, sql.WRITERS), migrations.RunSQL.noop),
        migrations.RunSQL(sql.grant("SELECT", TABLE, ["yifa_facts"]), migrations.RunSQL.noop),
    ]
