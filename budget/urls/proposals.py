"""Addresses of money: budget proposals, their base and the measures that they choose among."""

from django.urls import path

from budget.views import measures, proposal_base, proposals

urlpatterns = [
    path("forslag/", proposals.proposals, name="proposals"),
    path("forslag/ny/", proposals.start, name="start_proposal"),
    path("forslag/jamfor/", proposals.compare, name="compare_proposals"),
    path("forslag/bas/", proposal_base.base, name="proposal_base"),
    path("forslag/bas/lagg/", proposal_base.lay, name="lay_base"),
    path("forslag/atgarder/", measures.measures, name="measures"),
    path("forslag/atgarder/ny/", measures.write, name="write_measure"),
    path("forslag/atgarder/<int:pk>/", measures.measure, name="measure"),
    path("forslag/atgarder/<int:pk>/andra/", measures.change, name="change_measure"),
    path("forslag/atgarder/<int:pk>/aterta/", measures.withdraw, name="withdraw_measure"),
    path("forslag/<int:pk>/", proposals.proposal, name="proposal"),
    path("forslag/<int:pk>/valj/", proposals.choose, name="choose_measures"),
    path("forslag/<int:pk>/andra/", proposals.describe, name="describe_proposal"),
    path("forslag/<int:pk>/skriv-tillsammans/", proposals.invite, name="invite_author"),
    path("forslag/<int:pk>/lamna-in/", proposals.submit, name="submit_proposal"),
    path("forslag/<int:pk>/ta-tillbaka/", proposals.take_back, name="take_back_proposal"),
    path("forslag/<int:pk>/beslut/", proposals.adopt, name="adopt_proposal"),
]
