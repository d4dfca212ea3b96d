"""Draw the cover: the heat current of a circuit that loses its matching at 400 mK, beside one that stays matched.

python tools/cover.py    writes book/_assets/cover.png
"""

from __future__ import annotations

import numpy as np
from fingerprint import ROOT
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from scipy.special import expit

from ndtc_core.notebook.style import COLORS, use_style
from ndtc_core.photonic import heat_current_resistive, matching

T_DRAIN, T_C, WIDTH, STEP = 0.03, 0.4, 0.008, 12.0


def main() -> None:
    use_style()
    T = np.linspace(T_DRAIN, 0.6, 600)
    ratio = 1 + (STEP - 1) * expit((T - T_C) / WIDTH)
    current = heat_current_resistive(T, T_DRAIN, matching(ratio)) * 1e15
    falls = np.gradient(current) < 0
    figure = Figure(figsize=(5.4, 3.2), dpi=200)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.axvspan(T[falls][0] * 1e3, T[falls][-1] * 1e3, color=COLORS[1], alpha=0.15, lw=0)
    axes.plot(T * 1e3, heat_current_resistive(T, T_DRAIN) * 1e15, "--", color=COLORS[4], label="always matched")
    axes.plot(T * 1e3, current, "-", color=COLORS[0], lw=2.6, label="matching lost at 400 mK")
    axes.annotate(
        "hotter sends less", (398, 46), (428, 62), arrowprops={"arrowstyle": "->"}, color=COLORS[1], va="center"
    )
    axes.set(xlabel="source temperature / mK", ylabel="heat current / fW", xlim=(30, 600), ylim=(0, 150))
    axes.legend(loc="upper left")
    figure.savefig(ROOT / "book" / "_assets" / "cover.png", metadata={"Software": None})


if __name__ == "__main__":
    main()
