// What scrolls sideways in its own box must be reachable by keyboard: give it a tab stop while it overflows, and only then.
const SCROLLERS = "article table, article div.math, article mjx-container[display='true'], article pre";
function markScrollers() {
  const boxes = [...document.querySelectorAll(SCROLLERS)].map((box) => [box, box.scrollWidth > box.clientWidth]);
  for (const [box, overflows] of boxes) { // all are measured before any is changed: a change makes the next measure anew
    if (overflows) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
addEventListener("load", () => {
  const article = document.querySelector("article"); // the search page has none
  if (article) new ResizeObserver(markScrollers).observe(article);
  window.MathJax?.startup?.promise?.then(markScrollers);
});
// The theme writes these two into the buttons, where the page's content policy forbids them.
addEventListener("DOMContentLoaded", () => {
  const onClick = (selector, action) => document.querySelectorAll(selector).forEach((button) => button.addEventListener("click", () => action()));
  onClick(".btn-fullscreen-button", toggleFullScreen);
  onClick(".btn-download-pdf-button", print);
});
