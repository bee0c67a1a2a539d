// Says how many are present while someone ticks who is absent; without script the page says only how many are expected.
export function keepCount() {
  for (const register of document.querySelectorAll("[data-register]")) {
    const boxes = [...register.querySelectorAll(".cohesion-register__box")];
    const output = register.querySelector("[data-register-count]");
    const show = () => {
      const absent = boxes.filter((box) => box.checked).length;
      output.textContent = `${boxes.length - absent} present, ${absent} absent`;
    };
    register.addEventListener("change", show);
    show();
  }
}
