"""What only the chapters need: figure style, numbers in sentences, explorers, formula against function, concept
questions, the audit of claims.

Install with the extra ``ndtc_core[notebook]``. The physics rooms of ``ndtc_core`` never import from here.
"""

from .audit import Claim, audit_link, evaluate
from .audit_page import claim_list
from .checks import deviation, formula_deviation
from .explorer import Explorer, Line, Panel, Parameter, Readout
from .publish import data_link, say, table
from .quiz import Question, quiz
from .style import COLORS, DASHES, PANEL, use_style

__all__ = [
    "COLORS",
    "DASHES",
    "PANEL",
    "Claim",
    "Explorer",
    "Line",
    "Panel",
    "Parameter",
    "Question",
    "Readout",
    "audit_link",
    "claim_list",
    "data_link",
    "deviation",
    "evaluate",
    "formula_deviation",
    "quiz",
    "say",
    "table",
    "use_style",
]
