"""Who has had a part in a case, whom a classification names, and row-level security that follows both."""

from importlib import resources

from django.db import migrations, models
from django.db.models import Q
from django.db.models.deletion import PROTECT

import yifa.registers.ids
import yifa.registers.node

SECRECY = [("ordinary", "一般"), ("personal", "个人隐私"), ("business", "商业秘密"), ("state", "国家秘密")]
WHAT = [("matter", "案件"), ("draft", "拟稿"), ("file", "文件"), ("subject", "当事人完整信息")]
REASONS = [
    ("leading", "审批、督办"), ("assist", "协助办理、交接"), ("archiving", "整理归档"), ("review", "案卷评查"),
    ("supervision", "执法监督检查"), ("complaint", "核查投诉举报"), ("remedy", "复议、诉讼、信访"),
    ("register", "登记、核对当事人"), ("other", "其他"),
]


def _key(to, related_name="+", **options):
    return models.ForeignKey(to, PROTECT, related_name=related_name, **options)


def _sql(name: str) -> str:
    return (resources.files("yifa.matters") / "sql" / name).read_text(encoding="utf-8")


# Handlers, whoever acted, and whoever drafted or approved, of every case there is.
INVOLVED = """
SELECT set_config('yifa.scope', 'maintenance', true);
UPDATE matters_matter m SET involved = found.officers
FROM (
    SELECT matter_id, jsonb_agg(DISTINCT officer ORDER BY officer) AS officers FROM (
        SELECT id AS matter_id, jsonb_array_elements_text(handlers) AS officer FROM matters_matter
        UNION SELECT matter_id, x ->> 'officer_id' FROM matters_act, jsonb_array_elements(actors) x
        UNION SELECT matter_id, officer_id::text FROM matters_approval WHERE action IN ('submit', 'approve', 'return')
        UNION SELECT matter_id, author_id::text FROM matters_draft
    ) part WHERE officer <> '' AND matter_id IS NOT NULL GROUP BY matter_id
) found WHERE found.matter_id = m.id
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0012_picture_knows_since_when_one_reviews"), ("registers", "0011_clearance")]
    operations = [
        migrations.AddField("matter", "involved", models.JSONField(default=list, verbose_name="参与办理的人员")),
        migrations.AddField("matter", "known_to", models.JSONField(default=list, verbose_name="知悉范围")),
        migrations.AddIndex(
            "matter",
            models.Index(condition=~Q(secrecy="ordinary"), fields=["agency"], name="matter_classified"),
        ),
        migrations.RunSQL(INVOLVED, migrations.RunSQL.noop),
        migrations.RunSQL(_sql("secrecy.sql"), migrations.RunSQL.noop),
        migrations.CreateModel(
            name="ProtectedRead",
            fields=[
                ("id", models.UUIDField(default=yifa.registers.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("node", models.CharField(default=yifa.registers.node.current_node, editable=False, max_length=40)),
                ("secrecy", models.CharField(choices=SECRECY, default="ordinary", max_length=10)),
                ("what", models.CharField(choices=WHAT, max_length=10, verbose_name="查看内容")),
                ("object_id", models.UUIDField()),
                ("reason_kind", models.CharField(choices=REASONS, max_length=12, verbose_name="事由")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("name", models.CharField(max_length=100, verbose_name="查看人")),
                ("recorded_at", models.DateTimeField()),
                ("body", models.BinaryField()),
                ("agency", _key("registers.agency")),
                ("matter", _key("matters.matter", null=True, related_name="looks")),
                ("officer", _key("registers.officer", null=True)),
                ("reader_agency", _key("registers.agency")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["matter", "recorded_at"], name="look_matter"),
                    models.Index(fields=["officer", "object_id", "recorded_at"], name="look_officer"),
                ],
            },
        ),
        migrations.RunSQL(_sql("looks.sql"), migrations.RunSQL.noop),
    ]
