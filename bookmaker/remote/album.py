"""Pictures that are no files, in the store: each is fetched or decoded once, and later builds need no web."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from bookmaker.cache import Store, make_key
from bookmaker.progress import Progress
from bookmaker.remote.data_address import SCHEME, decode_address
from bookmaker.remote.policy import FetchError, Policy

_AT_ONCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """Addresses, and what became of them."""

    files: Mapping[str, str] = field(hash=False)
    """Address to the absolute path of its file."""
    failed: Mapping[str, str] = field(hash=False)
    """Address to the reason."""


def collect_pictures(
    addresses: Iterable[str], store: Store, policy: Policy | None, progress: Progress
) -> Album:
    """Find pictures in the store, and fetch the others where there is a policy for it."""
    wanted = tuple(addresses)
    files = _find(wanted, store)
    missing = [address for address in wanted if address not in files]
    if not missing:
        return Album(files=files, failed={})
    web = [address for address in missing if not address.startswith(SCHEME)]
    failed = _keep_all([address for address in missing if address.startswith(SCHEME)], store)
    failed |= _fetch_all(web, store, policy, progress) if policy and web else {}
    return Album(files=files | _find(missing, store), failed=failed)


def _find(addresses: Iterable[str], store: Store) -> dict[str, str]:
    """Pictures that were fetched before, and are whole."""
    keys = {address: store.read(_picture_key(address)) for address in addresses}
    paths = {address: store.file(key.decode()) for address, key in keys.items() if key}
    return {address: str(path) for address, path in paths.items() if path}


def _picture_key(address: str) -> str:
    """The name in the store of what tells which file was fetched from an address."""
    return make_key("remote", address)


def _keep_all(addresses: Iterable[str], store: Store) -> dict[str, str]:
    """Put pictures that are in their addresses into the store. Returns the reasons of those that are not."""
    failed = {}
    for address in addresses:
        try:
            store.write(_picture_key(address), store.keep_file(decode_address(address)).encode())
        except FetchError as error:
            failed[address] = str(error)
    return failed


def _fetch_all(addresses: Iterable[str], store: Store, policy: Policy, progress: Progress) -> dict[str, str]:
    """Fetch into the store, a few at a time. Returns the reasons of those that failed."""
    threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="fetch")
    try:
        jobs = {threads.submit(_fetch, address, store, policy): address for address in addresses}
        progress.expect("fetch", len(jobs))
        for _ in as_completed(jobs):
            progress.advance("fetch")
    finally:  # after Ctrl-C nobody wants the rest
        threads.shutdown(cancel_futures=True)
    reasons = {address: job.result() for job, address in jobs.items()}
    return {address: reason for address, reason in reasons.items() if reason}


def _fetch(address: str, store: Store, policy: Policy) -> str:
    # Here, because most books need no web.
    from bookmaker.remote.fetch import fetch_picture

    try:
        store.write(_picture_key(address), store.keep_file(fetch_picture(address, policy)).encode())
    except FetchError as error:
        return str(error)
    return ""
