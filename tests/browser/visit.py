"""A page under watch: whatever it asks from outside, complains of, refuses or runs is kept."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request

Scheme = Literal["light", "dark"]
PHONE, DESK = 390, 1280
HEIGHT = 900

# Runs in every document before its own scripts, whatever the policy of the page.
_WATCH = """
addEventListener("securitypolicyviolation", event =>
  violated(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))
"""


@dataclass
class Watch:
    """What was seen; empty lists prove something only because a test shows that they fill."""

    foreign: list[str] = field(default_factory=list)  # requests to any other host
    console: list[str] = field(default_factory=list)  # errors and warnings
    violations: list[str] = field(default_factory=list)  # of the Content-Security-Policy
    ran: list[str] = field(default_factory=list)  # scripts of a text: they call beep() or open a dialog

    def seen(self) -> dict[str, list[str]]:
        """What there is of each."""
        return {name: list(found) for name, found in vars(self).items() if found}

    def forget(self) -> None:
        """Begin anew, for the next page."""
        for found in vars(self).values():
            found.clear()

    def attach(self, context: BrowserContext, own: str) -> None:
        """Watch all pages of a context; requests from any other address are kept, the browser itself refuses them."""
        foreign = re.compile(f"^(?!{re.escape(own)}|data:|blob:|about:)")

        def asked(request: Request) -> None:
            if foreign.match(request.url):
                self.foreign.append(request.url)

        def told(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.console.append(message.text)

        def opened(dialog: Dialog) -> None:
            self.ran.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        context.on("request", asked)
        context.on("console", told)
        context.on("dialog", opened)
        context.on("weberror", lambda error: self.console.append(str(error.error)))
        context.expose_binding("beep", lambda _, *told: self.ran.append("beep"))
        context.expose_binding("violated", lambda _, told: self.violations.append(told))
        context.add_init_script(_WATCH)


@contextmanager
def watched(
    browser: Browser, address: str, width: int = DESK, scheme: Scheme = "light", *, bypass_csp: bool = False
) -> Iterator[tuple[Page, Watch]]:
    """A page in a profile of its own, for what is served below an address."""
    watch = Watch()
    with browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="ru-RU",
        timezone_id="Europe/Moscow",
        service_workers="block",
        bypass_csp=bypass_csp,
    ) as context:
        context.set_default_timeout(10_000)
        watch.attach(context, address)
        yield context.new_page(), watch
