"""Claims of the chapter *Heat current across the transition*: dey2023, Sec. III B and Fig. 2."""

from __future__ import annotations

import numpy as np
from scipy.constants import pi
from scipy.integrate import quad
from scipy.optimize import brentq

from ...photonic import (
    heat_current_resistive,
)
from ..audit import Claim, share
from .quantities import heat_current as film
from .samples import FILM_DEVICE, T_DRAIN

CLAIMS = (
    Claim(
        id="dey2023-film-positive-again",
        place="Sec. II, Fig. 2",
        statement="Beyond the transition the heat conductance is positive again.",
        compute=lambda: share(
            np.concatenate(
                [
                    np.diff(FILM_DEVICE.with_ratio(r).heat_current(np.linspace(0.4, 0.8, 41), T_DRAIN)) > 0
                    for r in (1, 10, 36, 100)
                ]
            )
        ),
        allowed=(1, 1),
        unit="",
        why="Share of steps of 10 mK from T_c to 2T_c on which Q̇ rises, r = 1, 10, 36, 100.",
    ),
    Claim(
        id="dey2023-contact-resistance",
        place="Sec. III",
        statement="A resistance between wire and electrodes lowers the current but hardly changes what is seen (NDTC itself).",
        compute=lambda: share([film.drop_with_contact(r, 0.1) > 0.01 for r in (10, 36, 100)]),
        allowed=(1, 1),
        unit="",
        why=lambda: (
            "Share of r = 10, 36 and 100 at which Q̇ still drops by 1 % at least with a contact of R_D/10. With one of R_D "
            f"nothing is left of the drop at r = 10, and {100 * film.drop_left_by_contact(1.0):.0f} % at r = 36."
        ),
    ),
    Claim(
        id="dey2023-contact-resistance-depth",
        place="Sec. III",
        statement="A resistance between wire and electrodes lowers the current but hardly changes what is seen (its depth).",
        compute=lambda: min(film.drop_left_by_contact(0.1, r) for r in (10, 36, 100)),
        allowed=(0.9, 1.1),
        unit="",
        why=lambda: (
            "Relative drop of Q̇ with a contact of R_D/10, over the one without, the smallest of r = 10, 36 and 100. We read "
            f"“hardly” as 10 %, as for the ideal step of Fig. 1. At r = 36 it is {film.drop_left_by_contact(0.1):.2f}, at r = "
            f"100 {film.drop_left_by_contact(0.1, 100):.2f}."
        ),
    ),
    Claim(
        id="dey2023-nonmonotonic",
        place="Sec. III.B, Fig. 2(a)",
        statement="The heat current is not monotonic in T_S.",
        compute=lambda: float(film.heat_drop(film.FAVOURABLE)[1].min()),
        allowed=(1, 100),
        unit="%",
        why=lambda: (
            "Smallest drop between peak and T_c over r from 10 to 100, T_D = 30 mK. Below r = "
            f"{brentq(film.fall_into_transition, 1, 10):.1f} there is none."
        ),
    ),
    Claim(
        id="dey2023-window-start",
        place="Sec. III.B, Fig. 2",
        statement="NDTC appears for T_S from around 350 mK on.",
        compute=lambda: film.window_start(36.0),
        allowed=(325, 375),
        unit="mK",
        why="For the device, r = 36. We read “around” as within 25 mK.",
    ),
    Claim(
        id="dey2023-window-of-every-ratio",
        place="Sec. III.B, Fig. 2",
        statement="One range, around 350 to 400 mK, describes the curves of different r (the favourable ones, 10 to 100).",
        compute=lambda: film.window_start(10.0) - film.window_start(100.0),
        allowed=(0, 50),
        unit="mK",
        why=lambda: (
            "Difference between the starts for r = 10 and r = 100; twice the 25 mK of the claim above. The ratios of the printed "
            f"figure are not known. For r = 5 the range begins at {film.window_start(5.0):.0f} mK only, for r = 1 there is none."
        ),
    ),
    Claim(
        id="dey2023-window-end",
        place="Sec. III.B, Fig. 2",
        statement="NDTC ends at T_c, 400 mK.",
        compute=lambda: share(
            np.array(
                [
                    film.heat_at(float(r), 0.3999) > film.heat_at(float(r), 0.4) < film.heat_at(float(r), 0.4001)
                    for r in (2, 5, *film.FAVOURABLE)
                ]
            )
        ),
        allowed=(1, 1),
        unit="",
        why="Share of ratios from 2 to 100 whose current is smaller at T_c than 0.1 mK below and above.",
    ),
    Claim(
        id="dey2023-falls-with-R0",
        place="Sec. III.B, Fig. 2(a)",
        statement="The heat current decreases when R₀ increases.",
        compute=lambda: share(
            np.diff(
                [
                    FILM_DEVICE.with_ratio(r).heat_current(np.linspace(0.05, 0.6, 23), T_DRAIN)
                    for r in (0.3, 1, 3, 10, 30, 100, 300)
                ],
                axis=0,
            )
            < 0
        ),
        allowed=(1, 1),
        unit="",
        why="Share of steps in r from 0.3 to 300, at 23 temperatures on both sides of T_c. The chapter proves it for every "
        "frequency.",
    ),
    Claim(
        id="dey2023-above-Tc-mismatch",
        place="Sec. III.B",
        statement="Above T_c the reduction with R₀ is that of τ₀(x) for x > 1.",
        compute=lambda: film.heat_at(36.0, 0.5) / float(heat_current_resistive(0.5, 0.03, 4 * 37 / 38**2)),
        allowed=(1 - 1e-6, 1 + 1e-6),
        unit="",
        why="Q̇ at 500 mK and r = 36 over the current of resistors in the ratio x = 1 + r = 37.",
    ),
    Claim(
        id="dey2023-inductance-below-Tc",
        place="Sec. III.B",
        statement="Below T_c the reduction with R₀ is due to the imaginary part of Z_S, the kinetic inductance (up to 350 mK).",
        compute=lambda: film.blame_of_the_inductance(0.1, 0.2, 0.3, 0.35),
        allowed=(0.9, float("inf")),
        unit="",
        why="Loss against matched resistors with the inductive part of Z₀ alone, over the full loss; the smallest for "
        "r = 5 … 100 and T_S = 100 … 350 mK. It is above one because the film's resistance helps the source to emit.",
    ),
    Claim(
        id="dey2023-inductance-up-to-Tc",
        place="Sec. III.B",
        statement="Below T_c the reduction with R₀ is due to the imaginary part of Z_S, the kinetic inductance (350 to 395 mK).",
        compute=lambda: film.blame_of_the_inductance(0.35, 0.37, 0.38, 0.39, 0.395),
        allowed=(0.9, float("inf")),
        unit="",
        why=lambda: (
            "The same where NDTC is; smallest at 395 mK and r = 5. Close to T_c the film's resistance takes over, the sooner the "
            f"smaller r: at 390 mK all ratios have {film.blame_of_the_inductance(0.39):.2f} or more, at 380 mK "
            f"{film.blame_of_the_inductance(0.38):.2f}."
        ),
    ),
    Claim(
        id="dey2023-mean-cutoff",
        place="footnote 61",
        statement="A cut-off at 2Δ₀/ħ suits temperatures up to T_c.",
        compute=lambda: quad(lambda x: x / np.expm1(x), 0, 3.52)[0] / (pi**2 / 6),
        allowed=(0.9, 1),
        unit="",
        why="Share of a black body's heat at T_c below 2Δ₀. It bears out the range, not the equal weight of all frequencies.",
    ),
    Claim(
        id="dey2023-mean-falls",
        place="Sec. III.B, Fig. 2(b)",
        statement="τ̄ falls monotonically with T_S.",
        compute=lambda: share(
            np.concatenate([np.diff(film.mean_tau(r, film.UP_TO_TC)) < 0 for r in (1, 5, 10, 36, 100)])
        ),
        allowed=(1, 1),
        unit="",
        why="Share of steps of 10 mK from 50 to 400 mK, r = 1, 5, 10, 36, 100.",
    ),
    Claim(
        id="dey2023-tau-min",
        place="Sec. III.B, Fig. 2(b)",
        statement="For T_S ≥ T_c the mean is constant, τ_min = 4(1+r)/(2+r)².",
        compute=lambda: share(
            np.array(
                [
                    abs(tau * (2 + r) ** 2 / (4 * (1 + r)) - 1) < 1e-9
                    for r in (1, 10, 36, 100)
                    for tau in film.mean_tau(r, np.array([0.4, 0.5, 0.8]))
                ]
            )
        ),
        allowed=(1, 1),
        unit="",
        why="Share of τ̄ at 400, 500, 800 mK and r = 1, 10, 36, 100 that agree with the formula to 1e-9.",
    ),
    Claim(
        id="dey2023-tau-max-below-one",
        place="Sec. III.B, Fig. 2(b)",
        statement="τ < 1 even at low temperature, because of the kinetic inductance.",
        compute=lambda: float(film.mean_tau(36.0, np.array(0.004))),
        allowed=(0, 0.99),
        unit="",
        why=lambda: f"τ_max of the device, r = 36. For r = 1 it is {float(film.mean_tau(1.0, np.array(0.004))):.2f}.",
    ),
    Claim(
        id="dey2023-extremes-fall",
        place="Sec. III.B, Fig. 2(c)",
        statement="τ_max and τ_min fall monotonically with r.",
        compute=lambda: share(
            np.diff(
                [
                    [float(film.mean_tau(float(r), np.array(T))) for T in (0.004, 0.4)]
                    for r in np.geomspace(0.1, 1000, 25)
                ],
                axis=0,
            )
            < 0
        ),
        allowed=(1, 1),
        unit="",
        why="Share of 24 steps from r = 0.1 to 1000 on which each falls.",
    ),
    Claim(
        id="dey2023-large-R0-hinders",
        place="Sec. III.B",
        statement="An arbitrarily large R₀ may hinder NDTC.",
        compute=lambda: float(film.heat_drop(300.0)[0][0]) / film.best_ratio()[1],
        allowed=(0, 0.5),
        unit="",
        why=lambda: (
            "Drop in fW at r = 300 over the deepest one, T_D = 30 mK. The relative drop keeps growing, to "
            f"{float(film.heat_drop(1e6)[1][0]):.1f} % for r → ∞."
        ),
    ),
    Claim(
        id="dey2023-modulation-monotonic",
        place="Sec. III.B, Fig. 2(c)",
        statement="The relative modulation (τ_max − τ_min)/τ_max grows monotonically with r.",
        compute=lambda: share(np.diff([film.modulation(float(r)) for r in np.geomspace(0.1, 1000, 25)]) > 0),
        allowed=(1, 1),
        unit="",
        why="Share of 24 steps from r = 0.1 to 1000, full conductivity.",
    ),
    Claim(
        id="dey2023-modulation-limit",
        place="Sec. III.B, footnote 62",
        statement="It saturates to 1 − 8/π² ≈ 0.19.",
        compute=lambda: film.modulation(1e4),
        allowed=(0.185, 0.195),
        unit="",
        why="At r = 10⁴, full conductivity; 1 − 8/π² = "
        f"{film.MODULATION_LIMIT:.4f} is derived in the chapter. It belongs to the cut-off at 2Δ₀.",
    ),
    Claim(
        id="dey2023-modulation-saturates",
        place="Sec. III.B, Fig. 2(c)",
        statement="Saturation is reached, approximately, for r ~ 10.",
        compute=lambda: film.modulation(10.0) / film.MODULATION_LIMIT,
        allowed=(0.95, 1.05),
        unit="",
        why=lambda: (
            f"Modulation at r = 10 ({film.modulation(10.0):.3f}) over its limit, full conductivity. “Approximately” is read as "
            "5 %."
        ),
    ),
    Claim(
        id="dey2023-footnote-route",
        place="footnote 62",
        statement="The low-frequency form of Z₀ at T = 0 gives this behaviour.",
        compute=lambda: float(film.low_frequency_modulation(10.0)) / film.MODULATION_LIMIT,
        allowed=(0.95, 1.05),
        unit="",
        why=lambda: (
            f"It gives the limit only: {float(film.low_frequency_modulation(10.0)):.3f} at r = 10. It has a maximum of "
            f"{film.low_frequency_maximum()[1]:.3f} at r = {film.low_frequency_maximum()[0]:.1f} and comes down to the limit."
        ),
    ),
    Claim(
        id="dey2023-favourable-range",
        place="Sec. III.B, Fig. 2(c)",
        statement="r from 10 to 100 is the favourable range.",
        compute=lambda: film.best_ratio()[0],
        allowed=(10, 100),
        unit="",
        why=lambda: (
            "Ratio with the deepest drop in fW, T_D = 30 mK. At both ends of the range the drop is still "
            f"{film.least_at_the_ends():.0f} % of that or more."
        ),
    ),
    Claim(
        id="dey2023-falls-with-TD",
        place="Sec. III.B, Fig. 2(d)",
        statement="At given T_S the heat current falls when T_D rises.",
        compute=lambda: share(
            np.diff(FILM_DEVICE.heat_current(np.linspace(0.05, 0.6, 23)[:, None], np.linspace(0.03, 0.25, 12))) < 0
        ),
        allowed=(1, 1),
        unit="",
        why="Share of steps of 20 mK in T_D from 30 to 250 mK, at 23 source temperatures. τ does not contain T_D, and the "
        "back-flow grows.",
    ),
    Claim(
        id="dey2023-robust-against-TD",
        place="Sec. III.B, Fig. 2(d)",
        statement="A much warmer drain leaves NDTC in place.",
        compute=lambda: float(film.heat_drop(36.0, 0.15)[1][0]),
        allowed=(1, 100),
        unit="%",
        why=lambda: (
            "Drop of Q̇ between peak and T_c at T_D = 150 mK, r = 36; we ask for 1 % as above. It ends at T_D = "
            f"{1e3 * brentq(lambda T_D: film.fall_into_transition(36.0, T_D), 0.05, 0.36):.0f} mK."
        ),
    ),
    Claim(
        id="dey2023-depth-against-TD",
        place="Sec. III.B, Fig. 2(d)",
        statement="A much warmer drain leaves NDTC as it is (its depth).",
        compute=lambda: float(film.heat_drop(36.0, 0.15)[1][0] / film.heat_drop(36.0)[1][0]),
        allowed=(0.5, 1),
        unit="",
        why=lambda: (
            "The same drop over that at 30 mK. We ask for half of it. At 100 mK it is "
            f"{float(film.heat_drop(36.0, 0.1)[1][0] / film.heat_drop(36.0)[1][0]):.2f}, at 250 mK "
            f"{float(film.heat_drop(36.0, 0.25)[1][0] / film.heat_drop(36.0)[1][0]):.2f}."
        ),
    ),
)
