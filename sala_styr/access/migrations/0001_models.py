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
        ('access', '0001_initial'),
        ('access', '0002_groups'),
    ]

    dependencies = [
        ('organisation', '0001_models'),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='AccessEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='när')),
                    ('kind', models.CharField(choices=[('login', 'loggade in'), ('logout', 'loggade ut'), ('refused', 'nekades: fel namn eller lösenord'), ('closed', 'nekades: inloggningen är stängd'), ('sso_refused', 'nekades: svaret från inloggningstjänsten godtogs inte'), ('limited', 'fick vänta: för många försök'), ('timed_out', 'loggades ut: tiden var ute'), ('created', 'lades till vid första inloggningen'), ('linked', 'kopplades till inloggningstjänsten'), ('factor_refused', 'nekades: fel kod eller nyckel i andra steget'), ('factor_added', 'lade till ett andra steg'), ('factor_removed', 'tog bort ett andra steg'), ('recovery_made', 'gjorde nya reservkoder'), ('password_asked', 'bad om ett nytt lösenord'), ('password_changed', 'bytte lösenord'), ('sessions_ended', 'avslutade inloggningar')], max_length=20, verbose_name='vad')),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='av')),
                    ('way', models.CharField(blank=True, max_length=60, verbose_name='hur')),
                    ('address', models.GenericIPAddressField(blank=True, null=True, verbose_name='adress')),
                ],
                options={
                    'verbose_name': 'rad i inloggningsloggen',
                    'verbose_name_plural': 'inloggningsloggen',
                    'ordering': ['-at', '-pk'],
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='CachedValue',
                fields=[
                    ('cache_key', models.CharField(max_length=255, primary_key=True, serialize=False, verbose_name='nyckel')),
                    ('value', models.TextField(verbose_name='värde')),
                    ('expires', models.DateTimeField(db_index=True, verbose_name='gäller till')),
                ],
                options={
                    'verbose_name': 'tillfälligt värde',
                    'verbose_name_plural': 'tillfälliga värden',
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='GroupAppointment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('appointment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='from_group', to='organisation.appointment', verbose_name='uppdrag')),
                    ('group', models.CharField(max_length=200, verbose_name='grupp')),
                ],
                options={
                    'verbose_name': 'uppdrag enligt en grupp',
                    'verbose_name_plural': 'uppdrag enligt grupper',
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='GroupMapping',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('group', models.CharField(help_text='Som inloggningstjänsten skriver den: ett namn, eller i Entra ID gruppens id.', max_length=200, verbose_name='grupp')),
                    ('role', models.CharField(choices=[('politician', 'förtroendevald'), ('chair', 'ordförande'), ('manager', 'chef'), ('staff', 'medarbetare'), ('controller', 'controller'), ('auditor', 'revisor'), ('administrator', 'systemförvaltare')], max_length=16, verbose_name='roll')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit', verbose_name='enhet')),
                    ('title', models.CharField(blank=True, max_length=80, verbose_name='titel')),
                ],
                options={
                    'verbose_name': 'grupp som ger ett uppdrag',
                    'verbose_name_plural': 'grupper som ger uppdrag',
                    'constraints': [models.UniqueConstraint(fields=('group', 'role', 'unit'), name='group_gives_once', violation_error_message='Den gruppen ger redan det uppdraget.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='HistoricalGroupAppointment',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('group', models.CharField(max_length=200, verbose_name='grupp')),
                    ('appointment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisation.appointment', verbose_name='uppdrag')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical uppdrag enligt en grupp',
                    'verbose_name_plural': 'historical uppdrag enligt grupper',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalGroupMapping',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('group', models.CharField(help_text='Som inloggningstjänsten skriver den: ett namn, eller i Entra ID gruppens id.', max_length=200, verbose_name='grupp')),
                    ('role', models.CharField(choices=[('politician', 'förtroendevald'), ('chair', 'ordförande'), ('manager', 'chef'), ('staff', 'medarbetare'), ('controller', 'controller'), ('auditor', 'revisor'), ('administrator', 'systemförvaltare')], max_length=16, verbose_name='roll')),
                    ('title', models.CharField(blank=True, max_length=80, verbose_name='titel')),
                    ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisation.unit', verbose_name='enhet')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical grupp som ger ett uppdrag',
                    'verbose_name_plural': 'historical grupper som ger uppdrag',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ),
    ]
