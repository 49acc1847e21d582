"""Uppdrag."""

from django.urls import path

from goals.views import assignments

urlpatterns = [
    path("uppdrag/", assignments.assignment_list, name="assignments"),
    path("uppdrag/nytt/", assignments.assignment_create, name="assignment_create"),
    path("uppdrag/<int:pk>/", assignments.assignment, name="assignment"),
    path("uppdrag/<int:pk>/andra/", assignments.assignment_edit, name="assignment_edit"),
    path("uppdrag/<int:pk>/avsluta/", assignments.assignment_close, name="assignment_close"),
    path("uppdrag/svar/<int:pk>/", assignments.assignment_answer, name="assignment_answer"),
    path("uppdrag/svar/<int:pk>/skicka-vidare/", assignments.assignment_pass_on, name="assignment_pass_on"),
    path("uppdrag/svar/<int:pk>/flytta/", assignments.assignment_move, name="assignment_move"),
    path("uppdrag/svar/<int:pk>/skicka-tillbaka/", assignments.assignment_send_back, name="assignment_send_back"),
]
