"""The command line: thin layers over the Python API. The only place that prints and exits."""

from __future__ import annotations

import gc
import signal
import sys
from typing import Any

import click

from bookmaker.cli.build import build_command
from bookmaker.cli.cache import cache_command
from bookmaker.cli.check import check_command
from bookmaker.cli.diff import diff_command
from bookmaker.cli.impose import impose_command
from bookmaker.cli.ledger import ledger_commands
from bookmaker.cli.listing import list_command
from bookmaker.cli.proof import proof_command
from bookmaker.cli.readers import readers_commands
from bookmaker.cli.send import send_command
from bookmaker.cli.shelf import shelf_command
from bookmaker.errors import BookmakerError

_EXPORT = 5
_INTERRUPTED = 128 + signal.SIGINT
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
_TERMINATED = 128 + signal.SIGTERM


class _Terminated(BaseException):
    """The system asks the program to end; on the way out workers and temporary files go."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bookmaker")
def commands() -> None:
    """Make books from a folder of posts: an EPUB and a typeset PDF."""


commands.add_command(build_command)
commands.add_command(list_command)
commands.add_command(proof_command)
commands.add_command(check_command)
commands.add_command(impose_command)
commands.add_command(cache_command)
commands.add_command(send_command)
commands.add_command(readers_commands)
commands.add_command(ledger_commands)
commands.add_command(shelf_command)
commands.add_command(diff_command)


def main() -> None:
    """Run the command line. Exit codes: see the user's guide."""
    signal.signal(signal.SIGTERM, _terminate)
    # Most of what is made lives to the end: looking for garbage less often saves a tenth of the time.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        status = commands.main(prog_name="bookmaker", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except BookmakerError as error:
        click.echo(f"error: {error}", err=True)
        status = error.exit_code
    except OSError as error:  # a full disk, or a folder that may not be read
        click.echo(f"error: {error}", err=True)
        status = _EXPORT
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        status = _INTERRUPTED
    except _Terminated:
        click.echo("stopped", err=True)
        status = _TERMINATED
    # The process ends: looking through all that it still holds would take a twentieth of a second.
    gc.freeze()
    sys.exit(status if isinstance(status, int) else 0)


def _terminate(*_: Any) -> None:
    raise _Terminated
