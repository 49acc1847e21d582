"""What it may cost and what it cost: the ledger of frames, the detail budget, actuals, forecasts and statements."""

from budget.models.account import Account, Chart
from budget.models.actuals import AccountBalance, Actual, ActualBatch, BatchState, Source
from budget.models.coding import ActivityCode, Code, Counterparty, Project
from budget.models.company import ResultDemand
from budget.models.curves import Curve, CurveKind
from budget.models.decided import BudgetDecision
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
from budget.models.ledger import AMENDMENTS, ORIGINAL, BudgetEntry, EntryKind, FinancedBy, FrameCause
from budget.models.mapping import TARGETS, CodeMapping, ColumnMapping, Dimension, DimensionMapping, Numbers
from budget.models.outlay import Outlay
from budget.models.policy import BudgetPolicy
from budget.models.pot import CentralPot, PotDecider
from budget.models.proposal import (
    PROPOSAL_LOOKS,
    BaseAmount,
    BudgetProposal,
    ChosenMeasure,
    ExemptionKind,
    Measure,
    MeasureAmount,
    ProposalAuthor,
    ProposalExemption,
    ProposalState,
)
from budget.models.statement import (
    FACTS,
    AdjustmentKind,
    BalanceAdjustment,
    FigureVersion,
    ResultBudget,
    ResultLine,
    Statement,
    StatementFigure,
    Whose,
)

__all__ = [
    "AMENDMENTS",
    "FACTS",
    "MONTHS",
    "ORIGINAL",
    "PROPOSAL_LOOKS",
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
    "BudgetDecision",
    "BudgetEntry",
    "BudgetPolicy",
    "BudgetProposal",
    "CentralPot",
    "Chart",
    "ChosenMeasure",
    "Code",
    "CodeMapping",
    "ColumnMapping",
    "CorrectiveMeasure",
    "Counterparty",
    "Curve",
    "CurveKind",
    "DetailBudget",
    "DetailLine",
    "DeviationNote",
    "Dimension",
    "DimensionMapping",
    "EntryKind",
    "ExemptionKind",
    "FigureVersion",
    "FinancedBy",
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
    "Numbers",
    "Outlay",
    "PotDecider",
    "Project",
    "ProposalAuthor",
    "ProposalExemption",
    "ProposalState",
    "ResultBudget",
    "ResultDemand",
    "ResultLine",
    "Source",
    "Statement",
    "StatementFigure",
    "Whose",
]
