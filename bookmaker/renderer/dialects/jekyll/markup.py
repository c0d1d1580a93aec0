"""Reads what stands inside Jekyll's own tags: not Liquid's grammar, but bare words and `{{ … }}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from liquid import Token, TokenStream
from liquid.builtin.expressions import BooleanExpression, FilteredExpression, tokenize
from liquid.token import TOKEN_EXPRESSION

from bookmaker.renderer.dialects.jekyll.keywords import quote_names
from bookmaker.renderer.dialects.jekyll.values import value_to_text
from bookmaker.renderer.dialects.parameters import Parameter, parse_parameters

if TYPE_CHECKING:
    from liquid import RenderContext

_OUTPUT = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
_VARIABLE = re.compile(r"[A-Za-z_][\w-]*(?:\.[\w-]+)+|[A-Za-z_]\w*")

_CONSTANTS = {"true": True, "false": False, "nil": None}


def evaluate(expression: str, context: RenderContext) -> object:
    """The value of an expression with filters. Raises: LiquidError where it is none."""
    return FilteredExpression.parse(context.env, _stream(expression)).evaluate(context)


def holds(condition: str, context: RenderContext) -> bool:
    """Whether a condition is true. Raises: LiquidError where it is none."""
    return bool(BooleanExpression.parse(context.env, _stream(condition)).evaluate(context))


def fill_outputs(markup: str, context: RenderContext) -> str:
    """Replace each `{{ … }}` inside a tag by its value."""
    if "{{" not in markup:
        return markup
    return _OUTPUT.sub(lambda found: value_to_text(evaluate(found[1], context)), markup)


def filled_parameters(markup: str, context: RenderContext) -> tuple[Parameter, ...]:
    """The parameters of a tag. A bare word stands for the variable so called, if there is one."""
    parameters = parse_parameters(fill_outputs(markup, context))
    return tuple(_fill(parameter, context) for parameter in parameters)


def value_of(parameter: Parameter, context: RenderContext) -> object:
    """A parameter's value with its type: `tags=page.tags` is a list."""
    if parameter.is_quoted or not _VARIABLE.fullmatch(parameter.value):
        return parameter.value
    if parameter.value in _CONSTANTS:
        return _CONSTANTS[parameter.value]
    path: list[object] = [*parameter.value.split(".")]
    return context.get(path, token=None, default=None)


def _fill(parameter: Parameter, context: RenderContext) -> Parameter:
    value = value_of(parameter, context)
    if parameter.is_quoted or value is None:
        return parameter
    return Parameter(name=parameter.name, value=value_to_text(value), is_quoted=False)


def _stream(expression: str) -> TokenStream:
    token = Token(TOKEN_EXPRESSION, quote_names(expression.strip()), 0, expression)
    return TokenStream(tokenize(token.value, token))
