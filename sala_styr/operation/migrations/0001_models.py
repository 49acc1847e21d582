import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from sala_styr.create_models import CreateModels


class Migration(migrations.Migration):
    """The tables as they were on 27 November 2026, in place of the steps that led there."""

    initial = True

    replaces = [
        ('operation', '0001_worker_beat'),
        ('operation', '0002_maintenance'),
    ]

    dependencies = [
        ('organisation', '0001_models'),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='HistoricalMaintenance',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('state', models.CharField(choices=[('off', 'öppet'), ('announced', 'aviserat'), ('read_only', 'bara läsning'), ('closed', 'stängt')], default='off', max_length=10, verbose_name='läge')),
                    ('begins', models.DateTimeField(blank=True, null=True, verbose_name='börjar')),
                    ('until', models.DateTimeField(blank=True, null=True, verbose_name='till')),
                    ('why', models.CharField(blank=True, max_length=200, verbose_name='varför')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical underhåll',
                    'verbose_name_plural': 'historical underhåll',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='Maintenance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('off', 'öppet'), ('announced', 'aviserat'), ('read_only', 'bara läsning'), ('closed', 'stängt')], default='off', max_length=10, verbose_name='läge')),
                    ('begins', models.DateTimeField(blank=True, null=True, verbose_name='börjar')),
                    ('until', models.DateTimeField(blank=True, null=True, verbose_name='till')),
                    ('why', models.CharField(blank=True, max_length=200, verbose_name='varför')),
                ],
                options={
                    'verbose_name': 'underhåll',
                    'verbose_name_plural': 'underhåll',
                    'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='maintenance_is_one_row')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='WorkerBeat',
                fields=[
                    ('worker', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='arbetare')),
                    ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='igång sedan')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='senast hörd')),
                ],
                options={
                    'verbose_name': 'livstecken',
                    'verbose_name_plural': 'livstecken',
                    'indexes': [],
                    'constraints': [],
                },
            ),
        ),
    ]
