"""Which colours look alike: to most people, to the colour-blind, and on a page printed in grey.

Dichromatic vision is simulated by the matrices of Machado, Oliveira and Fernandes (2009) for severity 1, on linear RGB;
distances are those of CIE L*a*b* under D65.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

#: Below these distances two colours of thin lines or small marks are taken for one.
LEAST_DIFFERENCE = 11.0
LEAST_IN_GREY = 4.0
VIEWS = ("seen", "colour-blind", "grey")

_BLIND: dict[str, Array] = {
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = _TO_XYZ.sum(axis=1)


def alike(colours: Sequence[str], view: str = "grey") -> tuple[str, int, int] | None:
    """How two of the colours (``#1f77b4``) look alike, and which two; None where all can be told apart.

    ``view``: ``seen`` looks with most people's eyes alone, ``colour-blind`` with the colour-blind's as well, ``grey``
    with all of them and in grey.
    """
    linear = _linear(colours)
    ways: list[tuple[str, Array, float]] = [("seen", _lab(linear), LEAST_DIFFERENCE)]
    if view != "seen":
        ways += [(name, _lab(np.clip(linear @ matrix.T, 0, 1)), LEAST_DIFFERENCE) for name, matrix in _BLIND.items()]
    if view == "grey":
        ways.append(("grey", ways[0][1][:, :1], LEAST_IN_GREY))
    for name, places, least in ways:
        for first, second in itertools.combinations(range(len(colours)), 2):
            if float(np.linalg.norm(places[first] - places[second])) < least:
                return name, first, second
    return None


def _linear(colours: Sequence[str]) -> Array:
    channels = np.array([[int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)] for colour in colours]).reshape(-1, 3)
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _lab(linear: Array) -> Array:
    xyz = linear @ _TO_XYZ.T / _WHITE
    cube = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = cube.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)
