"""Figures that a slip of the hand turns into one another, by their digits as printed."""


def one_left_out(longer: str, shorter: str) -> bool:
    """Whether leaving one character out of the longer gives the shorter."""
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )
