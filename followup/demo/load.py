"""Everything in order, in one transaction, with history that says that it is example data."""

from followup.demo.accounts import load_accounts
from followup.demo.actuals import load_actuals
from followup.demo.agenda import load_agenda
from followup.demo.amendments import load_amendments
from followup.demo.annual import load_judgement, load_stewardship
from followup.demo.answers import load_answers
from followup.demo.assessments import load_assessments, load_periods
from followup.demo.assignments import load_assignments
from followup.demo.books import load_books
from followup.demo.chain import load_plan
from followup.demo.codes import load_codes
from followup.demo.company_forecasts import load_company_forecasts
from followup.demo.content.plan import whole_plan
from followup.demo.control import load_control
from followup.demo.decisions import load_decisions, load_years, settle_years
from followup.demo.detail import load_detail
from followup.demo.deviations import load_measures
from followup.demo.dialogues import load_dialogues
from followup.demo.forecasts import load_forecasts
from followup.demo.frame_rules import load_frame_rules
from followup.demo.goal_questions import load_goal_questions
from followup.demo.improvements import load_improvements
from followup.demo.indicators import load_indicators
from followup.demo.investments import load_investments, load_project_codes
from followup.demo.ledger import load_ledger
from followup.demo.letters import load_letters
from followup.demo.missions import load_missions
from followup.demo.more import load_more
from followup.demo.organisation import load_units
from followup.demo.packs import load_packs, load_questions
from followup.demo.people import load_people
from followup.demo.proposals import load_proposals
from followup.demo.reports import load_reports
from followup.demo.scale import scaled_plan
from followup.demo.sections import load_section_reports, load_sections
from followup.demo.stand_ins import load_stand_ins
from followup.demo.statement import load_budget_decisions, load_statements
from followup.demo.sub_steps import load_sub_steps
from followup.demo.wheel import load_wheel
from sala_styr.history import recording
from sala_styr.organisation.actor import actor_for, system_actor

REASON = "Exempeldata"


def load(size: int = 1) -> None:
    """Fill an empty database with the example municipality; with ``size`` more than 1 there is more in it, for measurement."""
    with recording(system_actor(), REASON):
        units = load_units()
        people = load_people(units)
        load_stand_ins(units, people)
        years = load_years()
        decisions = load_decisions(units)
        missions = load_missions(units, decisions)
        plan = load_plan(units, people, decisions, scaled_plan(whole_plan(), size))
        load_sub_steps(plan)
        load_answers(units, people, plan)
        load_amendments(units, people, plan)
        load_goal_questions(plan, people)
        load_assignments(units, people, decisions, plan)
        load_indicators(plan)
        load_agenda(plan, missions)
        controller = people.examples["exempel-controller"]
        load_frame_rules(units, decisions)
        book = load_ledger(units, decisions, controller)
        lines = load_detail(units, load_accounts(), load_codes(units), plan, book, size)
        load_statements(decisions, lines)
        load_books(decisions)
        load_proposals(units, people, plan)
        project_codes = load_project_codes(units, people, decisions)
        books = load_actuals(units, lines, actor_for(controller))
        load_forecasts(units, people, book, books)
        load_company_forecasts(units, people)
        load_measures(units, people, decisions)
        load_investments(units, people, decisions, project_codes)
        periods = load_periods()
        load_sections(periods)
        load_assessments(periods, plan, missions, people)
        load_dialogues(periods, units, people)
        load_section_reports(periods, people)
        load_improvements(periods, units, people, plan)
        load_control(units, people, decisions)
        load_judgement()
        load_letters(people)
        load_wheel(actor_for(controller))
        load_stewardship(decisions)
        load_budget_decisions(decisions, controller)
        load_questions(people)
        load_packs(units, people)
        load_reports(units, actor_for(controller), decisions)
        settle_years(years)
        load_more()
