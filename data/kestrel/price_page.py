"""The test of a new price page, autumn 2025: a significant winner that is not worth its price, and what came after.

Planted: shown to everybody, the new page brings more visitors to ask for an offer, and the difference is significant.
It is smaller than what the page costs. On one device it helps well beyond its cost; on the other it harms. In the
first weeks it is new and does well on both, so that whoever stops at the first significant look ships it to everybody.
Which device is harmed, and in which week the difference is first significant, is drawn with the seed.
"""

from __future__ import annotations

import datetime as dt
import zlib

import numpy as np
import pandas as pd

FIRST = dt.date(2025, 9, 1)
WEEKS = 12
VISITORS = 3_000  # a week, both pages
DEVICES = ("phone", "desktop")
PAGES = ("old", "new")
OLD_RATE = {"phone": 0.054, "desktop": 0.066}
HELPED_SHARE = 0.6  # of the visitors
DAY_SHARE = np.array([0.18, 0.18, 0.17, 0.16, 0.14, 0.08, 0.09])
# By how much more of all visitors ask in the twelve weeks: the device that is helped, and everybody. In between is
# what keeps the difference significant and below COST / WORTH.
HELPED = (0.0165, 0.0205)
EVERYBODY = (0.0058, 0.0065)
AFTER = {"helped": 0.0170, "harmed": -0.0180}  # the same, in the half year after
# The same of the first weeks, by the week in which the difference becomes significant.
EARLY = {2: (0.012, 0.023), 3: (0.008, 0.011, 0.028)}
APART = {"helped": 0.003, "harmed": -0.0045}

WORTH = 20.0  # dollars for somebody who asks for an offer
COST = 0.14  # dollars for each visitor who sees the new page
HALF_YEAR = 26  # weeks


def draw_price_page(rng: np.random.Generator) -> pd.DataFrame:
    """One row a day, device and page."""
    helped = DEVICES[int(rng.integers(2))]
    early = EARLY[(2, 3)[int(rng.integers(2))]]
    whole = {"helped": rng.uniform(*HELPED)}
    whole["harmed"] = (rng.uniform(*EVERYBODY) - HELPED_SHARE * whole["helped"]) / (1 - HELPED_SHARE)
    usual = {device: OLD_RATE[device] + rng.uniform(-0.004, 0.004) for device in DEVICES}
    rows = []
    for device in DEVICES:
        role = "helped" if device == helped else "harmed"
        share = HELPED_SHARE if device == helped else 1 - HELPED_SHARE
        visitors = {page: _visitors(share, rng) for page in PAGES}
        shift = [effect + APART[role] for effect in early]
        late = (whole[role] * WEEKS - sum(shift)) / (WEEKS - len(shift))
        blocks = [(week, week + 1, one) for week, one in enumerate(shift)] + [(len(shift), WEEKS, late)]
        for page in PAGES:
            for first, last, effect in blocks:
                days = visitors[page][7 * first : 7 * last]
                # Of each block the total is as planted, so that no seed is without it; its days are left to chance.
                rate = usual[device] + effect * (page == "new") + rng.uniform(-0.0002, 0.0002)
                asked = rng.multivariate_hypergeometric(days, round(days.sum() * rate))
                for place, (came, wanted) in enumerate(zip(days, asked, strict=True), 7 * first):
                    day = FIRST + dt.timedelta(days=place)
                    rows.append((day.isoformat(), place // 7 + 1, device, page, int(came), int(wanted)))
    frame = pd.DataFrame(rows, columns=["day", "week", "device", "page", "visitors", "asked"])
    return frame.sort_values(["day", "device", "page"], kind="stable").reset_index(drop=True)


def _visitors(share: float, rng: np.random.Generator) -> np.ndarray:
    weeks = [round(VISITORS / 2 * share * rng.uniform(0.97, 1.03)) for _ in range(WEEKS)]
    return np.concatenate([rng.multinomial(week, DAY_SHARE) for week in weeks])


def half_year_after(price_page: pd.DataFrame) -> pd.DataFrame:
    """What came after a test, January to June 2026: one row a month and device, for either page.

    ``asked_old`` of the visitors would have asked for an offer on the old page, ``asked_new`` on the new one. It is a
    function of the test's table alone: the same test has the same future, and another snapshot has another.
    """
    test = price_page.sort_values(["day", "device", "page"], kind="stable")
    numbers = test[["visitors", "asked"]].to_numpy(dtype=np.int64)
    rng = np.random.default_rng([18, zlib.crc32(numbers.tobytes())])
    rate = effects(test[test["week"] > WEEKS // 2])
    helped = max(DEVICES, key=lambda device: rate[device])
    rows = []
    for month in range(1, 7):
        for device in DEVICES:
            there = test[test["device"] == device]
            usual = there["visitors"].sum() * HALF_YEAR / WEEKS / 6
            visitors = round(usual * rng.uniform(0.97, 1.03))
            old = there.loc[there["page"] == "old", ["visitors", "asked"]].sum()
            chance = old["asked"] / old["visitors"]
            effect = AFTER["helped" if device == helped else "harmed"] + rng.uniform(-0.002, 0.002)
            asked = [round(visitors * one) for one in (chance, chance + effect)]
            rows.append((f"2026-{month:02}", device, visitors, *asked))
    return pd.DataFrame(rows, columns=["month", "device", "visitors", "asked_old", "asked_new"])


def effects(test: pd.DataFrame) -> dict[str, float]:
    """By how much more of all visitors ask on the new page than on the old one, for each device."""
    total = test.groupby(["device", "page"])[["visitors", "asked"]].sum()
    rate = total["asked"] / total["visitors"]
    return {device: float(rate[device, "new"] - rate[device, "old"]) for device in DEVICES}


def interval(test: pd.DataFrame) -> tuple[float, float, float]:
    """The difference of the two pages, and the two ends of its 95 % interval."""
    total = test.groupby("page")[["visitors", "asked"]].sum()
    rate = total["asked"] / total["visitors"]
    spread = float(np.sqrt((rate * (1 - rate) / total["visitors"]).sum()))
    effect = float(rate["new"] - rate["old"])
    return effect, effect - 1.96 * spread, effect + 1.96 * spread


def first_significant_week(test: pd.DataFrame) -> int:
    """The first week at whose end the interval of all that has come in so far leaves zero out; 0 if there is none."""
    weeks = range(1, WEEKS + 1)
    return next((week for week in weeks if interval(test[test["week"] <= week])[1] > 0), 0)


def expected(test: pd.DataFrame) -> dict[str, float]:
    """Dollars in half a year against the old page: for everybody (ship), nobody (wait), one device (part)."""
    total = test.groupby("device")["visitors"].sum()
    scale = HALF_YEAR / test["week"].nunique()
    worth = {one: total[one] * scale * (effect * WORTH - COST) for one, effect in effects(test).items()}
    return {"ship": float(sum(worth.values())), "wait": 0.0, "part": float(max(worth.values()))}


def happened(price_page: pd.DataFrame, device: str) -> dict[str, float]:
    """The same, as it then came out; ``device`` is the one that has the new page under *part*."""
    after = half_year_after(price_page)
    after["dollars"] = (after["asked_new"] - after["asked_old"]) * WORTH - after["visitors"] * COST
    by_device = after.groupby("device")["dollars"].sum()
    return {"ship": float(by_device.sum()), "wait": 0.0, "part": float(by_device[device])}
