"""One post being expanded: what its templates may read, what they have cost, what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, Any, TextIO

from liquid import RenderContext
from liquid.exceptions import ResourceLimitError

from bookmaker.model import Post
from bookmaker.renderer.dialects.context import SiteContext
from bookmaker.renderer.dialects.jekyll.budget import Budget, PaidBuffer
from bookmaker.renderer.dialects.jekyll.drops import make_page, make_site
from bookmaker.renderer.dialects.places import Places
from bookmaker.renderer.dialects.report import Report, Source

if TYPE_CHECKING:
    from liquid import BoundTemplate, Token
    from liquid.ast import Node


class Run:
    """The state of one expansion."""

    def __init__(self, post: Post, context: SiteContext):
        self.post = post
        self.context = context
        self.report = Report()
        self.budget = Budget(len(post.body))
        self.places = Places(context)
        self.body = Source(path=post.path, text=post.body, first_line=post.body_line)
        self.sources = [self.body]
        """The body, and within it the includes being expanded."""
        self.parsed_includes: dict[str, tuple[Source, list[Node]]] = {}

    @property
    def source(self) -> Source:
        """The text whose constructs are being rendered."""
        return self.sources[-1]

    def make_globals(self) -> dict[str, object]:
        """What templates see. `now` and `today` would be the clock's in python-liquid 2.3."""
        return {
            "page": make_page(self.post, self.places),
            "site": make_site(self.places),
            "jekyll": {"environment": "production", "version": "4.4.1"},
            "now": None,
            "today": None,
        }


class JekyllContext(RenderContext):
    """python-liquid's context with a purse, and with filters that cannot fail."""

    __slots__ = ("run",)

    def __init__(self, template: BoundTemplate, run: Run):
        super().__init__(template, globals=run.make_globals())
        self.run = run

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:
        """A buffer for `capture` and its like."""
        return PaidBuffer(self.run.budget)

    def stopindex(self, key: str, index: int | None = None) -> int:
        """Pay for a loop: python-liquid calls this with the number of items it will walk over."""
        if index is not None:
            self.run.budget.spend_value(range(max(index, 0)))
        return super().stopindex(key, index)

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """The filter, or one that hands its value on where the name is unknown."""
        index = token.start_index if token else 0
        function = self.env.filters.get(name)
        if function is None:
            message = f"no filter is called `{name}`; its value was left as it is"
            hint = "remove the filter, or write the result in its place"
            self.run.report.once(
                "dialect-unexpanded", f"filter {name}", message, self.run.source, index, hint
            )
            return _hand_on
        options: dict[str, object] = {}
        if getattr(function, "with_context", False):
            options["context"] = self
        if getattr(function, "with_environment", False):
            options["environment"] = self.env
        return partial(self._apply, partial(function, **options), name, index)

    def _apply(
        self, function: Callable[..., object], name: str, index: int, *values: Any, **named: Any
    ) -> object:
        self.run.budget.spend_value((values, tuple(named.values())))
        try:
            result = function(*values, **named)
        except ResourceLimitError:
            raise
        # What a filter does with a value that it was not made for, only the filter knows.
        except Exception as error:
            message = f"the filter `{name}` was left out: {first_line(error)}"
            hint = "correct what the filter is given"
            self.run.report.once("dialect-unexpanded", message, message, self.run.source, index, hint)
            return values[0]
        self.run.budget.spend_value(result)
        return result


def run_of(context: RenderContext) -> Run:
    """The run to which a context belongs. Raises: TypeError on a context that is not ours."""
    if not isinstance(context, JekyllContext):
        raise TypeError("this tag works in Jekyll's templates only")
    return context.run


def first_line(error: Exception) -> str:
    """What went wrong, in one line, without python-liquid's drawing of the place."""
    text = str(error.args[0] if error.args else error) or type(error).__name__
    return text.splitlines()[0]


def _hand_on(left: object, *_arguments: object, **_named: object) -> object:
    return left
