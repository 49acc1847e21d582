import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from sala_styr.create_models import CreateModels


class Migration(migrations.Migration):
    """The tables as they were on 27 November 2026, in place of the steps that led there."""

    initial = True

    replaces = [
        ('audit', '0001_draw'),
    ]

    dependencies = [
        ('organisation', '0001_models'),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Draw',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to=settings.AUTH_USER_MODEL, verbose_name='draget av')),
                    ('drawn_at', models.DateTimeField(verbose_name='draget')),
                    ('seed', models.CharField(max_length=40, verbose_name='frö')),
                    ('size', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='antal')),
                    ('population', models.PositiveIntegerField(verbose_name='bland så många')),
                    ('conditions', models.JSONField(blank=True, default=dict, verbose_name='villkor')),
                ],
                options={
                    'verbose_name': 'stickprov',
                    'verbose_name_plural': 'stickprov',
                    'ordering': ['-drawn_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 1), ('size__lte', 200)), name='draw_is_of_some_size'), models.CheckConstraint(condition=models.Q(('size__lte', models.F('population'))), name='draw_is_within_its_population')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='HistoricalDraw',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('drawn_at', models.DateTimeField(verbose_name='draget')),
                    ('seed', models.CharField(max_length=40, verbose_name='frö')),
                    ('size', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='antal')),
                    ('population', models.PositiveIntegerField(verbose_name='bland så många')),
                    ('conditions', models.JSONField(blank=True, default=dict, verbose_name='villkor')),
                    ('drawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='draget av')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical stickprov',
                    'verbose_name_plural': 'historical stickprov',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [],
                    'constraints': [],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ),
    ]
