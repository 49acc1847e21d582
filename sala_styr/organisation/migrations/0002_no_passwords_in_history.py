"""What a log-in is tried against is not remembered. Going back, the history says that there was none to use ("!", Django's own mark)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0001_models'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicaluser',
            name='password',
            field=models.CharField(default='!', max_length=128, verbose_name='lösenord'),
        ),
        migrations.RemoveField(
            model_name='historicaluser',
            name='password',
        ),
    ]
