"""What a confined process runs first: it limits itself, then becomes a program or calls a function.

It is started as a script by ``confined`` and imports nothing of this project, so that a start stays cheap
and no import escapes the limits.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys

MEBIBYTE = 1024 * 1024
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def limit(megabytes: int, seconds: int, output: int) -> None:
    """Limit this process and its children: address space, processor seconds, bytes of any one file.

    Windows has no such limits, some systems lack one or the other: there only the clock of the parent holds.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, value in (
        (resource.RLIMIT_AS, megabytes * MEBIBYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a lower limit is in force already
            resource.setrlimit(kind, (value, value))


def leave_network() -> None:
    """Enter a network of one's own, which has no way out, where the system lets its users do that."""
    if sys.platform != "linux":
        return
    import ctypes

    user, group = os.getuid(), os.getgid()
    if ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with contextlib.suppress(OSError), open(f"/proc/self/{name}", "w", encoding="ascii") as entry:
            entry.write(line)


def become(command: list[str]) -> None:
    """Replace this process by a program, which gets the usual signals (Python ignores two of them)."""
    if sys.platform != "win32":
        import signal

        for number in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.SIG_DFL)
    os.execv(command[0], command)


def answer(task: str) -> None:
    """Call the function pickled in the file ``task``; write the pickled answer to the standard output.

    The answer is ``("value", value)``, ``("refused", class, code, parameters)`` for an error that carries a
    code, ``("memory", "")``, or ``("failed", text)``. What the function prints goes to the errors' stream.
    """
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        with open(task, "rb") as stored:
            sys.path[:] = pickle.load(stored)
            function, arguments = pickle.load(stored)
        reply = pickle.dumps(("value", function(*arguments)))
    except MemoryError:
        reply = pickle.dumps(("memory", ""))
    except Exception as error:
        if hasattr(error, "code") and hasattr(error, "parameters"):
            reply = pickle.dumps(("refused", type(error), error.code, error.parameters))
        else:
            reply = pickle.dumps(("failed", f"{type(error).__name__}: {error}"))
    with out:
        out.write(reply)


def main(arguments: list[str]) -> None:
    """Read ``VERB MEGABYTES SECONDS OUTPUT REST...`` and carry it out."""
    verb, megabytes, seconds, output, *rest = arguments
    leave_network()
    limit(int(megabytes), int(seconds), int(output))
    if verb == "become":
        become(rest)
    else:
        answer(rest[0])


if __name__ == "__main__":
    main(sys.argv[1:])
