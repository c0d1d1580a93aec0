"""What a page may load: what it was given, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class ForbiddenAddressError(FatalURLFetchingError):  # type: ignore[misc]
    """A page wanted something that it was not given."""


class ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """Serves what it was given and nothing else: no network, no files."""

    def __init__(self, resources: Mapping[str, tuple[bytes, str]]):
        super().__init__(allowed_protocols=())
        self._resources = resources

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Serve `url` from memory. Raises: ForbiddenAddressError."""
        if url not in self._resources:
            raise ForbiddenAddressError(f"{url} is not part of the book")
        data, media_type = self._resources[url]
        return URLFetcherResponse(url, body=data, headers={"Content-Type": media_type})
