"""Pictures of the web in the store: each is fetched once, and later builds need no web."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from bookmaker.cache import Store, make_key
from bookmaker.progress import Progress
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
    wanted = {address: picture_key(address) for address in addresses}
    missing = [address for address, key in wanted.items() if not store.has(key)]
    failed = _fetch_all(missing, store, policy, progress) if policy and missing else {}
    files = {address: str(store.path(key)) for address, key in wanted.items() if store.has(key)}
    return Album(files=files, failed=failed)


def picture_key(address: str) -> str:
    """The name in the store of the picture at an address."""
    return make_key("picture of the web", address)


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
        store.write(picture_key(address), fetch_picture(address, policy))
    except FetchError as error:
        return str(error)
    return ""
