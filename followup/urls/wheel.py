"""The year wheel and its calendars."""

from django.urls import path

from followup.views import wheel, wheel_feeds, wheel_steps

urlpatterns = [
    path("arshjul/", wheel.wheel, name="wheel"),
    path("arshjul/lagens-dagar/", wheel_steps.standard, name="wheel_standard"),
    path("arshjul/nytt/", wheel_steps.new_step, name="new_wheel_step"),
    path("arshjul/<int:pk>/", wheel_steps.edit_step, name="edit_wheel_step"),
    path("arshjul/<int:pk>/<int:year>/", wheel_steps.step_in_year, name="wheel_year"),
    path("arshjul/<int:pk>/<int:year>/klart/", wheel_steps.done, name="wheel_done"),
    path("arshjul/<int:pk>/<int:year>/inte-klart/", wheel_steps.not_done, name="wheel_not_done"),
    path("arshjul/kalender/", wheel_feeds.calendars, name="wheel_calendars"),
    path("arshjul/kalender/ny-adress/", wheel_feeds.renew, name="renew_wheel_feed"),
    path("arshjul/kalender.ics", wheel_feeds.public_feed, name="wheel_feed"),
    path("arshjul/min/<str:token>.ics", wheel_feeds.personal_feed, name="my_wheel_feed"),
]
