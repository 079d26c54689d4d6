"""The `strongstride` command."""


def main() -> None:
    """Run the command line."""
    from strongstride.cli.app import run

    run()
