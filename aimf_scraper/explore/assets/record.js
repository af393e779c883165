// Facts and their places in the text show one another while they are pointed at or focused.
"use strict";
for (const item of document.querySelectorAll("li.fact-item[id]")) {
  const key = item.id.slice("fact-".length);
  const marks = [...document.querySelectorAll("mark.fact[id]")].filter(
    (one) => one.id.slice("at-".length).replace(/-\d+$/, "") === key,
  );
  const both = [item, ...marks];
  const show = (on) => both.forEach((one) => one.classList.toggle("here", on));
  for (const one of both) {
    for (const [name, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      one.addEventListener(name, () => show(on));
    }
  }
}
