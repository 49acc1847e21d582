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
        ('mail', '0001_initial'),
    ]

    dependencies = [
        ('organisation', '0001_models'),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Absence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ('first_day', models.DateField(verbose_name='första dagen borta')),
                    ('last_day', models.DateField(verbose_name='sista dagen borta')),
                    ('stand_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stands_in_during', to=settings.AUTH_USER_MODEL, verbose_name='vem får påminnelserna?')),
                ],
                options={
                    'verbose_name': 'frånvaro',
                    'verbose_name_plural': 'frånvaro',
                    'ordering': ['first_day', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='absence_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('stand_in__isnull', True), models.Q(('stand_in', models.F('user')), _negated=True), _connector='OR'), name='absence_stand_in_is_another')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='HistoricalAbsence',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('first_day', models.DateField(verbose_name='första dagen borta')),
                    ('last_day', models.DateField(verbose_name='sista dagen borta')),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ('stand_in', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vem får påminnelserna?')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical frånvaro',
                    'verbose_name_plural': 'historical frånvaro',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalMailOptOut',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('kind', models.CharField(max_length=60, verbose_name='slag')),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical avstådd påminnelse',
                    'verbose_name_plural': 'historical avstådda påminnelser',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalMessage',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('key', models.CharField(db_index=True, max_length=200, verbose_name='nyckel')),
                    ('kind', models.CharField(blank=True, max_length=60, verbose_name='slag')),
                    ('address', models.CharField(blank=True, max_length=254, verbose_name='e-postadress')),
                    ('subject', models.CharField(max_length=250, verbose_name='ämne')),
                    ('message_id', models.CharField(max_length=250, verbose_name='Message-ID')),
                    ('state', models.CharField(choices=[('queued', 'väntar'), ('claimed', 'skickas nu'), ('sent', 'skickat'), ('failed', 'kom inte iväg')], default='queued', max_length=8, verbose_name='läge')),
                    ('queued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='skrivet')),
                    ('not_before', models.DateTimeField(blank=True, null=True, verbose_name='tidigast')),
                    ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='taget ur kön')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='lämnat till e-postservern')),
                    ('attempt', models.PositiveSmallIntegerField(default=1, verbose_name='gång')),
                    ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='försök')),
                    ('failure', models.TextField(blank=True, verbose_name='varför det inte gick')),
                    ('put_aside', models.BooleanField(default=False, verbose_name='lagt åt sidan')),
                    ('recipient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='mottagare')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical brev',
                    'verbose_name_plural': 'historical brev',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='MailOptOut',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mail_opt_outs', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ('kind', models.CharField(max_length=60, verbose_name='slag')),
                ],
                options={
                    'verbose_name': 'avstådd påminnelse',
                    'verbose_name_plural': 'avstådda påminnelser',
                    'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='mail_opt_out_once')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=200, unique=True, verbose_name='nyckel')),
                    ('kind', models.CharField(blank=True, max_length=60, verbose_name='slag')),
                    ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages_to', to=settings.AUTH_USER_MODEL, verbose_name='mottagare')),
                    ('address', models.CharField(blank=True, max_length=254, verbose_name='e-postadress')),
                    ('subject', models.CharField(max_length=250, verbose_name='ämne')),
                    ('message_id', models.CharField(max_length=250, verbose_name='Message-ID')),
                    ('state', models.CharField(choices=[('queued', 'väntar'), ('claimed', 'skickas nu'), ('sent', 'skickat'), ('failed', 'kom inte iväg')], default='queued', max_length=8, verbose_name='läge')),
                    ('queued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='skrivet')),
                    ('not_before', models.DateTimeField(blank=True, null=True, verbose_name='tidigast')),
                    ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='taget ur kön')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='lämnat till e-postservern')),
                    ('attempt', models.PositiveSmallIntegerField(default=1, verbose_name='gång')),
                    ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='försök')),
                    ('failure', models.TextField(blank=True, verbose_name='varför det inte gick')),
                    ('put_aside', models.BooleanField(default=False, verbose_name='lagt åt sidan')),
                ],
                options={
                    'verbose_name': 'brev',
                    'verbose_name_plural': 'brev',
                    'ordering': ['-queued_at', '-pk'],
                    'indexes': [models.Index(fields=['-queued_at', '-id'], name='mail_newest'), models.Index(condition=models.Q(('state__in', ['queued', 'claimed'])), fields=['state', 'claimed_at'], name='mail_under_way')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='mail_sent_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'claimed'), _negated=True), ('claimed_at__isnull', False), _connector='OR'), name='mail_claimed_has_time')],
                },
            ),
            migrations.CreateModel(
                name='MessageContent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='content', to='mail.message', verbose_name='brev')),
                    ('text', models.TextField(verbose_name='text')),
                    ('html', models.TextField(verbose_name='text som HTML')),
                    ('attachments', models.JSONField(blank=True, default=list, verbose_name='bilagor')),
                    ('headers', models.JSONField(blank=True, default=dict, verbose_name='brevhuvud')),
                ],
                options={
                    'verbose_name': 'brevets innehåll',
                    'verbose_name_plural': 'brevens innehåll',
                    'indexes': [],
                    'constraints': [],
                },
            ),
        ),
    ]
