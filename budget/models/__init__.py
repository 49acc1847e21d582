"""What it may cost and what it cost: the ledger of frames, proposals, the detail budget, actuals, forecasts, investments and statements."""

from budget.models.account import Account, Chart
from budget.models.actuals import AccountBalance, Actual, ActualBatch, BatchState, Source
from budget.models.coding import TARGETS, ActivityCode, CodeMapping, ColumnMapping, Counterparty, Dimension, Project
from budget.models.company import ResultDemand
from budget.models.curves import Curve, CurveKind
from budget.models.detail import MONTHS, DetailBudget, DetailLine, LineLink, LineShare
from budget.models.deviation import CorrectiveMeasure, DeviationNote, MeasureEffect, MeasureState
from budget.models.forecast import Forecast
from budget.models.investment import (
    InvestmentActual,
    InvestmentEntry,
    InvestmentEntryKind,
    InvestmentForecast,
    InvestmentKind,
    InvestmentProject,
    InvestmentState,
)
from budget.models.ledger import AMENDMENTS, ORIGINAL, BudgetEntry, EntryKind, FrameCause
from budget.models.policy import BudgetPolicy
from budget.models.proposal import BaseAmount, BudgetProposal, ChosenMeasure, Measure, MeasureAmount, ProposalState
from budget.models.statement import (
    FACTS,
    AdjustmentKind,
    BalanceAdjustment,
    Column,
    FigureVersion,
    ResultBudget,
    ResultLine,
    Statement,
    StatementFigure,
)

__all__ = [
    "AMENDMENTS",
    "FACTS",
    "MONTHS",
    "ORIGINAL",
    "TARGETS",
    "Account",
    "AccountBalance",
    "ActivityCode",
    "Actual",
    "ActualBatch",
    "AdjustmentKind",
    "BalanceAdjustment",
    "BaseAmount",
    "BatchState",
    "BudgetEntry",
    "BudgetPolicy",
    "BudgetProposal",
    "Chart",
    "ChosenMeasure",
    "CodeMapping",
    "Column",
    "ColumnMapping",
    "CorrectiveMeasure",
    "Counterparty",
    "Curve",
    "CurveKind",
    "DetailBudget",
    "DetailLine",
    "DeviationNote",
    "Dimension",
    "EntryKind",
    "FigureVersion",
    "Forecast",
    "FrameCause",
    "InvestmentActual",
    "InvestmentEntry",
    "InvestmentEntryKind",
    "InvestmentForecast",
    "InvestmentKind",
    "InvestmentProject",
    "InvestmentState",
    "LineLink",
    "LineShare",
    "Measure",
    "MeasureAmount",
    "MeasureEffect",
    "MeasureState",
    "Project",
    "ProposalState",
    "ResultBudget",
    "ResultDemand",
    "ResultLine",
    "Source",
    "Statement",
    "StatementFigure",
]
