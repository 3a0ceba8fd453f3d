"""Rows of a day that incidents follow from; the others say "up" between two slots that say so too."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from probes.journal.days import numbers, ranks


def telling(table: pa.Table) -> pa.Array:
    """A mask over rows: slots that some vantage did not call up, the slot after each, the ends of the day.

    What is left out changes no incident (see detection); of an ordinary day that is nearly everything.
    """
    if not table.num_rows:
        return pa.array([], pa.bool_())
    check, slot = _checks(table), numbers(table.column("slot"))
    rank, verdicts = ranks(table.column("verdict"))
    bad_row = rank != verdicts.index("up") if "up" in verdicts else np.ones(len(rank), bool)
    place = check * (int(slot.max() - slot.min()) + 1) + (slot - slot.min())
    slots, row_slot = np.unique(place, return_inverse=True)
    bad = np.zeros(len(slots), bool)
    np.logical_or.at(bad, row_slot[bad_row], True)
    of = np.zeros(len(slots), np.int64)
    of[row_slot] = check
    edge = np.ones(len(slots), bool)
    edge[1:] = of[1:] != of[:-1]
    edge[:-1] |= of[1:] != of[:-1]
    edge[-1] = True
    keep = bad | edge
    keep[1:] |= bad[:-1]
    return pa.array(keep[row_slot])


def _checks(table: pa.Table) -> npt.NDArray[np.int64]:
    """One number for each (target, check)."""
    target, _ = ranks(table.column("target"))
    check, names = ranks(table.column("check"))
    return target * max(len(names), 1) + check
