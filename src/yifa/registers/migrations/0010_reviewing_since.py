from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0009_power_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='officer',
            name='reviewing_since',
            field=models.DateField(blank=True, help_text='首次从事法制审核工作的日期，含在其他机关从事的；没有从事过的不填', null=True, verbose_name='开始从事法制审核日期'),
        ),
    ]
