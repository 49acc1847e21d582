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
        ('public', '0001_publications_and_feedback'),
    ]

    dependencies = [
        ('documents', '0001_models'),
        ('followup', '0001_models'),
        ('organisation', '0001_models'),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Feedback',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('message', models.TextField(verbose_name='meddelande')),
                    ('page', models.CharField(blank=True, max_length=300, verbose_name='sida')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-postadress')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='skrivet')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='avklarat')),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_feedback', to=settings.AUTH_USER_MODEL, verbose_name='avklarat av')),
                    ('outcome', models.TextField(blank=True, verbose_name='vad som gjordes')),
                ],
                options={
                    'verbose_name': 'synpunkt',
                    'verbose_name_plural': 'synpunkter',
                    'ordering': ['-written_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='feedback_answered_says_what')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='HistoricalFeedback',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('message', models.TextField(verbose_name='meddelande')),
                    ('page', models.CharField(blank=True, max_length=300, verbose_name='sida')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-postadress')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='skrivet')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='avklarat')),
                    ('outcome', models.TextField(blank=True, verbose_name='vad som gjordes')),
                    ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='avklarat av')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical synpunkt',
                    'verbose_name_plural': 'historical synpunkter',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalPublication',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='publicerad')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='tillbakadragen')),
                    ('withdrawn_because', models.CharField(blank=True, max_length=300, verbose_name='varför den drogs tillbaka')),
                    ('period', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='followup.period', verbose_name='uppföljningsperiod')),
                    ('report', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.report', verbose_name='rapport')),
                    ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='publicerad av')),
                    ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='tillbakadragen av')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical publicering',
                    'verbose_name_plural': 'historical publiceringar',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='Publication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('period', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='followup.period', verbose_name='uppföljningsperiod')),
                    ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='documents.report', verbose_name='rapport')),
                    ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='publicerad')),
                    ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publications', to=settings.AUTH_USER_MODEL, verbose_name='publicerad av')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='tillbakadragen')),
                    ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to=settings.AUTH_USER_MODEL, verbose_name='tillbakadragen av')),
                    ('withdrawn_because', models.CharField(blank=True, max_length=300, verbose_name='varför den drogs tillbaka')),
                ],
                options={
                    'verbose_name': 'publicering',
                    'verbose_name_plural': 'publiceringar',
                    'ordering': ['-published_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('period__isnull', False), ('report__isnull', True)), models.Q(('period__isnull', True), ('report__isnull', False)), _connector='OR'), name='publication_of_one_thing'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), models.Q(('withdrawn_because', ''), _negated=True), _connector='OR'), name='publication_withdrawn_says_why'), models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('period',), name='publication_of_period_once'), models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('report',), name='publication_of_report_once')],
                    'indexes': [],
                },
            ),
        ),
    ]
