"""What the commands about delivery share: where settings and ledger are, and the option that names it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bookmaker.cli.options import FILE_NAME
from bookmaker.errors import ConfigError

if TYPE_CHECKING:
    from bookmaker.config_delivery import DeliveryTable
    from bookmaker.sender.ledger.deliveries import Ledger

config_option = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"A settings file other than {FILE_NAME} in this folder.",
)
ledger_option = click.option(
    "--ledger",
    "ledger_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file that says who has got what.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


def read_delivery(config: Path | None) -> tuple[DeliveryTable, Path]:
    """`[delivery]` and the folder its paths begin at. Raises: ConfigError."""
    if config and not config.is_file():
        raise ConfigError(f"no file {config}", "correct --config")
    # Here, because commands that only make books do without.
    from bookmaker.config import read_settings

    path = config or Path(FILE_NAME)
    return read_settings(path).delivery, path.parent


def find_ledger(values: dict[str, Any]) -> Path:
    """The ledger that the option names, else book.toml, else the user's."""
    if values["ledger_path"]:
        return Path(values["ledger_path"])
    settings, folder = read_delivery(values["config"])
    if settings.ledger:
        return folder / settings.ledger
    import platformdirs

    return platformdirs.user_data_path("bookmaker") / "ledger.sqlite3"


def open_ledger(values: dict[str, Any], *, must_exist: bool = False) -> Ledger:
    """Open it. Raises: ConfigError where it must be there and is not, DeliveryError."""
    from bookmaker.sender.ledger.deliveries import Ledger

    path = find_ledger(values)
    if must_exist and not path.is_file():
        raise ConfigError(
            f"there is no ledger {path}", "nothing has been sent yet, or --ledger names another"
        )
    return Ledger(path)
