"""How much work a function does, counted and not timed: the same on a busy machine as on an idle one."""

import cProfile
import math
import sys
import threading


def calls(function, *arguments):
    """How many functions, of Python and of C, are called until it returns; counted by what is in C itself."""
    before = sys.getprofile()
    counter = cProfile.Profile()
    counter.enable()
    try:
        function(*arguments)
    finally:
        counter.disable()
        sys.setprofile(before)
    return sum(entry.callcount for entry in counter.getstats())


def exponent(make, function, sizes):
    """By which power of its size the work grows, from the first size to the last; `make` gives the input of a size."""
    assert threading.current_thread() is threading.main_thread()
    first, last = (calls(function, make(size)) for size in (sizes[0], sizes[-1]))
    return math.log(last / first) / math.log(sizes[-1] / sizes[0])
