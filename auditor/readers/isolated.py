"""Starts a program that can reach no network.

On Linux this file is run as a script of its own, so that nothing of it happens in our own process: it forbids the sockets of
all networks (seccomp), enters a network of its own where it may (namespaces), and becomes the program. macOS has a command for it.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Callable, Sequence

REFUSED = 96
"""The exit code where the system lets us do neither."""

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER, _DIE_WITH_PARENT, _KILL = 38, 22, 2, 1, 9
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_UNIX = 1
"""The family of sockets that stay on the machine."""

_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""What an architecture is called by the kernel (linux/audit.h), and its number for socket()."""
_IO_URING_SETUP = 425
_OTHER_TABLE = 0x40000000
"""System calls from here on are those of x32."""

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _DENY, _END = 0x7FFF0000, 0x00050000 | 13, 0x80000000
"""Go on; fail with EACCES; end the process (linux/seccomp.h)."""

_MOST_MEMORY = 4 * 1024**3
"""Of address space, of which an office program uses a small part."""

_SANDBOX = "/usr/bin/sandbox-exec"
_NO_NETWORK = "(version 1)(allow default)(deny network*)"


def command(program: Sequence[str]) -> list[str] | None:
    """The command that starts the program without a network; None where the system has no such means."""
    if sys.platform.startswith("linux"):
        return [sys.executable, "-I", "-S", __file__, *program]
    if sys.platform == "darwin" and os.access(_SANDBOX, os.X_OK):
        return [_SANDBOX, "-p", _NO_NETWORK, *program]
    return None


def _main(program: Sequence[str]) -> int:
    import resource

    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DIE_WITH_PARENT, _KILL, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_AS, _at_most(resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    alone = _enter_network(libc.unshare)
    if not (_forbid_sockets(libc.prctl) or alone):
        return REFUSED
    return os.execv(program[0], list(program))  # noqa: S606 - the program that our caller names


def _at_most(hard: int) -> tuple[int, int]:
    import resource

    return (_MOST_MEMORY if hard == resource.RLIM_INFINITY else min(hard, _MOST_MEMORY), hard)


def _enter_network(unshare: Callable[[int], int]) -> bool:
    """Whether the process is now in a network of its own, which has no way out; it keeps its user."""
    user, group = os.getuid(), os.getgid()
    if unshare(_NEW_NETWORK) == 0:
        return True
    if unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return False
    for file, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        try:
            with open(f"/proc/self/{file}", "w", encoding="ascii") as mapping:  # noqa: PTH123 - nothing else is loaded here
                mapping.write(text)
        except OSError:
            continue
    return True


def _forbid_sockets(prctl: Callable[..., int]) -> bool:
    """Whether the kernel now refuses every socket that could leave the machine."""
    known = _SOCKET.get(os.uname().machine)
    if known is None or sys.byteorder != "little":
        return False
    rules = _rules(*known)
    program = ctypes.create_string_buffer(rules, len(rules))
    told = ctypes.create_string_buffer(struct.pack("@HP", len(rules) // 8, ctypes.addressof(program)))
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return prctl(_SECCOMP, _FILTER, ctypes.byref(told), 0, 0) == 0


def _rules(architecture: int, socket: int) -> bytes:
    """The filter: number of the architecture, number of the call, first argument of socket()."""
    steps = (
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _END),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, 5, 0, _OTHER_TABLE),
        (_EQUAL, 4, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 2, socket),
        (_LOAD, 0, 0, 16),
        (_EQUAL, 0, 1, _UNIX),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    )
    return b"".join(struct.pack("<HBBI", *step) for step in steps)


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
