"""Who does the work: processes of this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from bookmaker.errors import ConfigError

Command = TypeVar("Command", bound=Callable[..., Any])


def workforce_options(command: Command) -> Command:
    """Add the options that say who works."""
    command = click.option(
        "--dask-local",
        type=click.IntRange(min=1),
        metavar="N",
        help="Try Dask with N workers of this machine.",
    )(command)
    return click.option(
        "--scheduler", metavar="ADDRESS", help="Work on a Dask cluster, such as tcp://10.0.0.1:8786."
    )(command)


@contextmanager
def choose_workforce(values: dict[str, Any]) -> Iterator[Any]:
    """Give what makes a workshop's executor. Raises: ConfigError."""
    if values["scheduler"] and values["dask_local"]:
        raise ConfigError("--scheduler and --dask-local are two clusters", "leave one of them out")
    if not (values["scheduler"] or values["dask_local"]):
        from bookmaker.crew import Crew

        yield Crew
        return
    try:
        from bookmaker.cluster.executor import connect, local_cluster
    except ModuleNotFoundError as error:
        raise ConfigError(
            f"a cluster needs Dask: {error}", "install it: pip install 'bookmaker[dask]'"
        ) from error
    if values["scheduler"]:
        yield connect(values["scheduler"])
        return
    with local_cluster(values["dask_local"]) as address:
        yield connect(address)
