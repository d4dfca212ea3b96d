"""Draw the pictures of the landing page: the cover, and one for each of its three doors.

python tools/cover.py    writes cover.png, door_read.png, door_run.png and door_teach.png into book/_assets
"""

from __future__ import annotations

import numpy as np
from chapter_map import arrows, chapters
from design_map import NO_STATE, STORED
from fingerprint import ROOT
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Arc
from scipy.special import expit

from ndtc_core import NISDevice
from ndtc_core.notebook.style import COLORS, DASHES, use_style
from ndtc_core.photonic import heat_current_resistive, matching

T_DRAIN, T_C, WIDTH, STEP = 0.03, 0.4, 0.008, 12.0
DOOR = (3.6, 2.5)  # inch


def draw_cover(axes: Axes) -> None:
    """The heat current of a circuit that loses its matching at 400 mK, beside one that stays matched."""
    T = np.linspace(T_DRAIN, 0.6, 600)
    ratio = 1 + (STEP - 1) * expit((T - T_C) / WIDTH)
    current = heat_current_resistive(T, T_DRAIN, matching(ratio)) * 1e15
    falls = np.gradient(current) < 0
    axes.axvspan(T[falls][0] * 1e3, T[falls][-1] * 1e3, color=COLORS[1], alpha=0.15, lw=0)
    axes.plot(T * 1e3, heat_current_resistive(T, T_DRAIN) * 1e15, "--", color=COLORS[4], label="always matched")
    axes.plot(T * 1e3, current, "-", color=COLORS[0], lw=2.6, label="matching lost at 400 mK")
    axes.annotate(
        "hotter sends less", (398, 46), (428, 62), arrowprops={"arrowstyle": "->"}, color=COLORS[1], va="center"
    )
    axes.set(xlabel="source temperature / mK", ylabel="heat current / fW", xlim=(30, 600), ylim=(0, 150))
    axes.legend(loc="upper left")


def draw_read(axes: Axes) -> None:
    """Heat between two NIS junctions against the cold temperature, for three area ratios."""
    T = np.linspace(0.02, 0.5, 240)
    for chi, color, dash in zip((0.5, 2.0, 8.0), COLORS, DASHES, strict=False):
        current = 1e15 * NISDevice.silver(chi=chi).heat_current(0.5, T)
        axes.plot(T * 1e3, current, color=color, linestyle=dash, lw=2.2, label=f"χ = {chi:g}")
    axes.set(xlabel="cold side / mK", ylabel="heat current / fW", xlim=(0, 500), ylim=(0, None))
    axes.legend(loc="upper left")


def draw_run(axes: Axes) -> None:
    """The map of a million designs: best cooling against area ratio and resistance, over everything else."""
    with np.load(STORED) as stored:
        steps = np.cumsum(np.cumsum(stored["designs"], axis=-2, dtype=np.uint16), axis=-1, dtype=np.uint16)
        chi, time_constant = stored["chi"], stored["time_constant"]
    best = np.where(steps == NO_STATE, 0, steps).max(axis=(0, 1, 2, 5, 6)) / 100
    image = axes.pcolormesh(chi, 1e12 * time_constant, best.T, cmap="viridis", shading="nearest")
    axes.grid(False)
    axes.set(xlabel="area ratio χ", ylabel="time constant R₀C / ps", xscale="log", yscale="log")
    axes.figure.colorbar(image, ax=axes, label="best cooling / mK")


def draw_teach(axes: Axes) -> None:
    """The chapters in a row, each joined to those that need it."""
    book = chapters()
    place = {chapter.name: x for x, chapter in enumerate(book)}
    parts = list(dict.fromkeys(chapter.part for chapter in book))
    color = {chapter.name: COLORS[parts.index(chapter.part) % len(COLORS)] for chapter in book}
    for need, name in arrows(book):
        x, width = (place[need] + place[name]) / 2, place[name] - place[need]
        axes.add_patch(Arc((x, 0), width, width, theta1=0, theta2=180, color=color[need], lw=1.6))
    for name, x in place.items():
        axes.plot(x, 0, "o", color=color[name], markersize=7)
    axes.set(xlim=(-0.7, len(book) - 0.3), ylim=(-1, 8.5), aspect="equal")
    axes.axis("off")


def main() -> None:
    use_style()
    for name, draw, size in (
        ("cover", draw_cover, (5.4, 3.2)),
        ("door_read", draw_read, DOOR),
        ("door_run", draw_run, DOOR),
        ("door_teach", draw_teach, DOOR),
    ):
        figure = Figure(figsize=size, dpi=200)
        FigureCanvasAgg(figure)
        draw(figure.add_subplot())
        figure.savefig(ROOT / "book" / "_assets" / f"{name}.png", metadata={"Software": None})


if __name__ == "__main__":
    main()
