import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import mptt.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from sala_styr.create_models import CreateModels


class Migration(migrations.Migration):
    """The tables as they were on 27 November 2026, in place of the steps that led there."""

    initial = True

    replaces = [
        ('organisation', '0001_initial'),
        ('organisation', '0002_stand_in'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Unit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(help_text='Kort och fast, till exempel SN eller 3120.', max_length=20, unique=True, verbose_name='kod')),
                    ('name', models.CharField(max_length=120, verbose_name='namn')),
                    ('short_name', models.CharField(blank=True, max_length=40, verbose_name='kortnamn')),
                    ('kind', models.CharField(choices=[('group', 'kommunkoncern'), ('council', 'kommunfullmäktige'), ('board', 'kommunstyrelse'), ('committee', 'nämnd'), ('central', 'gemensamma poster'), ('audit', 'revision'), ('department', 'kontor'), ('service', 'verksamhet'), ('unit', 'enhet'), ('company', 'bolag'), ('federation', 'kommunalförbund')], max_length=12, verbose_name='slag')),
                    ('parent', mptt.fields.TreeForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisation.unit', verbose_name='hör till')),
                    ('legal_form', models.CharField(choices=[('municipality', 'kommun'), ('wholly_owned', 'helägt aktiebolag'), ('partly_owned', 'delägt aktiebolag'), ('federation', 'kommunalförbund'), ('foundation', 'stiftelse'), ('association', 'ekonomisk förening')], default='municipality', max_length=16, verbose_name='juridisk form')),
                    ('organisation_number', models.CharField(blank=True, max_length=13, verbose_name='organisationsnummer')),
                    ('ownership_share', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='ägarandel, procent')),
                    ('steering_role', models.CharField(choices=[('steered', 'styrs'), ('guided', 'vägleds')], default='steered', max_length=8, verbose_name='styrmodellen')),
                    ('consolidated', models.BooleanField(default=True, verbose_name='ingår i de sammanställda räkenskaperna')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='gäller från')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='gäller till och med')),
                    ('predecessor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='organisation.unit', verbose_name='föregångare')),
                    ('lft', models.PositiveIntegerField(editable=False)),
                    ('rght', models.PositiveIntegerField(editable=False)),
                    ('tree_id', models.PositiveIntegerField(db_index=True, editable=False)),
                    ('level', models.PositiveIntegerField(editable=False)),
                ],
                options={
                    'verbose_name': 'enhet i organisationen',
                    'verbose_name_plural': 'enheter i organisationen',
                    'indexes': [models.Index(fields=['tree_id', 'lft'], name='unit_tree')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='unit_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('ownership_share__isnull', True), models.Q(('ownership_share__gte', 0), ('ownership_share__lte', 100)), _connector='OR'), name='unit_share_is_percent')],
                },
            ),
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                    ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                    ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'verbose_name': 'person',
                    'verbose_name_plural': 'personer',
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
                managers=[
                    ('objects', django.contrib.auth.models.UserManager()),
                ],
            ),
            migrations.CreateModel(
                name='Appointment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='organisation.unit', verbose_name='enhet')),
                    ('role', models.CharField(choices=[('politician', 'förtroendevald'), ('chair', 'ordförande'), ('manager', 'chef'), ('staff', 'medarbetare'), ('controller', 'controller'), ('auditor', 'revisor'), ('administrator', 'systemförvaltare')], max_length=16, verbose_name='roll')),
                    ('title', models.CharField(blank=True, help_text='Till exempel rektor eller andre vice ordförande.', max_length=80, verbose_name='titel')),
                    ('valid_from', models.DateField(verbose_name='från')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='till och med')),
                ],
                options={
                    'verbose_name': 'uppdrag som person har',
                    'verbose_name_plural': 'uppdrag som personer har',
                    'constraints': [models.UniqueConstraint(fields=('user', 'unit', 'role', 'valid_from'), name='appointment_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='appointment_ends_after_it_begins')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='HistoricalAppointment',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('role', models.CharField(choices=[('politician', 'förtroendevald'), ('chair', 'ordförande'), ('manager', 'chef'), ('staff', 'medarbetare'), ('controller', 'controller'), ('auditor', 'revisor'), ('administrator', 'systemförvaltare')], max_length=16, verbose_name='roll')),
                    ('title', models.CharField(blank=True, help_text='Till exempel rektor eller andre vice ordförande.', max_length=80, verbose_name='titel')),
                    ('valid_from', models.DateField(verbose_name='från')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='till och med')),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisation.unit', verbose_name='enhet')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical uppdrag som person har',
                    'verbose_name_plural': 'historical uppdrag som personer har',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalStandIn',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('valid_from', models.DateField(verbose_name='från och med')),
                    ('valid_to', models.DateField(verbose_name='till och med')),
                    ('appointment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisation.appointment', verbose_name='uppdrag')),
                    ('substitute', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ersättare')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical ersättare',
                    'verbose_name_plural': 'historical ersättare',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalUnit',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('code', models.CharField(db_index=True, help_text='Kort och fast, till exempel SN eller 3120.', max_length=20, verbose_name='kod')),
                    ('name', models.CharField(max_length=120, verbose_name='namn')),
                    ('short_name', models.CharField(blank=True, max_length=40, verbose_name='kortnamn')),
                    ('kind', models.CharField(choices=[('group', 'kommunkoncern'), ('council', 'kommunfullmäktige'), ('board', 'kommunstyrelse'), ('committee', 'nämnd'), ('central', 'gemensamma poster'), ('audit', 'revision'), ('department', 'kontor'), ('service', 'verksamhet'), ('unit', 'enhet'), ('company', 'bolag'), ('federation', 'kommunalförbund')], max_length=12, verbose_name='slag')),
                    ('legal_form', models.CharField(choices=[('municipality', 'kommun'), ('wholly_owned', 'helägt aktiebolag'), ('partly_owned', 'delägt aktiebolag'), ('federation', 'kommunalförbund'), ('foundation', 'stiftelse'), ('association', 'ekonomisk förening')], default='municipality', max_length=16, verbose_name='juridisk form')),
                    ('organisation_number', models.CharField(blank=True, max_length=13, verbose_name='organisationsnummer')),
                    ('ownership_share', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='ägarandel, procent')),
                    ('steering_role', models.CharField(choices=[('steered', 'styrs'), ('guided', 'vägleds')], default='steered', max_length=8, verbose_name='styrmodellen')),
                    ('consolidated', models.BooleanField(default=True, verbose_name='ingår i de sammanställda räkenskaperna')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='gäller från')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='gäller till och med')),
                    ('parent', mptt.fields.TreeForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisation.unit', verbose_name='hör till')),
                    ('predecessor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisation.unit', verbose_name='föregångare')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical enhet i organisationen',
                    'verbose_name_plural': 'historical enheter i organisationen',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalUser',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(db_index=True, error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                    ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                    ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical person',
                    'verbose_name_plural': 'historical personer',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='StandIn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to='organisation.appointment', verbose_name='uppdrag')),
                    ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stands_in', to=settings.AUTH_USER_MODEL, verbose_name='ersättare')),
                    ('valid_from', models.DateField(verbose_name='från och med')),
                    ('valid_to', models.DateField(verbose_name='till och med')),
                ],
                options={
                    'verbose_name': 'ersättare',
                    'verbose_name_plural': 'ersättare',
                    'ordering': ['-valid_from', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='stand_in_ends_after_it_begins')],
                    'indexes': [],
                },
            ),
        ),
    ]
