"""Plan amendments."""

from django.urls import path

from goals.views import amendments, merging

urlpatterns = [
    path("andringar/", amendments.amendments, name="amendments"),
    path("andringar/ny/", amendments.amendment_create, name="amendment_create"),
    path("andringar/<int:pk>/", amendments.amendment, name="amendment"),
    path("andringar/<int:pk>/namn/", amendments.amendment_edit, name="amendment_edit"),
    path("andringar/<int:pk>/ta-in/", amendments.amendment_take, name="amendment_take"),
    path("andringar/<int:pk>/nytt/", amendments.amendment_place, name="amendment_place"),
    path("andringar/<int:pk>/nytt/<int:step>/<int:above>/", amendments.amendment_new, name="amendment_new"),
    path("andringar/<int:pk>/<int:change>/", amendments.change_edit, name="amendment_change"),
    path("andringar/<int:pk>/<int:change>/avsluta/", amendments.change_end, name="amendment_change_end"),
    path("andringar/<int:pk>/<int:change>/ta-ut/", amendments.change_take_out, name="amendment_change_out"),
    path("andringar/<int:pk>/infor/", merging.amendment_merge, name="amendment_merge"),
    path("andringar/<int:pk>/lagg-ned/", amendments.amendment_drop, name="amendment_drop"),
]
