// Reads a table as rows: columns are named by data-role in the head, numbers stand in data-value; a hidden cell has none.
export function readTable(table) {
  const heads = [...table.querySelectorAll("thead tr:last-child > *")];
  const columns = heads.map((head) => ({ role: head.dataset.role, name: text(head) }));
  const rows = [...table.querySelectorAll("tbody tr")].map((tr) => {
    const row = { series: {} };
    [...tr.children].forEach((cell, index) => {
      const { role, name } = columns[index] ?? {};
      if (role === "group") {
        row.group = text(cell);
      } else if (role === "series") {
        row.series[name] = number(cell);
      } else if (role) {
        row[role] = number(cell);
      }
    });
    return row;
  });
  return { rows, series: columns.filter((column) => column.role === "series").map((column) => column.name) };
}

const text = (cell) => cell.textContent.replace(/\s+/g, " ").trim();

const number = (cell) => (cell.dataset.value === undefined || cell.dataset.value === "" ? undefined : Number(cell.dataset.value));
