import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import yifa.registers.ids
import yifa.registers.node
from django.conf import settings
from django.db import migrations, models

from yifa.registers import sql

EVENTS, TRIES, PASSWORDS = "registers_securityevent", "registers_logintry", "registers_passwordrecord"
ADDED_ONLY = [EVENTS, TRIES, PASSWORDS]
CHANGED = ["registers_activation", "registers_securitypolicy"]
SESSIONS, CACHE = "registers_loginsession", "registers_cache"

# Events are appended by everybody and read by those whose duty it is: the role is asked of the register itself.
MAY_READ = """(SELECT current_setting('yifa.scope', true)) = 'worker' OR EXISTS (
    SELECT 1 FROM registers_rolegrant g
    WHERE g.officer_id::text = (SELECT current_setting('yifa.officer', true))
    AND g.role IN ('security_admin', 'audit_admin')
    AND g.valid_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
    AND (g.valid_to IS NULL OR g.valid_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date))"""
FORWARD = [
    f"CREATE TABLE {CACHE} (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL)",
    f"CREATE INDEX {CACHE}_expires ON {CACHE} (expires)",
    sql.grant("SELECT, INSERT", ADDED_ONLY, sql.WRITERS),
    sql.grant("SELECT, INSERT, UPDATE", CHANGED, sql.WRITERS),
    sql.grant("SELECT, INSERT, UPDATE, DELETE", [SESSIONS, CACHE], sql.WRITERS),
    sql.append_only_function(
        "registers_refuse_login_trace", "登录尝试、安全事件和历次密码只能追加，不能修改、删除或清空"
    ),
    *[sql.append_only(table, "registers_refuse_login_trace") for table in ADDED_ONLY],
    f"ALTER TABLE {EVENTS} ENABLE ROW LEVEL SECURITY",
    f"ALTER TABLE {EVENTS} FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY {EVENTS}_append ON {EVENTS} FOR INSERT WITH CHECK (true)",
    f"CREATE POLICY {EVENTS}_read ON {EVENTS} FOR SELECT USING ({MAY_READ})",
    f"CREATE POLICY {EVENTS}_maintenance ON {EVENTS} TO CURRENT_USER"
    " USING ((SELECT current_setting('yifa.scope', true)) = 'maintenance')"
    " WITH CHECK ((SELECT current_setting('yifa.scope', true)) = 'maintenance')",
]
BACKWARD = [
    f"DROP TABLE {CACHE}",
    *[f"DROP POLICY {EVENTS}_{name} ON {EVENTS}" for name in ("append", "read", "maintenance")],
    *[f"DROP TRIGGER {table}_append_only ON {table}" for table in ADDED_ONLY],
    "DROP FUNCTION registers_refuse_login_trace()",
]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0012_permit_items'),
    ]

    operations = [
        migrations.CreateModel(
            name='LoginSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('account_id', models.UUIDField(db_index=True, null=True, verbose_name='账号编号')),
                ('started_at', models.DateTimeField(null=True, verbose_name='登录时间')),
                ('seen_at', models.DateTimeField(null=True, verbose_name='最近操作')),
            ],
            options={
                'verbose_name': '登录会话',
                'verbose_name_plural': '登录会话',
            },
        ),
        migrations.CreateModel(
            name='SecurityPolicy',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, unique=True, verbose_name='节点')),
                ('password_days', models.PositiveSmallIntegerField(default=90, help_text='到期后下次登录须修改', validators=[django.core.validators.MinValueValidator(1, message='不能小于 1'), django.core.validators.MaxValueValidator(365, message='不能大于 365')], verbose_name='密码有效天数')),
                ('password_history', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1, message='不能小于 1'), django.core.validators.MaxValueValidator(24, message='不能大于 24')], verbose_name='不得重复使用最近几次的密码')),
                ('failures', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(3, message='不能小于 3'), django.core.validators.MaxValueValidator(10, message='不能大于 10')], verbose_name='同一账号连续失败几次锁定')),
                ('address_failures', models.PositiveSmallIntegerField(default=20, help_text='一个机关的办公网往往只有一个出口地址，不宜过小', validators=[django.core.validators.MinValueValidator(5, message='不能小于 5'), django.core.validators.MaxValueValidator(500, message='不能大于 500')], verbose_name='同一地址失败几次锁定')),
                ('lock_minutes', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(5, message='不能小于 5'), django.core.validators.MaxValueValidator(1440, message='不能大于 1440')], verbose_name='锁定分钟数')),
                ('idle_minutes', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(5, message='不能小于 5'), django.core.validators.MaxValueValidator(240, message='不能大于 240')], verbose_name='无操作退出分钟数')),
                ('session_hours', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1, message='不能小于 1'), django.core.validators.MaxValueValidator(24, message='不能大于 24')], verbose_name='一次登录最长小时数')),
                ('sessions', models.PositiveSmallIntegerField(default=3, help_text='超出的，最早的登录自动退出', validators=[django.core.validators.MinValueValidator(1, message='不能小于 1'), django.core.validators.MaxValueValidator(20, message='不能大于 20')], verbose_name='同一账号同时在线数')),
                ('link_hours', models.PositiveSmallIntegerField(default=72, validators=[django.core.validators.MinValueValidator(1, message='不能小于 1'), django.core.validators.MaxValueValidator(168, message='不能大于 168')], verbose_name='一次性链接有效小时数')),
            ],
            options={
                'verbose_name': '安全策略',
                'verbose_name_plural': '安全策略',
            },
        ),
        migrations.CreateModel(
            name='LoginTry',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='时间')),
                ('kind', models.CharField(max_length=10, verbose_name='种类')),
                ('name', models.CharField(max_length=64, verbose_name='名称摘要')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='来源地址')),
                ('of', models.UUIDField(null=True, verbose_name='对应的尝试')),
            ],
            options={
                'verbose_name': '登录尝试',
                'verbose_name_plural': '登录尝试',
                'indexes': [models.Index(fields=['name', 'at'], name='try_by_name'), models.Index(fields=['address', 'at'], name='try_by_address'), models.Index(condition=models.Q(('of__isnull', False)), fields=['of'], name='try_passed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['tried', 'passed', 'unlocked'])), name='login_try_kind')],
            },
        ),
        migrations.CreateModel(
            name='SecurityEvent',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('node', models.CharField(default=yifa.registers.node.current_node, max_length=40, verbose_name='节点')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='时间')),
                ('kind', models.CharField(max_length=30, verbose_name='事件')),
                ('ok', models.BooleanField(default=True, verbose_name='成功')),
                ('account_id', models.UUIDField(null=True, verbose_name='账号编号')),
                ('username', models.CharField(blank=True, max_length=60, verbose_name='账号')),
                ('by_id', models.UUIDField(null=True, verbose_name='操作账号编号')),
                ('by', models.CharField(blank=True, max_length=100, verbose_name='操作人')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='来源地址')),
                ('agent', models.CharField(blank=True, max_length=200, verbose_name='终端')),
                ('detail', models.CharField(blank=True, max_length=500, verbose_name='说明')),
            ],
            options={
                'verbose_name': '安全事件',
                'verbose_name_plural': '安全事件',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['at', 'id'], name='event_by_time'), models.Index(fields=['kind', 'at'], name='event_by_kind'), models.Index(fields=['account_id', 'at'], name='event_of_account')],
            },
        ),
        migrations.CreateModel(
            name='Activation',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('token', models.CharField(max_length=64, unique=True, verbose_name='令牌摘要')),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='发放时间')),
                ('expires_at', models.DateTimeField(verbose_name='失效时间')),
                ('used_at', models.DateTimeField(null=True, verbose_name='使用时间')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='作废时间')),
                ('by', models.CharField(blank=True, max_length=100, verbose_name='发放人')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activations', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'verbose_name': '一次性链接',
                'verbose_name_plural': '一次性链接',
                'indexes': [models.Index(fields=['account', 'made_at'], name='link_of_account')],
            },
        ),
        migrations.CreateModel(
            name='PasswordRecord',
            fields=[
                ('id', models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='时间')),
                ('hash', models.CharField(max_length=128, verbose_name='摘要')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passwords', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'verbose_name': '历次密码',
                'verbose_name_plural': '历次密码',
                'indexes': [models.Index(fields=['account', 'at'], name='password_of_account')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
