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
        ('documents', '0001_initial'),
        ('documents', '0002_stopped_reports'),
        ('documents', '0003_report_content'),
        ('documents', '0004_report_subject'),
    ]

    dependencies = [
        ('decisions', '0001_models'),
        ('organisation', '0001_models'),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40, verbose_name='slag')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                    ('title', models.CharField(blank=True, max_length=200, verbose_name='titel')),
                    ('subject', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='görs av')),
                    ('template_version', models.PositiveIntegerField(blank=True, null=True, verbose_name='mallens version')),
                    ('draft', models.BooleanField(default=True, verbose_name='utkast')),
                    ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='decisions.decision', verbose_name='beslut')),
                    ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='documents.report', verbose_name='rättar')),
                    ('correction', models.TextField(blank=True, verbose_name='vad som är rättat')),
                    ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to=settings.AUTH_USER_MODEL, verbose_name='beställd av')),
                    ('requested_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='beställd')),
                    ('state', models.CharField(choices=[('queued', 'väntar'), ('running', 'görs nu'), ('done', 'klar'), ('failed', 'misslyckades'), ('stopped', 'avbruten')], default='queued', max_length=8, verbose_name='läge')),
                    ('attempt', models.PositiveSmallIntegerField(default=1, verbose_name='försök')),
                    ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='framsteg i procent')),
                    ('step', models.CharField(blank=True, max_length=200, verbose_name='steg')),
                    ('error', models.TextField(blank=True, verbose_name='fel')),
                    ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='påbörjad')),
                    ('heartbeat_at', models.DateTimeField(blank=True, null=True, verbose_name='senast hörd')),
                    ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='avslutad')),
                    ('file', models.FileField(blank=True, max_length=200, upload_to='rapporter', verbose_name='fil')),
                    ('pages', models.PositiveIntegerField(blank=True, null=True, verbose_name='sidor')),
                    ('size', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='storlek i byte')),
                    ('sha256', models.CharField(blank=True, max_length=64, verbose_name='kontrollsumma')),
                    ('data_id', models.CharField(blank=True, max_length=64, verbose_name='uppgifternas kod')),
                    ('content_file', models.FileField(blank=True, max_length=200, upload_to='rapporter', verbose_name='innehåll')),
                    ('content_sha256', models.CharField(blank=True, max_length=64, verbose_name='innehållets kontrollsumma')),
                    ('word_file', models.FileField(blank=True, max_length=200, upload_to='rapporter', verbose_name='Wordfil')),
                    ('word_size', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='Wordfilens storlek i byte')),
                    ('word_sha256', models.CharField(blank=True, max_length=64, verbose_name='Wordfilens kontrollsumma')),
                    ('excel_file', models.FileField(blank=True, max_length=200, upload_to='rapporter', verbose_name='Excelfil')),
                    ('excel_size', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='Excelfilens storlek i byte')),
                    ('excel_sha256', models.CharField(blank=True, max_length=64, verbose_name='Excelfilens kontrollsumma')),
                ],
                options={
                    'verbose_name': 'rapport',
                    'verbose_name_plural': 'rapporter',
                    'ordering': ['-requested_at', '-pk'],
                    'indexes': [models.Index(fields=['-requested_at', '-id'], name='report_newest'), models.Index(fields=['kind', 'subject'], name='report_of_subject')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('draft', True), ('decision__isnull', False), _connector='OR'), name='report_decided_has_decision'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='report_done_has_file'), models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='report_progress_is_percent'), models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(('draft', False), models.Q(('correction', ''), _negated=True)), _connector='OR'), name='report_correction_is_decided_and_says_what')],
                },
            ),
            migrations.CreateModel(
                name='HistoricalReport',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40, verbose_name='slag')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                    ('title', models.CharField(blank=True, max_length=200, verbose_name='titel')),
                    ('subject', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='görs av')),
                    ('template_version', models.PositiveIntegerField(blank=True, null=True, verbose_name='mallens version')),
                    ('draft', models.BooleanField(default=True, verbose_name='utkast')),
                    ('correction', models.TextField(blank=True, verbose_name='vad som är rättat')),
                    ('requested_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='beställd')),
                    ('state', models.CharField(choices=[('queued', 'väntar'), ('running', 'görs nu'), ('done', 'klar'), ('failed', 'misslyckades'), ('stopped', 'avbruten')], default='queued', max_length=8, verbose_name='läge')),
                    ('attempt', models.PositiveSmallIntegerField(default=1, verbose_name='försök')),
                    ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='framsteg i procent')),
                    ('step', models.CharField(blank=True, max_length=200, verbose_name='steg')),
                    ('error', models.TextField(blank=True, verbose_name='fel')),
                    ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='påbörjad')),
                    ('heartbeat_at', models.DateTimeField(blank=True, null=True, verbose_name='senast hörd')),
                    ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='avslutad')),
                    ('file', models.TextField(blank=True, max_length=200, verbose_name='fil')),
                    ('pages', models.PositiveIntegerField(blank=True, null=True, verbose_name='sidor')),
                    ('size', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='storlek i byte')),
                    ('sha256', models.CharField(blank=True, max_length=64, verbose_name='kontrollsumma')),
                    ('data_id', models.CharField(blank=True, max_length=64, verbose_name='uppgifternas kod')),
                    ('content_file', models.TextField(blank=True, max_length=200, verbose_name='innehåll')),
                    ('content_sha256', models.CharField(blank=True, max_length=64, verbose_name='innehållets kontrollsumma')),
                    ('word_file', models.TextField(blank=True, max_length=200, verbose_name='Wordfil')),
                    ('word_size', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='Wordfilens storlek i byte')),
                    ('word_sha256', models.CharField(blank=True, max_length=64, verbose_name='Wordfilens kontrollsumma')),
                    ('excel_file', models.TextField(blank=True, max_length=200, verbose_name='Excelfil')),
                    ('excel_size', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='Excelfilens storlek i byte')),
                    ('excel_sha256', models.CharField(blank=True, max_length=64, verbose_name='Excelfilens kontrollsumma')),
                    ('decision', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='decisions.decision', verbose_name='beslut')),
                    ('corrects', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.report', verbose_name='rättar')),
                    ('requested_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beställd av')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical rapport',
                    'verbose_name_plural': 'historical rapporter',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ),
    ]
