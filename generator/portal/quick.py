"""Jinja without two habits that take two fifths of the time of a page: the same text, sooner.

Each printed value became a `Markup` of its own, though it is joined to a plain string at once; each call of a macro
or a function asked anew whether it wants the context. Tests hold both ways to the same bytes.
"""

import re
from collections.abc import MutableMapping
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any, cast

from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup
from markupsafe import escape as _escape

_special = re.compile("[&<>\"']").search
_PLAIN = (FunctionType, type(lru_cache(len)))


def escape(value: Any) -> str:
    """What a template prints for a value: safe in HTML, as `markupsafe.escape` makes it."""
    kind = type(value)
    if kind is Markup or (kind is str and not _special(value)):
        return cast(str, value)
    return _escape(value)


class QuickTemplate(Template):
    """A template that prints with the escape above."""

    @classmethod
    def from_code(
        cls, environment: Environment, code: CodeType, globals: MutableMapping[str, Any], uptodate: Any = None
    ) -> Template:
        made = super().from_code(environment, code, globals, uptodate)
        cast(FunctionType, made.root_render_func).__globals__["escape"] = escape
        return made


class QuickContext(Context):
    """A context that calls macros and plain functions at once."""

    def call(self, obj: Any, /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any) -> Any:
        kind = type(obj)
        if kind is Macro:
            return obj(self.eval_ctx, *args, **named)
        if kind in _PLAIN and not hasattr(obj, "jinja_pass_arg"):
            return obj(*args, **named)
        return super().call(obj, *args, **named)


class QuickEnvironment(Environment):
    """An environment of such templates."""

    template_class = QuickTemplate
    context_class = QuickContext
