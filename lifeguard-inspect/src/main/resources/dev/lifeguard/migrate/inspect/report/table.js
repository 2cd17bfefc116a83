// Tables that stay quick with thousands of rows, and the search in all of them.
//
// Rows come in chunks. The browser lays out those that are in sight (content-visibility), and keeps
// all of them for its own search, for readers of screens and for printing.

const CHUNK = 100;

/** What the search looks through, by section: {node, text, chunk}. */
const searched = new Map();

const searchable = (section, node, text, chunk) => {
    if (!searched.has(section)) {
        searched.set(section, []);
    }
    searched.get(section).push({ node, text: text.toLowerCase(), chunk });
    return node;
};

const heads = (columns, sort) =>
    columns.map((column) => {
        const name = column.sort
            ? el("button", { type: "button", class: "sort", click: () => sort(column) }, column.name)
            : column.name;
        column.head = el(
            "th", { scope: "col", role: "columnheader", class: column.kind }, name);
        return column.head;
    });

const cells = (columns, row) =>
    columns.map((column, at) =>
        el(
            at === 0 ? "th" : "td",
            {
                role: at === 0 ? "rowheader" : "cell",
                scope: at === 0 ? "row" : undefined,
                class: column.kind,
                "data-name": column.name,
            },
            column.cell(row)));

const order = (rows, column, direction) =>
    [...rows].sort((a, b) => {
        const [x, y] = [column.sort(a), column.sort(b)];
        if (x === y) {
            return 0;
        }
        // What is not known stands last, whichever way.
        if (x === undefined || y === undefined) {
            return x === undefined ? 1 : -1;
        }
        return (x < y ? -1 : 1) * direction;
    });

/**
 * A table of rows; columns are {name, cell, sort, kind}, and the first names the row.
 *
 * @param text what the search finds a row by
 */
const table = (section, caption, columns, rows, text, rowId) => {
    const body = el("table", { role: "table", class: `rows ${section}` });
    const made = new Map();
    let sorted;
    let direction = 1;

    const put = (all) => {
        body.querySelectorAll("tbody").forEach((chunk) => chunk.remove());
        for (let at = 0; at < all.length; at += CHUNK) {
            const some = all.slice(at, at + CHUNK);
            const chunk = el("tbody", { role: "rowgroup" }, some.map((row) => made.get(row).node));
            some.forEach((row) => { made.get(row).chunk = chunk; });
            body.append(chunk);
        }
        settle(section);
    };
    const sort = (column) => {
        direction = sorted === column ? -direction : column.first ?? 1;
        columns.forEach((each) => each.head.removeAttribute("aria-sort"));
        column.head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
        sorted = column;
        put(order(rows, column, direction));
    };
    body.append(
        el("caption", { class: "hidden" }, caption),
        el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads(columns, sort))));
    rows.forEach((row) => {
        const node = el("tr", { role: "row", id: rowId?.(row), tabindex: rowId ? "-1" : undefined },
            cells(columns, row));
        searchable(section, node, text(row));
        made.set(row, searched.get(section).at(-1));
    });
    put(rows);
    return body;
};

/** Hides chunks without a row to show, and tells the others how high they are. */
const settle = (section) => {
    const shown = new Map();
    (searched.get(section) ?? []).forEach(({ node, chunk }) => {
        if (chunk) {
            shown.set(chunk, (shown.get(chunk) ?? 0) + (node.hidden ? 0 : 1));
        }
    });
    shown.forEach((rows, chunk) => {
        chunk.hidden = rows === 0;
        chunk.style.setProperty("--rows", rows);
    });
};

/**
 * Shows what has all words of a query.
 *
 * @returns how many were found, by section
 */
const search = (query) => {
    const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const found = new Map();
    searched.forEach((items, section) => {
        let hits = 0;
        items.forEach((item) => {
            const hit = words.every((word) => item.text.includes(word));
            if (item.node.hidden === hit) {
                item.node.hidden = !hit;
            }
            hits += hit ? 1 : 0;
        });
        found.set(section, hits);
        settle(section);
    });
    return found;
};
