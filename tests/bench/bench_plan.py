"""How long the check of a plan with 5,000 points takes: ``python tests/bench/bench_plan.py``."""

import time

import numpy as np
import pandas as pd

from borehall.rules.cement_plant_2015.clause_6_0_11_layout import building_points
from borehall.rules.plan import check

N_WORKS, POINTS = 500, 5000


def many_works():
    """500 buildings in a field, ten points each, deformation depth and all."""
    strata = [{"name": "a", "bottom": 80, "unit_weight": 18.5, "saturated_unit_weight": 19.5}]
    works, tables = [], []
    for k in range(N_WORKS):
        x, y = 60.0 * (k % 25), 60.0 * (k // 25)
        corners = [[x, y], [x + 30, y], [x + 30, y + 20], [x, y + 20]]
        works.append({"name": f"w{k}", "system_class": "grinding", "footprint": corners, "base_width": 20,
                      "base_length": 30, "pressure": 200, "embedment": 3, "tall_or_heavy": True})  # fmt: skip
        tables.append(pd.DataFrame(building_points(corners, 10), columns=["x", "y"]).assign(works=f"w{k}"))
    points = pd.concat(tables, ignore_index=True)
    number = np.arange(len(points))
    points = points.assign(id=number, kind="borehole", control=number % 3 == 0, sampled=number % 2 == 0, depth=30.0)
    return points, {"site": {"ground_complexity": 2, "water_table": 3.0}, "strata": strata, "works": works}


def lines_of_points():
    """5,000 points on 50 lines of an initial investigation."""
    number = np.arange(POINTS)
    points = pd.DataFrame({"id": number, "x": 90.0 * (number % 100), "y": 100.0 * (number // 100)})
    points = points.assign(kind="borehole", control=number % 4 == 0, sampled=number % 3 == 0, depth=30.0)
    return points.assign(line=number // 100), {"site": {"ground_complexity": 2, "importance": 1}}


def main() -> None:
    """Print seconds, best of three, for each stage."""
    for stage, (points, works) in (("detailed", many_works()), ("initial", lines_of_points())):
        times = []
        for _ in range(3):
            start = time.perf_counter()
            findings = check(points, works, stage)
            times.append(time.perf_counter() - start)
        print(f"{stage}: {len(points)} points, {len(findings)} findings, {min(times):.3f} s")


if __name__ == "__main__":
    main()
