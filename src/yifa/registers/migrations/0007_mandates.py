import django.db.models.deletion
import yifa.registers.ids
from django.db import migrations, models

from yifa.registers import sql

TABLE = ["registers_mandate"]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0006_exemption_table'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('authorised', '法律、法规授权'), ('entrusted', '委托'), ('granted', '赋权（乡镇、街道）')], max_length=12, verbose_name='权力来源')),
                ('type', models.CharField(choices=[('01', '行政许可'), ('02', '行政处罚'), ('03', '行政强制'), ('04', '行政征收'), ('05', '行政给付'), ('06', '行政检查'), ('07', '行政确认'), ('08', '行政奖励'), ('09', '行政裁决'), ('10', '其他行政权力'), ('20', '公共服务')], max_length=2, verbose_name='事项类型')),
                ('codes', models.TextField(blank=True, help_text='空格、顿号或者换行分隔；不填为该类型的全部事项', verbose_name='事项编码')),
                ('scope', models.TextField(verbose_name='具体事项和权限')),
                ('grantor_name', models.CharField(blank=True, max_length=200, verbose_name='授权或者赋权机关')),
                ('document', models.CharField(max_length=200, verbose_name='文件（委托书、决定）')),
                ('basis', models.CharField(help_text='法律、法规、规章的名称和条款', max_length=300, verbose_name='法律依据')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='公布日期')),
                ('published_at', models.CharField(blank=True, max_length=200, verbose_name='公布载体')),
                ('evaluated_on', models.DateField(blank=True, null=True, verbose_name='最近评估日期')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='registers.agency', verbose_name='行使机关或者组织')),
                ('grantor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='given', to='registers.agency', verbose_name='委托机关')),
            ],
            options={
                'verbose_name': '授权、委托和赋权',
                'verbose_name_plural': '授权、委托和赋权',
                'ordering': ['agency', 'type', 'valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='mandate_dates', violation_error_message='失效日期不能早于生效日期'), models.CheckConstraint(condition=models.Q(('kind__in', ['authorised', 'entrusted', 'granted'])), name='mandate_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'entrusted'), _negated=True), models.Q(('grantor__isnull', False), ('valid_to__isnull', False)), _connector='OR'), name='mandate_entrusted_is_limited', violation_error_message='委托须登记委托机关和期限')],
            },
        ),
        migrations.RunSQL(sql.grant("SELECT, INSERT, UPDATE", TABLE, sql.WRITERS), migrations.RunSQL.noop),
        migrations.RunSQL(sql.grant("SELECT", TABLE, ["yifa_facts"]), migrations.RunSQL.noop),
    ]
