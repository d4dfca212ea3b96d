"""The two quadrature rules of the references and their steps."""

import numpy as np
from scipy.constants import hbar
from scipy.constants import k as k_B

Long = np.longdouble
STEP, FINE = 0.3, 0.22  # exp(−π²/0.3) = 5e-15; the finer one where ∫ d³e^−d dd turns this into 2e-10
COARSE = 0.36  # 1e-12, for double integrals
PI, K, HBAR = 2 * np.arcsin(Long(1)), Long(k_B), Long(hbar)


def ray(low, high, step=None):
    """Distances d from ``low`` to ``high`` and weights of ∫ dd, first axis; ``low`` is so small that nothing lies below."""
    low, high = np.broadcast_arrays(Long(low), Long(high))
    n = int(np.ceil(np.max(np.log(high / low), initial=1) / (step or STEP)))
    h = np.log(high / low) / n
    d = low * np.exp(h * np.arange(n + 1, dtype=Long).reshape((-1,) + (1,) * low.ndim))
    return d, h * d


def segment(length, left, right, step=None):
    """Distances p and q from the two ends, p + q = length, and weights; ``left`` and ``right`` are the least of them wanted."""
    length, left, right = np.broadcast_arrays(Long(length), Long(left), Long(right))
    first, last = np.log(left / length), np.log(length / right)
    n = int(np.ceil(np.max(last - first, initial=1) / (step or STEP)))
    h = (last - first) / n
    s = first + h * np.arange(n + 1, dtype=Long).reshape((-1,) + (1,) * length.ndim)
    p, q = length / (1 + np.exp(-s)), length / (1 + np.exp(s))
    return p, q, h * p * q / length
