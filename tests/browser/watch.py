"""What no page of ours may ever do, noted while browsers use it."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

REFUSED = "Failed to load resource: the server responded with a status of 4"


class Watch:
    """Collects requests to other hosts, script errors and breaches of the content policy."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def taken(self) -> list[str]:
        """Return what was noted since the last time."""
        noted, self.faults = self.faults, []
        return noted

    def follow(self, context: BrowserContext, home: str) -> None:
        """Look at everything a browser does; `home` is the only address it may ask."""

        def asked(request: Request) -> None:
            if not request.url.startswith((f"{home}/", "data:", "about:")):
                self.faults.append(f"asked {request.url}")

        context.on("request", asked)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))

    def _said(self, message: ConsoleMessage) -> None:
        # Refused forms and pages are reported, too; only a refused file is a fault.
        refused = message.text.startswith(REFUSED) and "/static/" not in message.location["url"]
        if message.type in {"error", "warning"} and not refused:
            self.faults.append(f"{message.type}: {message.text} ({message.location['url']})")
