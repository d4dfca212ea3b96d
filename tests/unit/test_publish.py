"""How sentences and tables are set: the index of a symbol is lowered, names, code, formulas and addresses are left alone."""

import pytest

from ndtc_core.notebook import say, table


@pytest.mark.parametrize(
    ("written", "set"),
    [
        ("T_c", "T<sub>c</sub>"),
        ("Q̇_γ(T_S, T_D)", "Q̇<sub>γ</sub>(T<sub>S</sub>, T<sub>D</sub>)"),
        ("dT_L/dT_R", "dT<sub>L</sub>/dT<sub>R</sub>"),
        ("V_h²/4R_h", "V<sub>h</sub>²/4R<sub>h</sub>"),
        ("2kT_c, T_L,T_R", "2kT<sub>c</sub>, T<sub>L</sub>,T<sub>R</sub>"),
        ("T_c,R / mK", "T<sub>c,R</sub> / mK"),
        ("**T_c**", "**T<sub>c</sub>**"),
        ("on_failure in ndtc_core", "on_failure in ndtc_core"),
        ("x86_64", "x86_64"),
        ("`T_c`, $T_c$, [T_c](a/T_c.md)", "`T_c`, $T_c$, [T<sub>c</sub>](a/T_c.md)"),
        ('<a href="T_c">T_c</a>', '<a href="T_c">T<sub>c</sub></a>'),
    ],
)
def test_the_index_of_a_symbol_is_lowered(written, set):
    assert say(written).data == set


def test_so_it_is_in_tables():
    assert table(["T_c / K", "a_b_c"], [(1.2, "E_Th|x")]).data.splitlines() == [
        "| T<sub>c</sub> / K | a_b_c |",
        "| --- | --- |",
        "| 1.2 | E<sub>Th</sub>\\|x |",
    ]
