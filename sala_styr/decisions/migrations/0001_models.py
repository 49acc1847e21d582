import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from sala_styr.create_models import CreateModels


class Migration(migrations.Migration):
    """The tables as they were on 27 November 2026, in place of the steps that led there."""

    initial = True

    replaces = [
        ('decisions', '0001_initial'),
    ]

    dependencies = [
        ('organisation', '0001_models'),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='organisation.unit', verbose_name='beslutande organ')),
                    ('date', models.DateField(verbose_name='datum')),
                    ('paragraph', models.PositiveIntegerField(help_text='Numret efter § i protokollet.', verbose_name='paragraf')),
                    ('registry_number', models.CharField(blank=True, max_length=40, verbose_name='diarienummer')),
                    ('title', models.CharField(max_length=200, verbose_name='rubrik')),
                    ('minutes_url', models.URLField(blank=True, verbose_name='länk till protokollet')),
                ],
                options={
                    'verbose_name': 'beslut',
                    'verbose_name_plural': 'beslut',
                    'ordering': ['-date', '-paragraph', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('body', 'date', 'paragraph'), name='decision_once')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='HistoricalDecision',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('date', models.DateField(verbose_name='datum')),
                    ('paragraph', models.PositiveIntegerField(help_text='Numret efter § i protokollet.', verbose_name='paragraf')),
                    ('registry_number', models.CharField(blank=True, max_length=40, verbose_name='diarienummer')),
                    ('title', models.CharField(max_length=200, verbose_name='rubrik')),
                    ('minutes_url', models.URLField(blank=True, verbose_name='länk till protokollet')),
                    ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisation.unit', verbose_name='beslutande organ')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical beslut',
                    'verbose_name_plural': 'historical beslut',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalYear',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField(db_index=True, verbose_name='år')),
                    ('state', models.CharField(choices=[('planned', 'planeras'), ('open', 'pågår'), ('closed', 'avslutat')], default='planned', max_length=8, verbose_name='läge')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical år',
                    'verbose_name_plural': 'historical år',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='Year',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='år')),
                    ('state', models.CharField(choices=[('planned', 'planeras'), ('open', 'pågår'), ('closed', 'avslutat')], default='planned', max_length=8, verbose_name='läge')),
                ],
                options={
                    'verbose_name': 'år',
                    'verbose_name_plural': 'år',
                    'ordering': ['year'],
                    'indexes': [],
                    'constraints': [],
                },
            ),
        ),
    ]
