"""The example municipality: Sala's organisation, model and vision; everything else is fictional and says so (issue 2, item 10).

``content`` holds the texts and figures by concept, the modules here turn them into rows, and ``load`` runs them in order in one transaction.
"""
