"""What only the chapters need: figure style, numbers in sentences, explorers, the audit of the papers' claims.

Install with the extra ``ndtc_core[notebook]``. The physics rooms of ``ndtc_core`` never import from here.
"""

from .audit import Claim, audit_link, audit_table, evaluate
from .explorer import Explorer, Line, Panel, Parameter, Readout
from .publish import data_link, say, table
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
    "Readout",
    "audit_link",
    "audit_table",
    "data_link",
    "evaluate",
    "say",
    "table",
    "use_style",
]
