// The link to a runner's page: copied, or handed to the phone's own way of sharing.
// Without this script the link stands in a field to be copied by hand.

function say(words) {
  document.querySelector("[data-said]").textContent = words;
}

async function copy(link) {
  try {
    await navigator.clipboard.writeText(link.value);
    say("Copied.");
  } catch {
    link.select();
    say("Copy it from the field.");
  }
}

async function send(link) {
  try {
    await navigator.share({ title: link.dataset.title, url: link.value });
  } catch (problem) {
    if (problem.name !== "AbortError") say("This device could not share it: copy the link.");
  }
}

const link = document.querySelector("[data-link]");
if (link) {
  const ways = [
    ["[data-copy]", navigator.clipboard, copy],
    ["[data-send]", navigator.share, send],
  ];
  for (const [name, available, act] of ways) {
    const button = document.querySelector(name);
    button.hidden = !available;
    button.addEventListener("click", () => act(link));
  }
}
