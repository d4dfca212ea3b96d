"""Explorers: one definition, alive in Jupyter and in the built page.

``Explorer(compute, parameters, panels)`` is a plain description. In a kernel it answers with ipywidgets sliders that really
recompute. While the book is built (environment variable NDTC_STATIC_BOOK=1) it tabulates ``compute`` on the grid of its
parameters and answers with that *cube*; assets/explorer.js draws from it without kernel or network. Sliders of the page
stand on grid points only, because interpolating between them can show wrong physics.

Uses style for the looks; chapters use it.
"""

from __future__ import annotations

import base64
import html
import io
import itertools
import json
import math
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import ipywidgets as widgets
import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from .publish import indexed
from .style import CANVAS_DASHES, COLORS, COLORS_ON_DARK, DASHES, PANEL

Arrays = dict[str, NDArray[np.float64]]
Compute = Callable[..., Mapping[str, ArrayLike]]

CUBE_LIMIT = 300_000  # bytes of base64 in the page, an explorer
_LEVELS = 65534  # 16-bit steps between the smallest and largest value; 65535 marks a break in the line
_BEYOND = 10  # axis lengths outside the panel after which values are cut, so that the steps stay fine inside it


@dataclass(frozen=True)
class Parameter:
    """One slider: ``points`` values from low to high, evenly spaced on a "linear" or "log" scale."""

    label: str
    low: float
    high: float
    points: int
    start: float | None = None
    unit: str = ""
    scale: str = "linear"

    def problem(self) -> str:
        """What makes this range impossible, or nothing."""
        ends = f"{self.label}: the range {self.low:g} … {self.high:g} {self.unit}".rstrip()
        if self.scale not in ("linear", "log"):
            return f"{self.label}: the scale must be linear or log, got {self.scale!r}"
        if not (math.isfinite(self.high - self.low) and self.low < self.high):
            return f"{ends} is not a range from a lower to a higher finite number"
        if self.scale == "log" and self.low <= 0:
            return f"{ends} must be above zero on a logarithmic scale"
        if self.points < 2 or self.points % 1 != 0:  # true of NaN and infinity, too
            return f"{self.label}: a slider needs two points or more, got {self.points}"
        if self.start is not None and not self.low <= self.start <= self.high:
            return f"{ends} does not hold the start value {self.start:g}"
        return ""

    @property
    def first(self) -> float:
        return float(self.low if self.start is None else self.start)

    def grid(self) -> NDArray[np.float64]:
        space = np.geomspace if self.scale == "log" else np.linspace
        return space(self.low, self.high, int(self.points))

    def slider(self) -> widgets.Widget:
        common = {"value": self.first, "layout": {"width": "auto"}, "style": {"description_width": "14em"}}
        name = _formula(
            f"{self.label} ({self.unit})" if self.unit else self.label, "mathrm"
        )  # HTML would lose its tags
        if self.scale == "log":
            low, high = math.log10(self.low), math.log10(self.high)
            step = (high - low) / (4 * (self.points - 1))
            return widgets.FloatLogSlider(
                min=low, max=high, step=step, readout_format=".3g", description=name, **common
            )
        step = (self.high - self.low) / (4 * (self.points - 1))
        return widgets.FloatSlider(
            min=self.low, max=self.high, step=step, readout_format=".4g", description=name, **common
        )


@dataclass(frozen=True)
class Line:
    """A curve: the names of two arrays that ``compute`` returns. NaN breaks it."""

    y: str
    x: str
    label: str = ""


@dataclass(frozen=True)
class Panel:
    """One pair of axes with fixed limits, so that moving a slider moves the curve and not the axes."""

    lines: Sequence[Line]
    xlabel: str
    ylabel: str
    xlim: tuple[float, float]
    ylim: tuple[float, float]
    title: str = ""
    xscale: str = "linear"
    yscale: str = "linear"

    def problem(self) -> str:
        for label, limits, scale in ((self.xlabel, self.xlim, self.xscale), (self.ylabel, self.ylim, self.yscale)):
            found = Parameter(label, *limits, points=2, scale=scale).problem()
            if found:
                return found
        return ""


@dataclass(frozen=True)
class Readout:
    """A scalar that ``compute`` returns, shown with ``digits`` decimals; None: with four digits, whatever its size."""

    name: str
    label: str
    unit: str = ""
    digits: int | None = 3

    def text(self, value: float) -> str:
        if math.isnan(value):
            return "–"
        number = f"{value:.4g}" if self.digits is None else f"{value:.{self.digits}f}"
        return f"{number} {self.unit}".rstrip()


@dataclass(frozen=True)
class Explorer:
    """Sliders over a pure function, with its curves and numbers.

    compute(**parameters) returns named 1-D arrays (for lines) and scalars (for readouts); a ValueError it raises is shown
    in the figure's place. ``alt`` describes the picture to those who cannot see it. Impossible ranges are told in the
    figure's place as well, since one bad explorer should not cost the reader the page. Raises ValueError, when displayed,
    for what only the author can mend: arrays that are missing or change length, a cube above 300 kB.
    """

    compute: Compute
    parameters: Mapping[str, Parameter]
    panels: Sequence[Panel]
    alt: str
    readouts: Sequence[Readout] = ()

    @property
    def problem(self) -> str:
        parts: Iterator[Parameter | Panel] = itertools.chain(self.parameters.values(), self.panels)
        return next(filter(None, (part.problem() for part in parts)), "")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        if os.environ.get("NDTC_STATIC_BOOK"):
            return {"text/plain": self.alt, "text/html": self._page()}
        if self.problem:
            return {"text/plain": self.problem, "text/html": _root(_alert(self.problem))}
        box, picture = _live(self)
        bundle = {**box._repr_mimebundle_(), "text/plain": self.alt, "image/png": _base64(picture)}
        return bundle, {"image/png": {"alt": self.alt}}

    def evaluate(self, values: Mapping[str, float]) -> tuple[Arrays, str]:
        """Named arrays at one setting, or none and the reason why."""
        try:
            found = self.compute(**values)
        except ValueError as error:
            return {}, str(error)
        missing = [name for name in self._used if name not in found]
        if missing:
            raise ValueError(f"compute must return {', '.join(missing)}, got {', '.join(found)}")
        return {name: np.atleast_1d(np.asarray(found[name], dtype=float)) for name in self._used}, ""

    @cached_property
    def _used(self) -> list[str]:
        lines = [line for panel in self.panels for line in panel.lines]
        return list(
            dict.fromkeys([name for line in lines for name in (line.x, line.y)] + [r.name for r in self.readouts])
        )

    # ── the built page ────────────────────────────────────────────────────────────────────────────────────────────────

    def _page(self) -> str:
        if self.problem:
            return _root(_alert(self.problem))
        cube = self._cube()
        size = len(cube["packed"]) + len(cube["exact"])
        if size > CUBE_LIMIT:
            raise ValueError(
                f"the explorer's cube takes {size} bytes, allowed are {CUBE_LIMIT}: fewer grid points, please"
            )
        described = {
            "alt": self.alt,
            "parameters": [
                {**asdict(p), "values": p.grid().tolist(), "start": int(np.argmin(abs(p.grid() - p.first)))}
                for p in self.parameters.values()
            ],
            "panels": [asdict(panel) for panel in self.panels],
            "readouts": [asdict(readout) for readout in self.readouts],
            "colors": {"light": COLORS, "dark": COLORS_ON_DARK},
            "dashes": CANVAS_DASHES,
            **cube,
        }
        text = json.dumps(described, ensure_ascii=False, allow_nan=False).replace("</", "<\\/")
        arrays, _ = self.evaluate({name: parameter.first for name, parameter in self.parameters.items()})
        still = _base64(_Picture(self.panels).png(arrays))
        return _root(
            f'<img alt="{html.escape(self.alt, quote=True)}" src="data:image/png;base64,{still}">'
            f'<script type="application/json" data-cube>{text}</script>'
        )

    def _cube(self) -> dict[str, Any]:
        """``compute`` on the whole grid: curves as 16-bit steps, readouts as float32, each array only along the parameters it
        depends on."""
        grids = [parameter.grid() for parameter in self.parameters.values()]
        shape = tuple(len(grid) for grid in grids)
        table: dict[str, NDArray[np.float64]] = {}
        messages: dict[int, str] = {}
        for position, values in enumerate(itertools.product(*grids)):
            arrays, message = self.evaluate(dict(zip(self.parameters, map(float, values), strict=True)))
            if message:
                messages[position] = message
            for name, array in arrays.items():
                rows = table.setdefault(name, np.full((math.prod(shape), array.size), np.nan))
                if rows.shape[1:] != array.shape:
                    raise ValueError(f"{name} must keep its length, got {array.shape} after {rows.shape[1:]}")
                rows[position] = array
        scalars = {readout.name for readout in self.readouts}
        packed, exact, layout = bytearray(), bytearray(), {}
        for name, rows in table.items():
            block = rows.reshape(*shape, -1)
            for axis in range(len(shape)):
                first = block.take([0], axis)
                if not messages and np.array_equal(block, np.broadcast_to(first, block.shape), equal_nan=True):
                    block = first
            steps = [0 if n == 1 else math.prod(block.shape[i + 1 : -1]) for i, n in enumerate(block.shape[:-1])]
            layout[name] = {"length": block.shape[-1], "steps": steps}
            if name in scalars:
                layout[name]["start"] = len(exact) // 4
                exact += block.astype("<f4").tobytes()
            else:
                low, high, log = self._span(name, block)
                layout[name] |= {"start": len(packed) // 2, "low": low, "high": high, "log": log}
                packed += _quantise(block, low, high, log).tobytes()
        return {"arrays": layout, "packed": _base64(packed), "exact": _base64(exact), "messages": messages}

    def _span(self, name: str, block: NDArray[np.float64]) -> tuple[float, float, bool]:
        """Lowest and highest value to resolve of an array, as logarithms where every axis it is drawn on is logarithmic."""
        axes = [(p.xlim, p.xscale) for p in self.panels for line in p.lines if line.x == name]
        axes += [(p.ylim, p.yscale) for p in self.panels for line in p.lines if line.y == name]
        log = all(scale == "log" for _, scale in axes)
        shown = np.array([limits for limits, _ in axes])
        values = block[np.isfinite(block) & ((block > 0) | (not log))]
        if log:
            shown, values = np.log(shown), np.log(values)
        margin = _BEYOND * np.ptp(shown)
        values = np.clip(values, shown.min() - margin, shown.max() + margin)
        return (float(values.min()), float(values.max()), log) if values.size else (0.0, 0.0, log)


def _quantise(block: NDArray[np.float64], low: float, high: float, log: bool) -> NDArray[np.uint16]:
    broken = ~np.isfinite(block) | ((block <= 0) & log)
    values = np.where(broken, 1.0, block)
    if log:
        values = np.log(values)
    steps = np.rint((np.clip(values, low, high) - low) / ((high - low) or 1.0) * _LEVELS)
    return np.where(broken, _LEVELS + 1, steps).astype("<u2")


def _formula(label: str, font: str = "mathregular") -> str:
    """A label whose indices are formulas: matplotlib and the sliders of Jupyter lower nothing else."""
    return re.sub(r"_([a-zA-Z0-9α-ω]+)", rf"$_\\{font}{{\1}}$", label)


class _Picture:
    """The panels as one matplotlib figure. Axes, labels and legend are drawn once; a move of a slider redraws only lines,
    which takes an eighth of the time."""

    def __init__(self, panels: Sequence[Panel]) -> None:
        with mpl.rc_context({"figure.constrained_layout.use": True, "savefig.facecolor": "white"}):
            rows = max((sum(bool(line.label) for line in panel.lines) + 1) // 2 for panel in panels)
            figure = Figure(figsize=(PANEL[0] * len(panels), PANEL[1] + 0.23 * rows), dpi=100)
            self.canvas, self.lines = FigureCanvasAgg(figure), []
            for panel, axes in zip(panels, figure.subplots(1, len(panels), squeeze=False)[0], strict=True):
                axes.set(xlabel=_formula(panel.xlabel), ylabel=_formula(panel.ylabel))
                axes.set(xscale=panel.xscale, yscale=panel.yscale)
                axes.set(xlim=panel.xlim, ylim=panel.ylim, title=panel.title)
                for line, color, dash in zip(
                    panel.lines, itertools.cycle(COLORS), itertools.cycle(DASHES), strict=False
                ):
                    (artist,) = axes.plot(
                        [], [], color=color, linestyle=dash, label=_formula(line.label), animated=True
                    )
                    self.lines.append((artist, line))
                if any(line.label for line in panel.lines):  # below, where no curve can come
                    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=2)
            self.canvas.draw()  # all but the lines, which are marked as animated
        self.background = self.canvas.copy_from_bbox(figure.bbox)

    def png(self, arrays: Arrays) -> bytes:
        self.canvas.restore_region(self.background)
        for artist, line in self.lines:
            artist.set_data(arrays.get(line.x, []), arrays.get(line.y, []))
            artist.axes.draw_artist(artist)
        buffer = io.BytesIO()
        Image.fromarray(np.asarray(self.canvas.buffer_rgba())).convert("RGB").save(
            buffer, format="png", compress_level=1
        )
        return buffer.getvalue()


def _live(explorer: Explorer) -> tuple[widgets.Widget, bytes]:
    """Sliders that recompute in the kernel, and the picture they start with."""
    sliders = {name: parameter.slider() for name, parameter in explorer.parameters.items()}
    shown = _Picture(explorer.panels)
    picture = widgets.Image(format="png", layout={"max_width": "100%"})
    words, reset = widgets.HTML(), widgets.Button(description="Reset")

    def redraw(change: object = None) -> None:
        arrays, message = explorer.evaluate({name: slider.value for name, slider in sliders.items()})
        words.value = _alert(message) if message else _sentence(explorer.readouts, arrays)
        picture.value = shown.png(arrays)

    def start(button: object = None) -> None:
        for name, parameter in explorer.parameters.items():
            sliders[name].value = parameter.first

    redraw()
    reset.on_click(start)
    for slider in sliders.values():
        slider.observe(redraw, names="value")
    return widgets.VBox([*sliders.values(), widgets.HBox([reset, words]), picture]), picture.value


def _sentence(readouts: Sequence[Readout], arrays: Arrays) -> str:
    return indexed(html.escape(" · ".join(f"{r.label}: {r.text(arrays[r.name][0])}" for r in readouts)))


def _root(content: str) -> str:
    return f'<div class="ndtc-explorer">{content}</div>'


def _alert(message: str) -> str:
    return f'<p role="alert">{html.escape(message)}</p>'


def _base64(data: bytes | bytearray) -> str:
    return base64.b64encode(data).decode()
