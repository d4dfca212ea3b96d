// What scrolls sideways in its own box must be reachable by keyboard: give it a tab stop while it overflows, and only then.
const SCROLLERS = "article table, article div.math, article mjx-container[display='true'], article pre";
function markScrollers() {
  for (const box of document.querySelectorAll(SCROLLERS)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
addEventListener("load", () => {
  const article = document.querySelector("article"); // the search page has none
  if (article) new ResizeObserver(markScrollers).observe(article);
  window.MathJax?.startup?.promise?.then(markScrollers);
});
