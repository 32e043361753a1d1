"""How much work a function does, counted and not timed: the same on a busy machine as on an idle one."""

import math
import sys
import threading


def calls(function, *arguments):
    """How many functions, of Python and of C, are called until it returns."""
    count = 0

    def entered(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(entered)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return count


def exponent(make, function, sizes):
    """By which power of its size the work grows, from the first size to the last; `make` gives the input of a size."""
    assert threading.current_thread() is threading.main_thread()
    first, last = (calls(function, make(size)) for size in (sizes[0], sizes[-1]))
    return math.log(last / first) / math.log(sizes[-1] / sizes[0])
