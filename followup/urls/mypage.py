"""My own pages: what I have to do, my activities, and questions about goals."""

from django.urls import path

from followup.views import activities, questions, todo

urlpatterns = [
    path("att-gora/", todo.todo_list, name="todo"),
    path("att-gora/klart/", todo.todo_done, name="todo_done"),
    path("mina-aktiviteter/", activities.activities, name="activities"),
    path("mina-aktiviteter/<int:pk>/", activities.update_activity, name="update_activity"),
    path("fragor/", questions.questions, name="goal_questions"),
    path("fragor/om-mal/<int:pk>/", questions.question, name="goal_question"),
    path("fragor/om-mal/<int:pk>/ta-tillbaka/", questions.withdraw, name="withdraw_question"),
    path("fragor/stall/<int:pk>/", questions.ask, name="ask_question"),
]
