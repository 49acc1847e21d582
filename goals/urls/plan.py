"""The plan itself: the thread and each part of it."""

from django.urls import path

from goals.views import deciding, editing, items, thread

urlpatterns = [
    path("", thread.thread, name="thread"),
    path("gren/<int:pk>/", thread.thread_branch, name="branch"),
    path("kvar/", thread.thread_leftovers, name="leftovers"),
    path("ny/", editing.top_create, name="create_top"),
    path("<int:pk>/", items.item, name="item"),
    path("<int:pk>/ny/", editing.item_create, name="create"),
    path("<int:pk>/andra/", editing.item_edit, name="edit"),
    path("<int:pk>/ta-bort/", editing.item_delete, name="delete"),
    path("<int:pk>/besluta/", deciding.item_decide, name="decide"),
    path("besluta/<int:unit>/", deciding.decide_many, name="decide_many"),
    path("<int:pk>/ny-lydelse/", deciding.item_revise, name="revise"),
    path("<int:pk>/avsluta/", deciding.item_end, name="end"),
    path("<int:pk>/genomforande/", items.activity_status, name="status"),
]
