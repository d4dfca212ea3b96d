"""An explorer in JupyterLab: widgets that really recompute in the kernel."""

import jupyterlab_page as jupyterlab

SOURCE = """
import numpy as np
from ndtc_core.notebook import Explorer, Line, Panel, Parameter, Readout

def parabola(height):
    if height == 0:
        raise ValueError("a flat parabola is none")
    x = np.linspace(-1, 1, 21)
    return {"x": x, "y": height * x**2, "height": height}

Explorer(
    parabola,
    {"height": Parameter("height", -2, 2, 5, start=1)},
    [Panel([Line("y", "x")], "x", "y", (-1, 1), (-2, 2))],
    alt="a parabola", readouts=[Readout("height", "height is", "m", 2)],
)
"""


def test_sliders_reset_and_messages(page, tmp_path):
    with jupyterlab.serve(tmp_path, SOURCE) as address:
        jupyterlab.run_first_cell(page, address)
        picture = "() => document.querySelector('img.widget-image').src"
        first = page.evaluate(picture)
        page.get_by_text("height is: 1.00 m").wait_for()
        page.locator(".noUi-handle").focus()
        page.keyboard.press("ArrowRight")
        page.get_by_text("height is: 1.25 m").wait_for()
        page.wait_for_function(f"first => ({picture})() !== first", arg=first)
        for _ in range(5):
            page.keyboard.press("ArrowLeft")
        page.get_by_text("a flat parabola is none").wait_for()
        page.get_by_role("button", name="Reset").click()
        page.get_by_text("height is: 1.00 m").wait_for()
        page.close()  # before its server goes
