"""Claims of the chapter *From Usadel to a spectral angle*: bezuglyi2003, Figs. 1 and 2(a), Eqs. 1, 7-11."""

from __future__ import annotations

import numpy as np

from ..audit import Claim, share
from .quantities import usadel_equation as wire

CLAIMS = (
    Claim(
        id="bezuglyi2003-ballistic-subgap",
        place="p. 1",
        statement="In ballistic structures narrower than ξ₀ subgap quasiparticles may well dominate κ at low temperatures",
        compute=wire.subgap_share,
        allowed=(0.5, 1.0),
        unit="",
        why=lambda: (
            f"Their share at 0.1 T_c in a flat wire with mirror-like walls and a strip as wide as the wire: {wire.CLEAN:.3f} of "
            f"the subgap heat passes. At 0.5 T_c the share is {wire.subgap_share(0.5):.2f}. "
            "The geometry is ours; dominating means more than half."
        ),
    ),
    Claim(
        id="bezuglyi2003-ballistic-constant",
        place="p. 2",
        statement="κ/κ_N of the ballistic structure is independent of T, except near T_c where ξ₀ exceeds the strip's length",
        compute=wire.clean_until,
        allowed=(0.9, 1.0),
        unit="T_c",
        why=lambda: (
            "Temperature up to which κ/κ_N of the same model keeps its cold value to 10 %; above 0.9 T_c counts as near. "
            "Geometry alone decides for heat below the gap. Above it Andreev reflection fades (the sharp clean boundary is "
            f"counted), so κ/κ_N is {wire.clean_ratio(0.01):.2f} in the cold and {wire.clean_ratio(0.7):.2f} at 0.7 T_c. "
            f"The length of a strip of 10 ξ₀(0), with ξ₀ ∝ 1/Δ(T), matters from {wire.strip_too_short():.3f} T_c on only."
        ),
    ),
    Claim(
        id="bezuglyi2003-enhancement",
        place="p. 2",
        statement="In the diffusive case Andreev reflection grows, and heat flow falls, as the energy goes to zero",
        compute=wire.falls_at_node,
        allowed=(1.0, 1.0),
        unit="",
        why="Share of steps in E, up to Δ, and of r from 0.01 to 100 in which D₊ at the crossing of long leads falls with E.",
    ),
    Claim(
        id="bezuglyi2003-d-plus-minus",
        place="above Eq. 1",
        statement="D₊ = cos² Im θ and D₋ = cosh² Re θ",
        compute=lambda: share(wire.coefficients_by_matrices() < wire.ROUNDING),
        allowed=(1.0, 1.0),
        unit="",
        why=wire.AS_SHARE
        + "The other side is that of kinetic theory, traces of the retarded and the advanced matrix: ¼ tr(1 − g_R g_A) for "
        "energy and ¼ tr(1 − τ₃ g_R τ₃ g_A) for charge.",
    ),
    Claim(
        id="bezuglyi2003-eq1-bulk",
        place="Eq. 1, below Eq. 10",
        statement="θ_B = Arctanh(Δ/E) is the spectral angle of the bulk",
        compute=lambda: share(wire.bulk_residual() < wire.ROUNDING),
        allowed=(1.0, 1.0),
        unit="",
        why=wire.AS_SHARE + "Below the gap the retarded branch is meant, Im θ_B = −π/2.",
    ),
    Claim(
        id="bezuglyi2003-eq8",
        place="Eq. 8",
        statement="tanh(θ_N/4) decays as exp(−|x|/ξ_N√i) in the normal lead",
        compute=lambda: share(wire.eq8_residual() < wire.ROUNDING),
        allowed=(1.0, 1.0),
        unit="",
        why=lambda: (
            wire.AS_SHARE + "The root divides: 1/√i = √(−i). Read as a factor, √(+i), the residual is "
            f"{wire.eq8_residual(np.sqrt(1j)).max():.0f} everywhere, because θ'' has the wrong sign."
        ),
    ),
    Claim(
        id="bezuglyi2003-eq9",
        place="Eqs. 7, 9",
        statement="tanh((θ_S − θ_B)/4) decays as exp(−y/ξ_S), ξ_S = √(ħD_S/2√(Δ² − E²)), in the superconducting lead",
        compute=lambda: share(wire.eq9_residual() < wire.ROUNDING),
        allowed=(1.0, 1.0),
        unit="",
        why=wire.AS_SHARE + "Above the gap 1/ξ_S² continues as −i√(E² − Δ²).",
    ),
    Claim(
        id="bezuglyi2003-eq10",
        place="Eq. 10 and p. 2",
        statement="θ₀ of Eq. 10 conserves the current, g_S ∂θ_S = ±2g_N ∂θ_N(∓0), with r = 4(D_S/D_N)(g_N/g_S)²",
        compute=lambda: share(wire.current_balance() < wire.ROUNDING),
        allowed=(1.0, 1.0),
        unit="",
        why=(
            wire.AS_SHARE
            + "It is the sum of the three outgoing spectral currents, relative to the wire's. Below the gap "
            "√(E − Δ) = +i√(Δ − E)."
        ),
    ),
    Claim(
        id="bezuglyi2003-r-estimate",
        place="Eq. 10",
        statement="r ~ D_N/D_S",
        compute=wire.estimate_of_r,
        allowed=(0.1, 10.0),
        unit="D_N/D_S",
        why=(
            "Worst of D_N/D_S from 0.01 to 100, leads of one cross-section and one density of states: g_N/g_S = D_N/D_S. "
            "The estimate drops a factor of 4; an order of magnitude either way is allowed."
        ),
    ),
    Claim(
        id="bezuglyi2003-long-leads",
        place="Eq. 7",
        statement="For L_N ≫ ξ_N the solutions for semi-infinite leads apply",
        compute=wire.long_lead_error,
        allowed=(0.0, 0.05),
        unit="",
        why=lambda: (
            "Largest error of D₊ anywhere in a wire of 10 ξ_N, r = 1; 0.05 is our bound. "
            f"In a wire of 3 ξ_N it is {wire.long_lead_error(3.0):.2f}."
        ),
    ),
    Claim(
        id="bezuglyi2003-depth",
        place="p. 3",
        statement="D₊ is suppressed within |x| ≲ ξ_N",
        compute=wire.half_depth,
        allowed=(0.3, 3.0),
        unit="ξ_N",
        why="Distance at which D₊ is back at one half, r = 1, the worst of E = 1e-4 … 0.1 Δ; within a factor of three counts.",
    ),
    Claim(
        id="bezuglyi2003-heat-depth",
        place="p. 3",
        statement="δR_Q comes from a vicinity of the crossing of the order of ξ₀",
        compute=wire.heat_depth,
        allowed=(0.2, 5.0),
        unit="ξ₀",
        why=(
            "Distance within which half of ∫(1/D₊ − 1)dx comes about, E = kT at 0.1 T_c, r = 1. By Eq. 11 it is √r ξ₀, so "
            "for r far from one it is not of the order of ξ₀."
        ),
    ),
    Claim(
        id="bezuglyi2003-charge-depth",
        place="p. 3",
        statement="The correction to the electric conductance forms over the much larger scale ξ_N",
        compute=wire.charge_depth,
        allowed=(0.2, 5.0),
        unit="ξ_N",
        why=lambda: (
            "Distance within which half of ∫(1 − 1/D₋)dx comes about, E = kT at 0.1 T_c, r = 1. It is "
            f"{wire.charge_depth() / np.sqrt(wire.E_TYPICAL) / wire.heat_depth():.1f} times the distance of the heat."
        ),
    ),
    Claim(
        id="bezuglyi2003-eq11",
        place="Eq. 11",
        statement="D₊ ≈ (E/Δ)(|x|/ξ₀ + √r)², and it turns to zero at E → 0",
        compute=lambda: wire.law_ratio(1e-4),
        allowed=(0.99, 1.01),
        unit="",
        why=lambda: (
            "D₊ of long leads over the law at E = 1e-4 Δ, the worst of |x| ≤ ξ₀ and r = 0.1, 1, 10. For r = 1 it is within "
            f"10 % up to E = {wire.law_good_to():.2f} Δ."
        ),
    ),
    Claim(
        id="bezuglyi2003-saturation",
        place="p. 3",
        statement="Below E_Th D₊ at the contact saturates at ~E_Th/Δ",
        compute=lambda: max((wire.saturation(r) / r for r in (0.1, 1.0, 10.0)), key=lambda value: abs(np.log(value))),
        allowed=(0.1, 10.0),
        unit="r E_Th/Δ",
        why=lambda: (
            "L_N = 10 ξ₀, of r = 0.1, 1 and 10 the value farthest from one, within a factor of ten. The chapter derives "
            f"(π²/2) r E_Th/Δ for long wires. As printed, r = 0.1, 1 and 10 have {wire.saturation(0.1):.2f}, "
            f"{wire.saturation(1.0):.1f} and {wire.saturation(10.0):.0f} E_Th/Δ."
        ),
        correction="With the factor r, as Eq. 11 has it at the contact.",
    ),
    Claim(
        id="bezuglyi2003-theta-small-r",
        place="comments to Fig. 3",
        statement="For r ≪ 1 the spectrum at the contact is almost that of the bulk, θ₀ ≈ θ_B",
        compute=lambda: wire.off_bulk(0.01),
        allowed=(0, 0.1),
        unit="",
        why=lambda: (
            "|θ₀ − θ_B|/|θ_B| at r = 0.01 and E = kT at 0.1 T_c. “≪” is a factor of 100 and “almost” a tenth. It grows towards "
            f"the gap, to {wire.off_bulk(0.01, 0.9):.2f} at 0.9 Δ."
        ),
    ),
    Claim(
        id="bezuglyi2003-theta-large-r",
        place="comments to Fig. 3",
        statement="For r ≫ 1 the proximity effect at the contact is suppressed, θ₀ → 0",
        compute=lambda: wire.left_at_contact(100.0),
        allowed=(0, 0.1),
        unit="",
        why=lambda: (
            "|θ₀|/|θ_B| at r = 100 and the same energy. What counts is rE ≫ Δ, not r ≫ 1: at r = 1000 it is "
            f"{wire.left_at_contact(1000.0):.2f}, and at 0.9 Δ and r = 100 {wire.left_at_contact(100.0, 0.9):.2f}. However large "
            "r is, low energies keep the effect."
        ),
    ),
)
