"""What no page may do, watched in every browser test."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response


class Watched:
    """The requests, answers and console lines of a context."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._complaints: list[str] = []
        self._forgiven: list[str] = []
        self.requests: list[Request] = []

    def follow(self, context: BrowserContext) -> None:
        """Watch everything this context does from now on."""
        context.on("request", self._requested)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self._complaints.append(f"error: {error.error}"))

    def forgive(self, part: str) -> None:
        """Expect complaints that contain `part`."""
        self._forgiven.append(part)

    def complaints(self) -> list[str]:
        """What was seen and not forgiven."""
        return [line for line in self._complaints if not any(p in line for p in self._forgiven)]

    def _requested(self, request: Request) -> None:
        self.requests.append(request)
        if not request.url.startswith((self._base, "data:", "blob:", "about:")):
            self._complaints.append(f"third party: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self._complaints.append(f"{response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complaints.append(f"console: {message.text} {message.location['url']}")
