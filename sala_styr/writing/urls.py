"""Addresses of writing together, under /rapporter/."""

from django.urls import path

from sala_styr.writing.views import desk, pictures, sections, templates

app_name = "writing"

urlpatterns = [
    path("skriv/", desk.reports, name="reports"),
    path("skriv/<int:pk>/", desk.report, name="report"),
    path("skriv/<int:pk>/las/", desk.read, name="read"),
    path("skriv/<int:pk>/gor/", desk.make, name="make"),
    path("skriv/<int:pk>/ratta/", desk.correct, name="correct"),
    path("skriv/<int:pk>/bilder/", pictures.pictures, name="pictures"),
    path("skriv/<int:pk>/bilder/<int:number>/", pictures.picture, name="picture"),
    path("skriv/<int:pk>/bilder/<int:number>/bort/", pictures.remove, name="remove_picture"),
    path("skriv/avsnitt/<int:pk>/", sections.section, name="section"),
    path("skriv/avsnitt/<int:pk>/spara/", sections.save, name="save_section"),
    path("skriv/avsnitt/<int:pk>/nu/", sections.now, name="section_now"),
    path("skriv/avsnitt/<int:pk>/lage/", sections.move, name="move_section"),
    path("skriv/avsnitt/<int:pk>/kommentar/", sections.comment, name="comment"),
    path("skriv/kommentar/<int:pk>/klar/", sections.settle, name="settle_comment"),
    path("mallar/", templates.templates, name="templates"),
    path("mallar/<int:pk>/", templates.template, name="template"),
    path("mallar/<int:pk>/andra/", templates.edit, name="edit_template"),
    path("mallar/<int:pk>/kopia/", templates.copy, name="copy_template"),
    path("mallar/<int:pk>/nytt/", templates.new_section, name="new_template_section"),
    path("mallar/avsnitt/<int:pk>/", templates.edit_section, name="edit_template_section"),
    path("mallar/avsnitt/<int:pk>/ordna/", templates.arrange_section, name="arrange_template_section"),
]
