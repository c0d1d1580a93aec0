"""Jekyll's filters for lists. Source: `lib/jekyll/filters.rb` and `grouping_filters.rb`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cmp_to_key
from typing import TYPE_CHECKING

from liquid.exceptions import FilterArgumentError
from liquid.filter import with_context

from bookmaker.renderer.dialects.jekyll.budget import NODE_COST
from bookmaker.renderer.dialects.jekyll.markup import evaluate, holds
from bookmaker.renderer.dialects.jekyll.run import run_of
from bookmaker.renderer.dialects.jekyll.values import (
    is_truthy,
    property_of,
    value_to_text,
)

if TYPE_CHECKING:
    from liquid import RenderContext

_Expression = Callable[[str, "RenderContext"], object]


def where(items: object, key: object, *wanted: object) -> list[object]:
    """The items whose property equals a value, or holds it where it is a list, or is not nil."""
    return [item for item in _listed(items) if _has(property_of(item, key), wanted)]


def find(items: object, key: object, *wanted: object) -> object:
    """The first of `where`."""
    return next(iter(where(items, key, *wanted)), None)


@with_context
def where_exp(items: object, name: object, condition: object, *, context: RenderContext) -> list[object]:
    """The items for which a condition holds: `where_exp: "post", "post.tags contains 'x'"`."""
    pairs = _each(items, name, condition, context, holds)
    return [item for item, is_wanted in pairs if is_truthy(is_wanted)]


@with_context
def find_exp(items: object, name: object, condition: object, *, context: RenderContext) -> object:
    """The first of `where_exp`."""
    pairs = _each(items, name, condition, context, holds)
    return next((item for item, is_wanted in pairs if is_truthy(is_wanted)), None)


def group_by(items: object, key: object) -> list[dict[str, object]]:
    """Groups with `name`, `items` and `size`, in the order in which their names come."""
    return _grouped((item, property_of(item, key)) for item in _listed(items))


@with_context
def group_by_exp(
    items: object, name: object, expression: object, *, context: RenderContext
) -> list[dict[str, object]]:
    """Groups by the value of an expression."""
    return _grouped(_each(items, name, expression, context, evaluate))


def sort(items: object, key: object = None, nils: object = "first") -> list[object]:
    """Sort by value or by a property; nil goes first or last."""
    nil_order = 1 if nils == "last" else -1
    keyed = [(property_of(item, key) if key else item, item) for item in _listed(items)]

    def compare(left: tuple[object, object], right: tuple[object, object]) -> int:
        return _compare(left[0], right[0], nil_order)

    return [item for _, item in sorted(keyed, key=cmp_to_key(compare))]


def join(items: object, glue: object = " ") -> str:
    """Texts with a glue between them."""
    return value_to_text(glue).join(value_to_text(item) for item in _listed(items))


def array_to_sentence_string(items: object, connector: object = "and") -> str:
    """`one, two, and three`."""
    texts = [value_to_text(item) for item in _listed(items)]
    if len(texts) < 3:
        return f" {value_to_text(connector)} ".join(texts)
    return f"{', '.join(texts[:-1])}, {value_to_text(connector)} {texts[-1]}"


def push(items: object, item: object) -> list[object]:
    """The list with one more at its end. A list could double with every turn of a loop."""
    if isinstance(item, list | tuple | dict):
        raise FilterArgumentError("only texts and numbers can be added", token=None)
    return [*_listed(items), item]


def unshift(items: object, item: object) -> list[object]:
    """The list with one more at its beginning."""
    return [item, *push(items, item)[:-1]]


def pop(items: object, count: object = 1) -> list[object]:
    """The list without its last items."""
    listed = _listed(items)
    return listed[: max(len(listed) - int(value_to_text(count)), 0)]


def shift(items: object, count: object = 1) -> list[object]:
    """The list without its first items."""
    return _listed(items)[int(value_to_text(count)) :]


def sample(items: object, count: object = 1) -> object:
    """The first items: a book must come out the same every time."""
    listed = _listed(items)
    return listed[: int(value_to_text(count))] if count != 1 else next(iter(listed), None)


def _listed(items: object) -> list[object]:
    if isinstance(items, Mapping):
        return list(items.values())
    if items is None or isinstance(items, str):
        return [items] if items else []
    return list(items) if isinstance(items, Iterable) else [items]


def _has(value: object, wanted: tuple[object, ...]) -> bool:
    if not wanted:
        return is_truthy(value)
    if wanted[0] is None:
        return value is None
    values = value if isinstance(value, list) else [value]
    return value_to_text(wanted[0]) in [value_to_text(item) for item in values]


def _each(
    items: object, name: object, expression: object, context: RenderContext, value: _Expression
) -> Iterable[tuple[object, object]]:
    for item in _listed(items):
        run_of(context).budget.spend(NODE_COST)
        with context.extend({value_to_text(name): item}):
            yield item, value(value_to_text(expression), context)


def _grouped(pairs: Iterable[tuple[object, object]]) -> list[dict[str, object]]:
    groups: dict[str, list[object]] = {}
    for item, name in pairs:
        groups.setdefault(value_to_text(name), []).append(item)
    return [{"name": name, "items": items, "size": len(items)} for name, items in groups.items()]


def _compare(left: object, right: object, nil_order: int) -> int:
    if left is None or right is None:
        return (left is None) * nil_order - (right is None) * nil_order
    if isinstance(left, int | float) and isinstance(right, int | float):
        return (left > right) - (left < right)
    left_text, right_text = value_to_text(left), value_to_text(right)
    return (left_text > right_text) - (left_text < right_text)


LIST_FILTERS: dict[str, Callable[..., object]] = {
    "array_to_sentence_string": array_to_sentence_string,
    "find": find,
    "find_exp": find_exp,
    "group_by": group_by,
    "group_by_exp": group_by_exp,
    "join": join,
    "pop": pop,
    "push": push,
    "sample": sample,
    "shift": shift,
    "sort": sort,
    "unshift": unshift,
    "where": where,
    "where_exp": where_exp,
}
