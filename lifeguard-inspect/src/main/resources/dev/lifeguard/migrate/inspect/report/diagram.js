// Tables and foreign keys: boxes in layers, what is referred to on the left.

const BOX = { width: 220, head: 28, row: 18, gap: 26, between: 90, rows: 12 };

/** How many tables are shown at first, and with how many the columns are the keys alone. */
const MOST = 40;
const CROWD = 12;

/** How high layers may be, and how much wider than high the frame is. */
const TALL = [500, 800, 1200, 1800, 2600];
const FORM = 2;

const neighbours = (shapes) => {
    const all = new Map(shapes.map((it) => [it.name, new Set()]));
    shapes.forEach((it) => it.references.forEach(({ table: other }) => {
        if (all.has(other) && other !== it.name) {
            all.get(it.name).add(other);
            all.get(other).add(it.name);
        }
    }));
    return all;
};

/** How far each is from tables that refer to nothing; who refers in a circle counts once. */
const depths = (shapes) => {
    const byName = new Map(shapes.map((it) => [it.name, it]));
    const known = new Map();
    const depth = (shape, above) => {
        if (!known.has(shape.name)) {
            const others = shape.references
                .map((it) => byName.get(it.table))
                .filter((it) => it && it !== shape && !above.has(it.name));
            const path = new Set(above).add(shape.name);
            known.set(shape.name, others.reduce((most, it) => Math.max(most, depth(it, path) + 1), 0));
        }
        return known.get(shape.name);
    };
    shapes.forEach((it) => depth(it, new Set()));
    return known;
};

const height = (shape) =>
    BOX.head + (shape.columns.length + (shape.left > 0 ? 1 : 0)) * BOX.row + 6;

/** Of many tables the columns that are keys; the rest is counted. */
const drawn = (shapes) =>
    shapes.map((it) => {
        const columns = shapes.length > CROWD
            ? it.columns.filter((column) => column.primary || column.foreign) : it.columns;
        return { ...it, columns: columns.slice(0, BOX.rows), left: it.columns.length - Math.min(columns.length, BOX.rows) };
    });

const extent = (put) => {
    const all = [...put.values()];
    return {
        width: all.reduce((most, it) => Math.max(most, it.x + BOX.width), 0),
        height: all.reduce((most, it) => Math.max(most, it.y + it.height), 0),
    };
};

/** Where each box stands, so that all of it is as large as can be. */
const places = (shapes) =>
    TALL.map((tall) => placed(shapes, tall))
        .map((put) => ({ put, size: extent(put) }))
        .reduce((best, it) => {
            const side = ({ size }) => Math.max(size.width / FORM, size.height);
            return best && side(best) <= side(it) ? best : it;
        }, undefined);

const placed = (shapes, tall) => {
    const near = neighbours(shapes);
    const depth = depths(shapes);
    const layers = [];
    shapes.forEach((it) => {
        const at = near.get(it.name).size === 0 ? 1000 : depth.get(it.name);
        (layers[at] ??= []).push(it);
    });
    const put = new Map();
    let x = 0;
    layers.forEach((layer) => {
        // Near those of the layers before that they belong to.
        const middle = (it) => {
            const ys = [...near.get(it.name)].map((other) => put.get(other)?.y).filter((y) => y !== undefined);
            return ys.length === 0 ? Infinity : ys.reduce((a, b) => a + b) / ys.length;
        };
        let y = 0;
        layer.map((it) => [middle(it), it]).sort((a, b) => a[0] - b[0] || (a[1].name < b[1].name ? -1 : 1))
            .forEach(([, it]) => {
                if (y > 0 && y + height(it) > tall) {
                    y = 0;
                    x += BOX.width + BOX.gap;
                }
                put.set(it.name, { x, y, height: height(it) });
                y += height(it) + BOX.gap;
            });
        x += BOX.width + BOX.between;
    });
    return put;
};

const fit = (text, letters) => text.length > letters ? `${text.slice(0, letters - 1)}…` : text;

const box = (shape, { x, y, height: h }, { short, choose, wanted }) => {
    const rows = shape.columns.map((column, at) => {
        const top = y + BOX.head + 14 + at * BOX.row;
        return [
            svg("text", { class: column.primary ? "column key" : "column", x: x + 10, y: top },
                fit(`${column.primary ? "◆ " : column.foreign ? "◇ " : ""}${column.name}`, 20)),
            svg("text", { class: "type", x: x + BOX.width - 10, y: top, "text-anchor": "end" },
                fit(column.type, Math.max(6, 27 - column.name.length))),
        ];
    });
    const { left } = shape;
    return svg("g", { class: shape.name === wanted ? "box wanted" : "box", "data-table": shape.name, click: () => choose(shape.name) },
        svg("title", {}, shape.name),
        svg("rect", { class: "body", x, y, width: BOX.width, height: h, rx: 6 }),
        svg("path", { class: "head", d: `M${x} ${y + BOX.head}v-${BOX.head - 6}q0-6 6-6h${BOX.width - 12}q6 0 6 6v${BOX.head - 6}z` }),
        svg("text", { class: "title", x: x + 10, y: y + 19 }, fit(short(shape.name), 27)),
        rows.flat(),
        left > 0 ? svg("text", { class: "type", x: x + 10, y: y + BOX.head + 14 + shape.columns.length * BOX.row }, `and ${left} more`) : "");
};

const line = (from, to, shape, reference) => {
    const at = shape.columns.findIndex((column) => column.name === reference.columns[0]);
    const y1 = from.y + BOX.head + 9 + Math.max(at, 0) * BOX.row;
    const y2 = to.y + BOX.head / 2;
    const left = to.x < from.x;
    const [x1, x2] = left ? [from.x, to.x + BOX.width] : [from.x + BOX.width, to.x + BOX.width];
    const bend = left ? Math.max(30, (x1 - x2) / 2) : -45;
    return svg("path", {
        class: "line", "data-from": shape.name, "data-to": reference.table,
        d: `M${x1} ${y1}C${x1 - bend} ${y1} ${x2 + (left ? bend : 45)} ${y2} ${x2} ${y2}`,
        "marker-end": "url(#arrow)",
    });
};

/** Moves and zooms a drawing by buttons, keys, the mouse and fingers. */
const zooming = (picture, content, size) => {
    const view = { x: 0, y: 0, scale: 1 };
    const show = () => content.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
    const zoom = (factor, x = picture.clientWidth / 2, y = picture.clientHeight / 2) => {
        const scale = Math.min(4, Math.max(0.05, view.scale * factor));
        view.x = x - ((x - view.x) * scale) / view.scale;
        view.y = y - ((y - view.y) * scale) / view.scale;
        view.scale = scale;
        show();
    };
    const whole = () => {
        const [w, h] = [picture.clientWidth || 800, picture.clientHeight || 480];
        view.scale = Math.min(1.2, (w - 32) / size.width, (h - 32) / size.height);
        view.x = (w - size.width * view.scale) / 2;
        view.y = (h - size.height * view.scale) / 2;
        show();
    };
    const move = (x, y) => { view.x += x; view.y += y; show(); };
    const keys = {
        "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: whole,
        ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0),
        ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60),
    };
    picture.addEventListener("keydown", (event) => {
        if (keys[event.key] && !event.ctrlKey && !event.metaKey) {
            event.preventDefault();
            keys[event.key]();
        }
    });
    picture.addEventListener("wheel", (event) => {
        // Without a key the wheel scrolls the page.
        if (event.ctrlKey || event.metaKey) {
            event.preventDefault();
            const there = picture.getBoundingClientRect();
            zoom(Math.exp(-event.deltaY / 300), event.clientX - there.left, event.clientY - there.top);
        }
    }, { passive: false });
    picture.addEventListener("pointerdown", (event) => { picture.dataset.from = `${event.clientX} ${event.clientY}`; });
    picture.addEventListener("pointermove", (event) => {
        if (event.buttons === 1) {
            move(event.movementX, event.movementY);
        }
    });
    return { zoom, whole };
};

const chosen = (shapes, near, wanted) => {
    if (wanted !== "") {
        return shapes.filter((it) => it.name === wanted || near.get(wanted).has(it.name));
    }
    return shapes.length <= MOST ? shapes
        : [...shapes].sort((a, b) => near.get(b.name).size - near.get(a.name).size).slice(0, MOST);
};

const draw = (all, how) => {
    const shapes = drawn(all);
    const { put, size } = places(shapes);
    const lines = shapes.flatMap((it) => it.references.filter((each) => put.has(each.table))
        .map((each) => line(put.get(it.name), put.get(each.table), it, each)));
    const content = svg("g", {}, lines, shapes.map((it) => box(it, put.get(it.name), how)));
    const picture = svg("svg",
        {
            class: "picture", tabindex: "0", role: "img",
            "aria-label": `Diagram of ${count(shapes.length, "table")} and ${count(lines.length, "foreign key")}. Plus and minus zoom, arrows move, 0 shows all. The section Tables has the same in words.`,
        },
        svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto" },
            svg("path", { class: "arrow", d: "M0 0L8 4L0 8z" }))),
        content);
    return { picture, ...zooming(picture, content, size) };
};

const diagram = (data) =>
    looked(data.shapes, (shapes) => {
        if (shapes.length === 0) {
            return [empty("There are no tables.")];
        }
        const near = neighbours(shapes);
        const short = shortName(shapes);
        const frame = el("div", { class: "frame" });
        const note = el("p", { class: "small", role: "status" });
        let shown;
        const choice = el("select", { id: "chosen", change: () => redraw() },
            el("option", { value: "" }, shapes.length <= MOST ? "All tables" : `The ${MOST} with the most references`),
            shapes.map((it) => el("option", { value: it.name }, short(it.name))));
        const choose = (name) => { choice.value = choice.value === name ? "" : name; redraw(); };
        const redraw = () => {
            const some = chosen(shapes, near, choice.value);
            shown = draw(some, { short, choose, wanted: choice.value });
            frame.replaceChildren(shown.picture);
            note.textContent = `${count(some.length, "table")} of ${shapes.length.toLocaleString("en")}. A click on a table shows it with its neighbours.`;
            shown.whole();
        };
        charts.push({ chart: frame, draw: redraw });
        const button = (text, name, click) => el("button", { type: "button", class: "button", "aria-label": name, title: name, click }, text);
        return [
            el("div", { class: "bar-of-tools" },
                el("label", { for: "chosen" }, "Show"), choice,
                button("+", "Zoom in", () => shown.zoom(1.25)),
                button("−", "Zoom out", () => shown.zoom(0.8)),
                button("Fit", "Show all of it", () => shown.whole())),
            frame, note];
    });
