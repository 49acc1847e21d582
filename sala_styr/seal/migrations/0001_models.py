import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from sala_styr.create_models import CreateModels


class Migration(migrations.Migration):
    """The tables as they were on 27 November 2026, in place of the steps that led there."""

    initial = True

    replaces = [
        ('seal', '0001_seals'),
    ]

    dependencies = [
        ('organisation', '0001_models'),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='BatchDigest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('table_name', models.CharField(max_length=80)),
                    ('batch_id', models.BigIntegerField()),
                    ('rows', models.BigIntegerField()),
                    ('total', models.BigIntegerField(null=True)),
                    ('digest', models.CharField(max_length=64)),
                    ('made_at', models.DateTimeField()),
                ],
                options={
                    'verbose_name': 'radernas kontrollsumma',
                    'verbose_name_plural': 'radernas kontrollsummor',
                    'constraints': [models.UniqueConstraint(fields=('table_name', 'batch_id'), name='seal_batch_once')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='LeafForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('table_name', models.CharField(max_length=80)),
                    ('fields', models.JSONField()),
                ],
                options={
                    'verbose_name': 'lövens form',
                    'verbose_name_plural': 'lövens former',
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='Leaf',
                fields=[
                    ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                    ('table_name', models.CharField(max_length=80)),
                    ('row_id', models.BigIntegerField()),
                    ('change', models.CharField(choices=[('+', 'tillagd'), ('~', 'omskriven'), ('-', 'borttagen'), ('?', 'borta innan den förseglades')], max_length=1)),
                    ('rewrite_id', models.BigIntegerField(null=True)),
                    ('form', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seal.leafform')),
                    ('salt', models.BinaryField()),
                    ('digest', models.BinaryField()),
                    ('marks', models.BinaryField()),
                ],
                options={
                    'verbose_name': 'löv',
                    'verbose_name_plural': 'löv',
                    'indexes': [models.Index(fields=['table_name', 'row_id'], name='seal_leaf_of_row'), models.Index(condition=models.Q(('rewrite_id__isnull', False)), fields=['rewrite_id'], name='seal_leaf_rewrite')],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='PendingLeaf',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('table_name', models.CharField(max_length=80)),
                    ('row_id', models.BigIntegerField()),
                    ('change', models.CharField(choices=[('+', 'tillagd'), ('~', 'omskriven'), ('-', 'borttagen'), ('?', 'borta innan den förseglades')], max_length=1)),
                    ('rewrite_id', models.BigIntegerField(null=True)),
                ],
                options={
                    'verbose_name': 'väntande löv',
                    'verbose_name_plural': 'väntande löv',
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='Rewrite',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.TextField(verbose_name='skäl')),
                    ('made_at', models.DateTimeField(verbose_name='när')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='av')),
                ],
                options={
                    'verbose_name': 'omskrivning av historiken',
                    'verbose_name_plural': 'omskrivningar av historiken',
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='Seal',
                fields=[
                    ('number', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='nummer')),
                    ('size', models.BigIntegerField(verbose_name='antal löv')),
                    ('root', models.CharField(max_length=64, verbose_name='rot')),
                    ('previous', models.CharField(max_length=64, verbose_name='förra sigillet')),
                    ('made_at', models.DateTimeField(verbose_name='när')),
                    ('cause', models.CharField(choices=[('daily', 'varje dag'), ('decision', 'ett beslut'), ('report', 'en beslutad rapport'), ('hand', 'för hand')], max_length=8, verbose_name='varför')),
                    ('about', models.CharField(blank=True, max_length=200, verbose_name='om')),
                    ('digest', models.CharField(max_length=64, verbose_name='kontrollsumma')),
                    ('signature', models.CharField(blank=True, max_length=64, verbose_name='signatur')),
                    ('peaks', models.BinaryField()),
                ],
                options={
                    'verbose_name': 'sigill',
                    'verbose_name_plural': 'sigill',
                    'ordering': ['-number'],
                    'indexes': [],
                    'constraints': [],
                },
            ),
        ),
    ]
