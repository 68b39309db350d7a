"""One value of each common kind, written and read: what pandas makes on first use is then shared by all boxes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .wire import Reader, Writer


def rehearse_wire() -> None:
    """For a warm parent, once."""
    table = pd.DataFrame({"k": ["u", "v"], "n": [1, 2], "c": pd.Categorical(["a", "b"]), "t": pd.to_datetime([0, 1])})
    values = [table, table.n, table.groupby("k", observed=True).n.mean(), np.arange(3), np.float64(1), {"a": (1, {2})}]
    read = Reader().read(Writer().write(values))
    pd.testing.assert_frame_equal(read[0], table)
    np.testing.assert_allclose(read[3], values[3])
    read[0].merge(read[0], on="k").pivot_table(index="k", values="n_x").describe()
