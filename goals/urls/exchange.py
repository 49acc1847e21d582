"""In och ut."""

from django.urls import path

from goals.views import exchange

urlpatterns = [
    path("in-och-ut/", exchange.exchange, name="exchange"),
    path("in-och-ut/<slug:kind>/", exchange.exchange_out, name="exchange_out"),
    path("in-och-ut/<slug:kind>/klart/", exchange.exchange_done, name="exchange_done"),
    path("in-och-ut/<slug:kind>/<slug:sha>/", exchange.exchange_review, name="exchange_review"),
]
