// Search in a site of plain files. Words are looked up in files by their first letter
// (site_search.py writes them); every word must be there, the last one may be a beginning.
"use strict";
(function () {
  const form = document.getElementById("search");
  const list = document.getElementById("hits");
  const told = document.getElementById("told");
  const said = form.dataset;
  const held = { words: {} };
  const waiting = {};
  const MOST = 100;

  window.aimfSearch = function (name, data) {
    if (name === "words") {
      held.words[data[0]] = data[1];
    } else {
      held[name] = data;
    }
  };

  function load(file) {
    waiting[file] ||= new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = said.root + "search/" + file;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    return waiting[file];
  }

  function words(text) {
    const plain = text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");
    return plain.normalize("NFD").replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]{1,60}/gu) || [];
  }

  function shard(word) {
    return /^[a-z0-9]/.test(word) ? word[0] : "other";
  }

  // Record number -> how many of the words its title has.
  function holding(word, isLast) {
    const index = held.words[shard(word)] || {};
    const found = new Map();
    const names = isLast ? Object.keys(index).filter((one) => one.startsWith(word)) : [word];
    for (const name of names) {
      for (const mark of Object.hasOwn(index, name) ? index[name] : []) {
        const number = mark >> 1;
        found.set(number, Math.max(found.get(number) || 0, mark & 1));
      }
    }
    return found;
  }

  function matching(asked) {
    let found = null;
    asked.forEach(function (word, at) {
      const here = holding(word, at === asked.length - 1);
      if (found === null) {
        found = here;
        return;
      }
      const both = new Map();
      for (const [number, weight] of found) {
        if (here.has(number)) {
          both.set(number, weight + here.get(number));
        }
      }
      found = both;
    });
    const day = (number) => held.records[number][3];
    return [...found].sort(
      (a, b) => b[1] - a[1] || day(b[0]).localeCompare(day(a[0])) || a[0] - b[0]
    );
  }

  function item(number) {
    const [href, title, kind, day, lead] = held.records[number];
    const row = document.createElement("li");
    const head = document.createElement("p");
    head.className = "title";
    const link = document.createElement("a");
    link.href = said.prefix + href;
    link.textContent = title;
    head.append(link);
    const what = document.createElement("p");
    what.className = "quiet";
    what.textContent = [said["kind" + kind] || kind, day].filter(Boolean).join(" · ");
    const words = document.createElement("p");
    words.lang = "fr";
    words.textContent = lead;
    row.append(head, what, words);
    return row;
  }

  async function search(text) {
    const asked = words(text);
    if (!asked.length) {
      list.replaceChildren();
      told.textContent = "";
      return;
    }
    try {
      await Promise.all([load("records.js"), load("shards.js")]);
      const files = new Set(asked.map(shard).filter((one) => held.shards.includes(one)));
      await Promise.all([...files].map((one) => load("words-" + one + ".js")));
    } catch {
      told.textContent = said.failed;
      return;
    }
    if (words(form.q.value).join(" ") !== asked.join(" ")) {
      return; // something else has been typed meanwhile
    }
    const found = matching(asked);
    told.textContent = (found.length === 1 ? said.one : said.many).replace("{n}", found.length);
    list.replaceChildren(...found.slice(0, MOST).map(([number]) => item(number)));
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    search(form.q.value);
  });
  form.q.addEventListener("input", () => search(form.q.value));
  const first = new URLSearchParams(location.search).get("q");
  if (first) {
    form.q.value = first;
    search(first);
  }
})();
