"""The command line `tally`: each verb is a module of its own name, loaded when it is called."""


def main() -> None:
    """Run the command line; the parts are loaded only now, because the demo shares some of them."""
    from gateway.cli.command import main as run  # noqa: PLC0415 - see above

    run()


__all__ = ["main"]
