// What every page needs: htmx answers for forms that ask for it, and the app shell for offline use.
import { currentCookie } from "./cookies.js";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = currentCookie("csrf");
});
