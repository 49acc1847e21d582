"""Addresses of writing together, under /rapporter/."""

from django.urls import path

from sala_styr.writing.views import changes, desk, figures, grid, outline, pictures, sections, templates

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
    path("skriv/laget/", grid.grid, name="grid"),
    path("skriv/laget/paminn/", grid.remind, name="remind"),
    path("skriv/<int:pk>/paminn/", grid.remind_report, name="remind_report"),
    path("skriv/<int:pk>/uppgifter/", outline.details, name="details"),
    path("skriv/<int:pk>/avsnitt/", outline.outline, name="outline"),
    path("skriv/<int:pk>/avsnitt/nytt/", outline.new_section, name="new_section"),
    path("skriv/<int:pk>/avsnitt/<int:section>/tillbaka/", outline.put_back, name="put_back_section"),
    path("skriv/<int:pk>/mallen/", changes.changes, name="changes"),
    path("skriv/<int:pk>/mallen/folj/", changes.follow, name="follow"),
    path("skriv/avsnitt/<int:pk>/andra/", outline.edit_section, name="edit_section"),
    path("skriv/avsnitt/<int:pk>/ordna/", outline.arrange_section, name="arrange_section"),
    path("skriv/avsnitt/<int:pk>/bort/", outline.remove_section, name="remove_section"),
    path("skriv/avsnitt/<int:pk>/sidan/", sections.shown, name="section_shown"),
    path("skriv/avsnitt/<int:pk>/siffror/", figures.figures, name="figures"),
    path("skriv/avsnitt/<int:pk>/", sections.section, name="section"),
    path("skriv/avsnitt/<int:pk>/spara/", sections.save, name="save_section"),
    path("skriv/avsnitt/<int:pk>/nu/", sections.now, name="section_now"),
    path("skriv/avsnitt/<int:pk>/lage/", sections.move, name="move_section"),
    path("skriv/avsnitt/<int:pk>/kommentar/", sections.comment, name="comment"),
    path("skriv/kommentar/<int:pk>/klar/", sections.settle, name="settle_comment"),
    path("skriv/kommentar/<int:pk>/oppna/", sections.reopen, name="reopen_comment"),
    path("skriv/kommentar/<int:pk>/svara/", sections.answer, name="answer_comment"),
    path("mallar/", templates.templates, name="templates"),
    path("mallar/<int:pk>/", templates.template, name="template"),
    path("mallar/<int:pk>/andra/", templates.edit, name="edit_template"),
    path("mallar/<int:pk>/kopia/", templates.copy, name="copy_template"),
    path("mallar/<int:pk>/nytt/", templates.new_section, name="new_template_section"),
    path("mallar/avsnitt/<int:pk>/", templates.edit_section, name="edit_template_section"),
    path("mallar/avsnitt/<int:pk>/ordna/", templates.arrange_section, name="arrange_template_section"),
]
