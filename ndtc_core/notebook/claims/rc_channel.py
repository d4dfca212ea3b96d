"""Claims of the chapter *The RC photon channel*: pioldi2025, Eqs. 2-4 and Fig. 2."""

from __future__ import annotations

import numpy as np

from ..audit import Claim, share
from .quantities import rc_channel as rc
from .samples import C_PRINTED, C_READ, FARADS, GAMMA, T_C_ALUMINIUM, T_C_FILM, T_LEFT

_EITHER = "The worse of 50 pF and 50 fF/µm². "

CLAIMS = (
    Claim(
        id="pioldi2025-rc-suppressed-by-gradient",
        place="Abstract",
        statement="Larger and larger temperature differences carry less and less heat.",
        compute=lambda: rc.most(lambda c: rc.cold_end(c) / rc.peak(2.0, c)),
        allowed=(0, 0.5),
        unit="",
        why=_EITHER
        + "J at T_R = 10 mK, the largest difference, over the largest J; T_L = 500 mK, χ = 2. We read “suppressed” "
        "as halved at least.",
    ),
    Claim(
        id="pioldi2025-rc-sub-kelvin-range",
        place="Abstract",
        statement="NDTC appears over significant sub-Kelvin ranges.",
        compute=lambda: rc.least(rc.window),
        allowed=(100, float("inf")),
        unit="mK",
        why=_EITHER
        + "Width of the range of T_R with κ < 0 at T_L = 500 mK, χ = 2. We read “significant” as 100 mK at least.",
    ),
    Claim(
        id="pioldi2025-rc-broader-than-transition",
        place="Introduction",
        statement="NDTC extends to broader ranges of temperature than at the superconducting phase transition.",
        compute=rc.broader_than_the_transition,
        allowed=(1, float("inf")),
        unit="",
        why=lambda: (
            _EITHER
            + "That width over the range of T_S in which the device of dey2023 (r = 36, T_D = 30 mK) has NDTC. Here the "
            "cold side is heated, there the hot one. Each in units of its own T_c the ratio is "
            f"{rc.broader_than_the_transition() * T_C_FILM / T_C_ALUMINIUM:.2f}."
        ),
    ),
    Claim(
        id="pioldi2025-rc-small-voltages-printed",
        place="text above Eq. 1",
        statement="Voltage fluctuations are small enough for a linear junction (cold junction beside the hot one, 50 pF/µm²).",
        compute=lambda: rc.change_by_noise(C_PRINTED),
        allowed=(0, 0.1),
        unit="",
        why="Change of the cold junction's mean conductance by the noise, e^(v²/2) − 1 with v = eV_rms/kT_R, where κ "
        "is most negative. We read “small enough” as 10 %.",
    ),
    Claim(
        id="pioldi2025-rc-small-voltages",
        place="text above Eq. 1",
        statement="Voltage fluctuations are small enough for a linear junction (cold junction beside the hot one, 50 fF/µm²).",
        compute=lambda: rc.change_by_noise(C_READ),
        allowed=(0, 0.1),
        unit="",
        why=lambda: (
            "Change of the cold junction's mean conductance by the noise. The hot junction's noise stands across the cold one: "
            f"V_rms is {rc.noise_at_deepest(C_READ):.1f} kT_R/e. A classical estimate."
        ),
    ),
    Claim(
        id="pioldi2025-rc-robust-peak",
        place="text below Fig. 1",
        statement="The results are quite robust to variations of Γ: height of J.",
        compute=lambda: rc.most(lambda c: rc.peak(2.0, c, 10 * GAMMA) / rc.peak(2.0, c)),
        allowed=(0.8, 1.25),
        unit="",
        why=_EITHER + "Largest J with a tenfold Γ over that with 10⁻⁴ Δ₀. We read “quite robust” as 20 %.",
    ),
    Claim(
        id="pioldi2025-rc-robust-cold-end",
        place="text below Fig. 1",
        statement="The results are quite robust to variations of Γ: J at the cold end of Fig. 2.",
        compute=lambda: rc.most(lambda c: rc.cold_end(c, 10 * GAMMA) / rc.cold_end(c)),
        allowed=(0.8, 1.25),
        unit="",
        why=_EITHER
        + "J at T_R = 10 mK with a tenfold Γ over that with 10⁻⁴ Δ₀. A junction as cold as that has a resistance proportional "
        "to 1/Γ. The figure begins there, and every δT is counted from there.",
    ),
    Claim(
        id="pioldi2025-rc-robust-kappa",
        place="text below Fig. 1",
        statement="The results are quite robust to variations of Γ: depth of κ.",
        compute=lambda: rc.least(lambda c: rc.deepest(2.0, c, 10 * GAMMA) / rc.deepest(2.0, c)),
        allowed=(0.8, 1.25),
        unit="",
        why=lambda: (
            _EITHER
            + "Most negative κ with a tenfold Γ over that with 10⁻⁴ Δ₀. Above T_R = 0.2 T_c = 240 mK; the lower end of "
            f"NDTC moves by {rc.most(lambda c: rc.ends(c, 10 * GAMMA)[0] - rc.ends(c)[0]):.0f} mK."
        ),
    ),
    Claim(
        id="pioldi2025-rc-number-of-junctions",
        place="text below Eq. 3",
        statement="J depends on the total impedance of each reservoir, not on the number of its junctions.",
        compute=lambda: share(np.abs(rc.series_of_junctions() - 1) < 1e-12),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random circuits with 1 to 8 junctions a side in which the transmissions between single "
        "junctions add up to that of the totals.",
    ),
    Claim(
        id="pioldi2025-rc-area-invariance",
        place="text below Eq. 3, Summary",
        statement="J does not change when all junction areas are scaled.",
        compute=rc.scaled_areas,
        allowed=(1, 1),
        unit="",
        why="Share of 61 areas A_L from 10⁻⁴ to 10² µm² with the same J(500 mK, 300 mK) at χ = 2.",
    ),
    Claim(
        id="pioldi2025-rc-eq4",
        place="Eq. 4",
        statement="τ in terms of χ, r and c.",
        compute=lambda: share(np.abs(rc.eq4(*rc.random_devices()) / rc.eq3(*rc.random_devices()) - 1) < 1e-10),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random circuits in which it agrees with Eq. 3. As printed, one term of the denominator is "
        "a pure number and the other is not.",
        correction="With the factor r(T_L) r(T_R) restored in front of [ω/ω_c]².",
    ),
    Claim(
        id="pioldi2025-rc-chi-as-resistance",
        place="text below Eq. 4",
        statement="χ could also represent a difference in the specific resistances.",
        compute=rc.thin_barrier_over_area,
        allowed=(0.9, 1.1),
        unit="",
        why=lambda: (
            "Largest J with half the specific resistance on the right, over that with twice the area; we allow 10 %. "
            "The match at ω = 0 is the same, the cut-off is not: only an area brings capacitance along. As a ratio of "
            f"resistances χ has its optimum near {round(rc.best_ratio_of_resistances(), -2):.0f} only."
        ),
    ),
    Claim(
        id="pioldi2025-rc-nonmonotonic",
        place="Fig. 2(a)",
        statement="J is not monotonic in T_R: it rises, then falls.",
        compute=lambda: rc.least(
            lambda c: share([0 < rc.sweep(chi, c)[0].argmax() < rc.T_RIGHT.size - 1 for chi in rc.CHIS])
        ),
        allowed=(1, 1),
        unit="",
        why=_EITHER + "Share of our six χ whose largest J lies between 10 mK and T_L.",
    ),
    Claim(
        id="pioldi2025-rc-tau-from-zero",
        place="Fig. 2(a), text",
        statement="The rise of J comes from τ growing from zero to finite values.",
        compute=lambda: rc.most(
            lambda c: float(rc.relative_transmission(c)[0] / rc.relative_transmission(c)[rc.sweep(2.0, c)[0].argmax()])
        ),
        allowed=(0, 0.05),
        unit="",
        why=_EITHER
        + "J over the quantum limit between the same temperatures: at T_R = 10 mK relative to its value at the "
        "largest J, χ = 2. We read “zero” as 5 %.",
    ),
    Claim(
        id="pioldi2025-rc-tau-saturates",
        place="Fig. 2(a), text",
        statement="J falls once τ saturates at frequencies below ω_c and kT_L/ħ.",
        compute=lambda: rc.least(lambda c: rc.low_frequency_match(rc.peak_temperature(2.0, c))),
        allowed=(0.8, 1),
        unit="",
        why=_EITHER
        + "τ(ω → 0) at the largest J, χ = 2. Photons far below the cut-off only; the next claim has all of them.",
    ),
    Claim(
        id="pioldi2025-rc-tau-saturates-all-photons",
        place="Fig. 2(a), text",
        statement="J falls once τ saturates (averaged over all photons).",
        compute=lambda: rc.least(rc.saturation),
        allowed=(0.8, 1),
        unit="",
        why=lambda: (
            _EITHER
            + "J over the quantum limit between the same temperatures: at the largest J over its value at T_R = T_L, "
            f"χ = 2. With 50 fF/µm² it is {rc.saturation(C_READ):.2f}. The match is reached, but the band goes on widening up "
            "to T_L, and J falls because the difference of temperatures does."
        ),
    ),
    Claim(
        id="pioldi2025-rc-ceases",
        place="Fig. 2(a), text",
        statement="At T_R = T_L the heat current ceases.",
        compute=lambda: float(np.abs(rc.device(chi=rc.CHIS).heat_current(T_LEFT, T_LEFT)).max()),
        allowed=(0, 0),
        unit="W",
        why="Largest |J| at equal temperatures among our six χ.",
    ),
    Claim(
        id="pioldi2025-rc-narrower-for-large-chi",
        place="text on Fig. 2(a)",
        statement="For χ ≫ 1 the cut-off is reduced.",
        compute=lambda: rc.most(lambda c: rc.half_width(rc.LARGE_CHI, c) / rc.half_width(1.0, c)),
        allowed=(0, 0.9),
        unit="",
        why=_EITHER
        + "Frequency at which τ is halved, χ = 1000 over χ = 1, at T_R = 300 mK. The printed ω_c goes to zero as "
        "1/χ; the half-width has the floor 1/(c r_R).",
    ),
    Claim(
        id="pioldi2025-rc-one-over-chi",
        place="text on Fig. 2(a)",
        statement="For χ ≫ 1, τ ~ 1/χ.",
        compute=lambda: rc.most(lambda c: rc.exponent_in_chi(rc.LARGE_CHI, c)),
        allowed=(-1.05, -0.95),
        unit="",
        why=_EITHER + "d ln τ/d ln χ at χ = 1000 and T_R = 300 mK, the worst of all frequencies up to 10 kT_L/ħ.",
    ),
    Claim(
        id="pioldi2025-rc-chi-small",
        place="text on Fig. 2(a)",
        statement="For χ ≪ 1, τ ~ χ.",
        compute=lambda: rc.least(lambda c: rc.exponent_in_chi(rc.SMALL_CHI, c)),
        allowed=(0.95, 1.05),
        unit="",
        why=_EITHER + "The same at χ = 0.001.",
    ),
    Claim(
        id="pioldi2025-rc-less-below-one",
        place="text on Fig. 2(a)",
        statement="For χ < 1 the mismatch for T_R ≤ T_L is larger and J smaller.",
        compute=lambda: rc.least(
            lambda c: share([rc.sweep(chi, c)[0] < rc.sweep(1.0, c)[0] for chi in np.geomspace(0.05, 0.95, 12)])
        ),
        allowed=(1, 1),
        unit="",
        why=_EITHER + "Share of a grid of T_R and twelve χ from 0.05 to 0.95 in which J is below that of χ = 1.",
    ),
    Claim(
        id="pioldi2025-rc-maximum-shifts",
        place="text on Fig. 2(a)",
        statement="For χ < 1 the maximum of J moves to higher T_R.",
        compute=lambda: rc.least(lambda c: 1e3 * (rc.peak_temperature(0.1, c) - rc.peak_temperature(1.0, c))),
        allowed=(5, float("inf")),
        unit="mK",
        why=_EITHER + "Shift from χ = 1 to χ = 0.1, in steps of 0.5 mK. We ask for 1 % of T_L at least.",
    ),
    Claim(
        id="pioldi2025-rc-earlier-alignment",
        place="text on Fig. 2(a)",
        statement="For χ ≳ 1 the two sides align at lower T_R.",
        compute=lambda: share(np.diff(rc.alignment_temperatures()) < 0),
        allowed=(1, 1),
        unit="",
        why="Share of steps from χ = 1 to 10 that lower the T_R at which χ r_L = r_R.",
    ),
    Claim(
        id="pioldi2025-rc-higher-maximum",
        place="text on Fig. 2(a)",
        statement="For χ ≳ 1 the largest heat current grows.",
        compute=lambda: rc.least(lambda c: min(rc.peak(chi, c) for chi in (1.5, 2.0, 3.0)) / rc.peak(1.0, c)),
        allowed=(1, float("inf")),
        unit="",
        why=lambda: (
            _EITHER
            + "Smallest of the maxima for χ = 1.5, 2 and 3 over that for χ = 1. We do not read χ = 10 as “≳ 1”; its "
            f"maximum is {rc.most(lambda c: rc.peak(10.0, c) / rc.peak(1.0, c)):.2f} of that for χ = 1 at most."
        ),
    ),
    Claim(
        id="pioldi2025-rc-identical-not-optimal",
        place="text on Fig. 2(a)",
        statement="Two equal junctions need not be the best choice.",
        compute=lambda: rc.least(lambda c: rc.peak(2.0, c) / rc.peak(1.0, c)),
        allowed=(1.01, float("inf")),
        unit="",
        why=_EITHER + "Largest J at χ = 2 over that at χ = 1.",
    ),
    Claim(
        id="pioldi2025-rc-optimum-printed",
        place="text on Fig. 2(a)",
        statement="The optimal value for J is χ ≈ 2 (c as printed, 50 pF/µm²).",
        compute=lambda: rc.optima(C_PRINTED)[0],
        allowed=(1.5, 2.5),
        unit="",
        why="χ with the largest J over all T_R, T_L = 500 mK. We read “≈ 2” as 1.5 to 2.5.",
    ),
    Claim(
        id="pioldi2025-rc-optimum",
        place="text on Fig. 2(a)",
        statement="The optimal value for J is χ ≈ 2 (50 fF/µm²).",
        compute=lambda: rc.optima(C_READ)[0],
        allowed=(1.5, 2.5),
        unit="",
        why=lambda: (
            f"χ with the largest J over all T_R. The maximum is flat: χ = 2 gives {rc.flatness(C_READ)[0]:.0f} % of it."
        ),
    ),
    Claim(
        id="pioldi2025-rc-chi-two-maximises",
        place="text below Eq. 5",
        statement="χ = 2 maximises J.",
        compute=lambda: rc.least(
            lambda c: rc.peak(2.0, c) / max(rc.peak(chi, c) for chi in (1.7, 1.8, 1.9, 2.6, 2.7, 2.8))
        ),
        allowed=(0.95, 1.05),
        unit="",
        why=_EITHER + "Largest J at χ = 2 over the largest at any χ. Within 5 % the choice is good.",
    ),
    Claim(
        id="pioldi2025-rc-ndtc",
        place="Fig. 2(b)",
        statement="The channel exhibits NDTC.",
        compute=lambda: rc.least(lambda c: share([rc.sweep(chi, c)[1].min() < 0 for chi in rc.CHIS])),
        allowed=(1, 1),
        unit="",
        why=_EITHER + "Share of our six χ with κ < 0 somewhere.",
    ),
    Claim(
        id="pioldi2025-rc-aligned-with-rise",
        place="Fig. 2(b)",
        statement="For each χ, NDTC is found where J rises.",
        compute=lambda: rc.least(
            lambda c: share([(rc.sweep(chi, c)[1] < 0) == (np.gradient(rc.sweep(chi, c)[0]) > 0) for chi in rc.CHIS])
        ),
        allowed=(0.99, 1),
        unit="",
        why=_EITHER
        + "Share of temperatures at which κ, differentiated by hand, and J, tabulated in steps of 0.5 mK, agree. We let 1 % "
        "miss, at the ends of the windows.",
    ),
    Claim(
        id="pioldi2025-rc-most-negative-printed",
        place="Fig. 2(b)",
        statement="The most negative κ occurs for χ ≈ 2 (c as printed, 50 pF/µm²).",
        compute=lambda: rc.optima(C_PRINTED)[1],
        allowed=(1.5, 2.5),
        unit="",
        why="χ with the most negative κ over all T_R.",
    ),
    Claim(
        id="pioldi2025-rc-most-negative",
        place="Fig. 2(b)",
        statement="The most negative κ occurs for χ ≈ 2 (50 fF/µm²).",
        compute=lambda: rc.optima(C_READ)[1],
        allowed=(1.5, 2.5),
        unit="",
        why=lambda: (
            f"χ with the most negative κ over all T_R. χ = 2 reaches {rc.flatness(C_READ)[1]:.0f} % of the deepest value."
        ),
    ),
    Claim(
        id="pioldi2025-rc-diode",
        place="Summary",
        statement="With χ ≠ 1 the set-up is a thermal diode.",
        compute=lambda: rc.least(rc.rectification),
        allowed=(1.01, float("inf")),
        unit="",
        why=lambda: (
            _EITHER
            + "|J(500 mK, 200 mK)| over |J(200 mK, 500 mK)| at χ = 2. At χ = 1 it is one by symmetry; at χ = 10 it is "
            f"{rc.least(lambda c: rc.rectification(c, 10.0)):.1f}. We ask for 1 % at least."
        ),
    ),
    Claim(
        id="pioldi2025-rc-capacitance",
        place="text below Eq. 5",
        statement="A specific capacitance of 50 pF/µm² is realistic.",
        compute=lambda: rc.barrier(C_READ),
        allowed=(0.3, 3),
        unit="nm",
        why="Thickness of a barrier with relative permittivity 10 that has this capacitance. We read “realistic” as "
        f"0.3 to 3 nm. For 50 pF/µm² it would be {rc.barrier(C_PRINTED):.3f} nm, less than an atom.",
        correction=FARADS,
    ),
    Claim(
        id="pioldi2025-rc-significant-flow",
        place="text on Fig. 3",
        statement="At T_L ≈ 500 mK, with about 100 fW, photonic heat reaches significant values.",
        compute=lambda: rc.peak(2.0, C_READ) / 100,
        allowed=(0.1, 1),
        unit="",
        why=lambda: (
            "Largest J over 100 fW, χ = 2. We read “significant” as a tenth. With 50 pF/µm² it would be "
            f"{rc.peak(2.0, C_PRINTED) / 100:.4f}."
        ),
        correction=FARADS,
    ),
)
