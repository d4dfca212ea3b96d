// A deck: reveal.js moves between slides and leaves their layout to slides.css, so that sliders and plots keep their own pixels.
window.MathJax = { svg: { fontCache: "local" }, options: { processHtmlClass: "tex2jax_process|mathjax_process|math|output_area|ndtc-quiz" } };
addEventListener("DOMContentLoaded", () => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => (document.documentElement.dataset.theme = dark.matches ? "dark" : "light");
  dark.addEventListener("change", follow);
  follow();
  Reveal.initialize({ hash: true, disableLayout: true, display: "flex", transition: "none", slideNumber: "c/t", keyboardCondition: () => !document.activeElement.closest("input, select, button, summary") });
});
