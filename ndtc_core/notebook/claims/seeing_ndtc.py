"""Claims of the chapter *Seeing NDTC in two set-ups*: pioldi2025, Figs. 3 and 4 and what is said about them."""

from __future__ import annotations

from functools import partial

import numpy as np

from ..audit import Claim, share
from .quantities import seeing_ndtc as seen
from .samples import FARADS, T_BATH, T_C_ALUMINIUM

CLAIMS = (
    Claim(
        id="pioldi2025-fall-proves-ndtc",
        place="before Eq. 5",
        statement="A T_L that falls as the right reservoir warms up cannot be explained without NDTC.",
        compute=lambda: seen.falls_only_with_ndtc(1),
        allowed=(1, 1),
        unit="",
        why="Share of all points with dT_L/dT_R < 0 at which −∂J/∂T_R < 0; both platforms, 10 to 1000 fW, set-up 1. "
        "The sign follows from the stability of the steady state alone.",
    ),
    Claim(
        id="pioldi2025-below-tc",
        place="Sec. on Eq. 5",
        statement="Only configurations below T_c = 1.2 K are considered.",
        compute=lambda: (
            max(float(d.hot_temperature(seen.SWEEP[-1], T_BATH)) for d in seen.DEVICES.values()) / T_C_ALUMINIUM
        ),
        allowed=(0, 1),
        unit="T_c",
        why=lambda: f"Highest T_L at 1000 fW. Silver stays below T_c up to {1e12 * seen.power_at_transition():.1f} pW.",
    ),
    Claim(
        id="pioldi2025-falls-above-200mk",
        place="Fig. 3(b),(c)",
        statement="T_L decreases for T_R > 200 mK.",
        compute=lambda: seen.share_of_drop_above(0.2),
        allowed=(0.9, 1),
        unit="",
        why=lambda: (
            "Smallest share of the fall of T_L that happens above 200 mK, three inputs a platform. We read the statement as: "
            f"the fall sets in at 200 mK. It ends where T_L has its minimum, at {round(seen.minima().min(), -1):.0f} to "
            f"{round(seen.minima().max(), -1):.0f} mK. With smaller inputs it sets in earlier: silver at 10 fW has "
            f"{seen.share_above_at(10e-15):.2f} of it above 200 mK."
        ),
    ),
    *(
        Claim(
            id=f"pioldi2025-heater-tunes-{platform.lower()}",
            place="before Fig. 3",
            statement=f"A heater on the right reservoir suffices to choose T_R, the bath staying at 10 mK ({platform}).",
            compute=partial(seen.left_without_cooling, platform),
            allowed=(0.5, 1),
            unit="",
            why=partial(seen.unheated, platform),
        )
        for platform in ("silver", "InAs")
    ),
    Claim(
        id="pioldi2025-more-current-less-gradient",
        place="Fig. 3(b),(c)",
        statement="The decrease is due to a photon current that rises although the temperature difference shrinks.",
        compute=seen.current_rises,
        allowed=(1, 1),
        unit="",
        why="Share of steps of T_R (2.5 mK) with falling T_L above 200 mK in which J at the steady state grows.",
    ),
    Claim(
        id="pioldi2025-broad-range-silver",
        place="Fig. 3(d),(e)",
        statement="A broad range of inputs gives a significant δT (silver).",
        compute=lambda: seen.decades("silver"),
        allowed=(1, np.inf),
        unit="decades",
        why="Inputs with δT ≥ 10 mK in set-up 1, counted up to 7 pW. We read “broad” as a decade, “significant” as the "
        "paper's 10 mK.",
        correction=FARADS,
    ),
    Claim(
        id="pioldi2025-broad-range-inas",
        place="Fig. 3(d),(e)",
        statement="A broad range of inputs gives a significant δT (InAs).",
        compute=lambda: seen.decades("InAs"),
        allowed=(1, np.inf),
        unit="decades",
        why="As for silver.",
        correction=FARADS,
    ),
    Claim(
        id="pioldi2025-inas-larger",
        place="Fig. 3(d),(e)",
        statement="InAsOI shows more substantial δT's.",
        compute=lambda: seen.drops("InAs", 1).max() / seen.drops("silver", 1).max(),
        allowed=(1, np.inf),
        unit="",
        why=lambda: (
            "Largest δT of InAs over largest of silver, set-up 1. Input by input InAs leads up to "
            f"{1e-3 * seen.crossings(seen.ahead(), 1.0)[0]:.2f} pW; at 1 pW silver has "
            f"{100 * (1 / seen.ahead()[-1] - 1):.0f} % more."
        ),
    ),
    Claim(
        id="pioldi2025-steepest-input",
        place="Fig. 3(f),(g)",
        statement="The steepest response of silver is found at an input around 100 fW.",
        compute=lambda: seen.steepest()[0] * 1e15,
        allowed=(70, 130),
        unit="fW",
        why=lambda: (
            "Input with the most negative dT_L/dT_R. We read “around” as 30 %. But the optimum is flat: at 100 fW the response "
            f"is only {100 * (1 - seen.steepest_at(100e-15)[1] / seen.steepest()[2]):.0f} % weaker, at 30 fW "
            f"{100 * (1 - seen.steepest_at(30e-15)[1] / seen.steepest()[2]):.0f} % and at 300 fW "
            f"{100 * (1 - seen.steepest_at(300e-15)[1] / seen.steepest()[2]):.0f} %. In set-up 2 it is at "
            f"{1e15 * seen.steepest(2)[0]:.0f} fW."
        ),
    ),
    Claim(
        id="pioldi2025-steepest-temperature",
        place="Fig. 3(f),(g)",
        statement="This optimal working point is at T_L ≈ 500 mK.",
        compute=lambda: seen.steepest()[1] * 1e3,
        allowed=(450, 550),
        unit="mK",
        why=lambda: (
            "T_L where dT_L/dT_R is most negative, set-up 1. We read “≈” as 10 %. With an input of 100 fW it is "
            f"{1e3 * seen.steepest_at(100e-15)[0]:.0f} mK. With the printed c = 50 pF/µm² the optimum is at "
            f"{seen.with_printed_capacitance()[0]:.0f} fW and {seen.with_printed_capacitance()[1]:.0f} mK, but δT is "
            f"{seen.with_printed_capacitance()[2]:.2f} mK."
        ),
    ),
    Claim(
        id="pioldi2025-phonons-low-at-optimum",
        place="Fig. 3(f),(g)",
        statement="At this point photon heat is significant while the coupling to the phonons remains low.",
        compute=seen.largest_photons_over_phonons,
        allowed=(1, np.inf),
        unit="",
        why=lambda: (
            "Largest photon current over phonon losses, silver at 100 fW. We read “low” as: phonons take less than photons. "
            f"They take {1 / seen.largest_photons_over_phonons():.1f} times as much or more; at most "
            f"{100 / (1 + 1 / seen.largest_photons_over_phonons()):.0f} % of the input is left to the photons."
        ),
    ),
    Claim(
        id="pioldi2025-phonons-suppress",
        place="Fig. 3(f),(g)",
        statement="At higher T_L the coupling to the phonons suppresses the influence of NDTC.",
        compute=seen.weaker_with_power,
        allowed=(1, 1),
        unit="",
        why="Share of steps in input power, 100 to 1000 fW, that flatten the steepest response of either platform. NDTC itself "
        "grows with T_L: without phonons the response would become steeper.",
    ),
    Claim(
        id="pioldi2025-fall-proves-ndtc-2",
        place="Fig. 4",
        statement="Also in the second set-up a reduction of T_L with rising T_R implies NDTC.",
        compute=lambda: seen.falls_only_with_ndtc(2),
        allowed=(1, 1),
        unit="",
        why="As for set-up 1. The converse fails: a bath that gives back more heat than NDTC takes away hides it.",
    ),
    Claim(
        id="pioldi2025-faster-after-minimum",
        place="Fig. 4(b),(c)",
        statement="After its minimum T_L rises more rapidly than in the first set-up.",
        compute=seen.faster_after_minimum,
        allowed=(1, np.inf),
        unit="",
        why="Smallest ratio (set-up 2 over 1) of the rise in the first 100 mK beyond the minimum; three inputs a platform.",
    ),
    Claim(
        id="pioldi2025-bath-reduces",
        place="Fig. 4(d),(e)",
        statement="Heating the phonon bath decreases δT.",
        compute=lambda: share([seen.kept(platform) < 1 for platform in seen.DEVICES]),
        allowed=(1, 1),
        unit="",
        why="Share of 11 inputs from 10 to 1000 fW with a smaller δT in set-up 2, both platforms.",
    ),
    Claim(
        id="pioldi2025-bath-reduces-silver",
        place="Fig. 4(d),(e)",
        statement="The reduction is stronger for the silver-based device.",
        compute=lambda: share(seen.kept("silver") < seen.kept("InAs")),
        allowed=(1, 1),
        unit="",
        why="Share of the same inputs at which silver loses the larger fraction of its δT. It loses more millikelvins, too.",
    ),
    Claim(
        id="pioldi2025-response-smaller",
        place="Fig. 4(f),(g)",
        statement="Where T_L falls, it falls less steeply than in the first set-up.",
        compute=lambda: share([seen.response_kept(platform) < 1 for platform in seen.DEVICES]),
        allowed=(1, 1),
        unit="",
        why="Share of the same inputs at which the steepest fall is flatter in set-up 2, both platforms.",
    ),
    Claim(
        id="pioldi2025-response-smaller-inas",
        place="Fig. 4(f),(g)",
        statement="The slope suffers less in InAsOI than in silver.",
        compute=lambda: share(seen.response_kept("InAs") > seen.response_kept("silver")),
        allowed=(1, 1),
        unit="",
        why="Share of the same inputs at which InAs keeps more of its responsivity than silver.",
    ),
    *(
        Claim(
            id=f"pioldi2025-ten-millikelvin-{platform.lower()}-{setup}",
            place="Summary",
            statement=f"T_L varies by at least 10 mK for inputs > 10 fW ({platform}, set-up {setup}).",
            compute=partial(seen.smallest_drop, platform, setup),
            allowed=(10, np.inf),
            unit="mK",
            why=partial(seen.about_ten_millikelvin, platform, setup),
            correction=FARADS if platform == "InAs" else "",
        )
        for platform in ("InAs", "silver")
        for setup in (1, 2)
    ),
)
