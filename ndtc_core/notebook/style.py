"""One figure style for the whole book.

Colours are those of Okabe and Ito that keep a contrast of 3:1 on white; every line also has its own dash pattern, so a
figure survives a black-and-white printer and colour-blind eyes. Backgrounds are opaque because the book has a dark mode.
A single panel is 4.8 inch wide: scaled to a phone its 11 pt labels are still 10 pixels tall.
"""

from __future__ import annotations

import matplotlib as mpl
from cycler import cycler

COLORS = ("#0072B2", "#D55E00", "#008A63", "#AA4A84", "#444444", "#8A6D00")
COLORS_ON_DARK = ("#56B4E9", "#FF9A4D", "#3DD9A8", "#E79AC8", "#C8C8C8", "#E8C840")
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (8, 3)))
CANVAS_DASHES = ((), (7, 3), (11, 3, 2, 3), (2, 3), (11, 2, 2, 2, 2, 2), (15, 6))  # the same, in pixels of a browser

PANEL = (4.8, 3.4)  # inch; one axes, readable at phone width


def use_style() -> None:
    """Make the book's style matplotlib's default. Call once, in a chapter's first cell."""
    mpl.rcParams.update(
        {
            "axes.grid": True,
            "axes.labelsize": 11,
            "axes.prop_cycle": cycler(color=COLORS) + cycler(linestyle=DASHES),
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.titlesize": 11,
            "figure.constrained_layout.use": True,
            "figure.dpi": 100,
            "figure.facecolor": "white",
            "figure.figsize": PANEL,
            "font.size": 11,
            "grid.alpha": 0.3,
            "legend.fontsize": 9.5,
            "legend.frameon": False,
            "lines.linewidth": 1.9,
            "mathtext.fontset": "cm",
            "savefig.dpi": 180,
            "savefig.facecolor": "white",
            "savefig.transparent": False,
        }
    )
