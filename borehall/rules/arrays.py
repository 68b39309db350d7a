"""Answers in the kind of the question: a number for numbers, an array for arrays, a column for a pandas column."""

from __future__ import annotations

from typing import Any

import numpy as np

from borehall.rules.units import Numbers


def like(result: Any, *given: Numbers) -> Any:
    """``result`` as a column with the index of the first pandas column in ``given``, as an array, or as a float."""
    array = np.asarray(result)
    for column in given:
        if hasattr(column, "index") and hasattr(column, "to_numpy") and array.shape == column.shape:
            return type(column)(array, index=column.index)
    return array.item() if array.ndim == 0 else array
