// Review by keys, and by selecting words: n is the next fact, c confirms and
// r rejects this one, u takes back what was decided last.
"use strict";
const fact = () => {
  const focused = document.activeElement && document.activeElement.closest("li.fact-item");
  return focused || document.querySelector("li.fact-item:target");
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest && event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const always = { n: "next", u: "undo" }[event.key];
  if (always) {
    const button = document.getElementById(always);
    if (button) button.click();
    return;
  }
  const action = { c: "confirm", r: "reject" }[event.key];
  const item = action && fact();
  const button = item && item.querySelector(`button[name="action"][value="${action}"]`);
  if (button) button.click();
});
const words = document.getElementById("add-words");
document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  if (!words || !chosen || chosen.isCollapsed || !chosen.anchorNode) return;
  const from = chosen.anchorNode.parentElement;
  if (from && from.closest("[data-source], h1")) words.value = chosen.toString().trim();
});
const target = document.querySelector("li.fact-item:target") || document.getElementById("told");
if (target) target.focus({ preventScroll: true });
