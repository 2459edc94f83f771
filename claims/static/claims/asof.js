// Put a slider in front of a list of days. The list does the same without it; arrow keys only choose, the button goes.
for (const list of document.querySelectorAll("[data-asof]")) {
  const days = [...list.querySelectorAll("a")].reverse();
  if (days.length < 2) continue;
  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const here = days.findIndex((day) => day.hasAttribute("aria-current"));
  const slider = make("input", { type: "range", id: "asof", min: 0, max: days.length - 1, step: 1 });
  slider.value = here < 0 ? days.length - 1 : here;
  const label = make("label", { htmlFor: "asof", textContent: list.dataset.asof });
  const shown = make("output", { htmlFor: "asof" });
  const button = make("button", { type: "button", className: "quiet", textContent: list.dataset.go });
  const chosen = () => days[slider.value];
  const tell = () => {
    shown.textContent = chosen().textContent;
    slider.setAttribute("aria-valuetext", shown.textContent);
  };
  const go = () => location.assign(chosen().href);
  let pointed = false;
  slider.addEventListener("pointerdown", () => { pointed = true; });
  slider.addEventListener("keydown", (event) => {
    pointed = false;
    if (event.key === "Enter") go();
  });
  slider.addEventListener("input", tell);
  slider.addEventListener("change", () => pointed && Number(slider.value) !== here && go());
  button.addEventListener("click", go);
  const box = make("div", { className: "asof" });
  box.append(label, slider, shown, button);
  list.before(box);
  tell();
}
