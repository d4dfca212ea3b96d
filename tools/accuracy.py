"""Points over the whole declared domain of every public function, and what the functions should be there.

    python tools/accuracy.py [name …]        draws the points, computes the references (references/), writes the file; about
                                             20 minutes; with names only those functions

Points are drawn uniformly in the logarithm, with the corners of the domain; close to what is singular (T_c, the gap edge, equal
temperatures) also uniformly in the logarithm of the distance. For a steady state the temperatures are drawn, and the power that
balances them follows from references alone: the function has to find the temperatures back.
"""

import sys
import time
import zlib

import numpy as np
import samples
import samples_of_devices

from ndtc_core.notebook.accuracy import ROWS, STORED

SAMPLES = samples.SAMPLES | samples_of_devices.SAMPLES


def generator(name):
    """Every function has random numbers of its own, so that one can be made anew without the others."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def make(name):
    rng, found = generator(name), SAMPLES[name]
    if callable(found):
        return found(rng)
    sample, reference = found
    points = sample(rng)
    return points, reference(**points)


def main(names):
    for name in names or [row.name for row in ROWS]:
        began = time.monotonic()
        with np.errstate(all="ignore"):
            points, reference = make(name)
        assert np.isfinite(reference).all(), name
        data = dict(np.load(STORED)) if STORED.exists() else {}
        data |= {f"{name}/{argument}": values for argument, values in (points | {"reference": reference}).items()}
        np.savez_compressed(STORED, **data)
        print(f"{name}: {len(reference)} points, {time.monotonic() - began:.1f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
