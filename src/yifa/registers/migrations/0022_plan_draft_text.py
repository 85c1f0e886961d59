from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0021_plan_readings'),
    ]

    operations = [
        migrations.AddField(
            model_name='plandraft',
            name='text',
            field=models.TextField(blank=True, default='', verbose_name='原文'),
        ),
    ]
