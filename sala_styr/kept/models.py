"""The marks of the watched tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TableMark(models.Model):
    """A number drawn by chance when something in a table changed. Written by triggers only.

    SQLite, where one writes at a time, has one row a table. PostgreSQL adds a row for each writing statement, so that two who write never wait for
    each other; the table's mark is then all its rows together (their number and sum), and ``tidy`` takes away what has gathered.
    """

    table_name = models.CharField(_("tabell"), max_length=63, db_index=True)
    mark = models.BigIntegerField(_("märke"))

    class Meta:
        verbose_name = _("tabellens märke")
        verbose_name_plural = _("tabellernas märken")

    def __str__(self) -> str:
        return f"{self.table_name}: {self.mark}"
