"""Where the files shipped beside the code are: in a wheel under `gateway/_data`, in a checkout beside the packages."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Give a shipped folder or file such as `config`; raises `FileNotFoundError` that says what is missing."""
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"{name} is neither in the installed package nor in the checkout; install Tally again")


def check_packages_together() -> None:
    """Refuse to run with another distribution's `schema` or `connectors` (both names exist on PyPI)."""
    import connectors  # noqa: PLC0415 - only to see where it comes from
    import schema  # noqa: PLC0415 - as above

    parents = {Path(str(module.__file__)).resolve().parent.parent for module in (connectors, schema)}
    if parents != {_PACKAGE.parent}:
        found = ", ".join(sorted(map(str, parents)))
        raise RuntimeError(f"the packages `connectors` and `schema` are another project's (found in {found})")
