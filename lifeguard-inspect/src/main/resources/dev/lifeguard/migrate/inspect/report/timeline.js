// The picture of what ran when and how long: each migration a dot.

const DAY = 86400;

const STEPS = [
    0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 4 * 3600, DAY, 2 * DAY, 7 * DAY, 30 * DAY, 91 * DAY, 182 * DAY,
    365 * DAY, 730 * DAY, 1826 * DAY,
].map((seconds) => seconds * 1000);

const MARGIN = { left: 64, right: 20, top: 14, bottom: 30 };
const HEIGHT = 240;

/** So that no dot stands on the edge. */
const INSET = 12;

const across = (from, to, width) => {
    const room = width - MARGIN.left - MARGIN.right - 2 * INSET;
    return (time) => MARGIN.left + INSET + (to === from ? room / 2 : ((time - from) / (to - from)) * room);
};

/** Durations by their logarithm: a millisecond and an hour are both to be seen. */
const upwards = (most) => {
    const top = Math.log10(Math.max(100, most) * 1.3);
    const room = HEIGHT - MARGIN.top - MARGIN.bottom;
    return (ms) => HEIGHT - MARGIN.bottom - (Math.log10(Math.max(1, ms)) / top) * room;
};

const tickText = (time, step) => {
    const { day, time: clock } = parts(new Date(time));
    if (step >= 86400000) {
        return step >= 28 * 86400000 ? day.slice(0, 7) : day;
    }
    if (step >= 60000) {
        return clock.slice(0, 5);
    }
    return step >= 1000 ? clock : `${clock}.${Math.floor((time % 1000) / 100)}`;
};

const ticks = (from, to, width) => {
    const most = Math.max(2, Math.floor((width - 80) / 96));
    const step = STEPS.find((each) => (to - from) / each <= most) ?? STEPS.at(-1);
    const all = [];
    for (let at = Math.ceil(from / step) * step; at <= to && all.length < 40; at += step) {
        all.push([at, tickText(at, step)]);
    }
    return all;
};

const grid = (x, y, from, to, most, width) => {
    const lines = [1, 10, 100, 1000, 10000, 60000, 600000, 3600000, 36000000]
        .filter((ms) => ms <= Math.max(100, most) * 1.3)
        .map((ms) => [
            svg("line", {
                class: "grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: y(ms), y2: y(ms),
            }),
            svg("text", { class: "tick", x: MARGIN.left - 10, y: y(ms) + 4, "text-anchor": "end" },
                duration(ms).replace(".00", "").replace(".0", "").replace(" 0 s", "")),
        ]);
    const times = ticks(from, to, width).map(([at, text]) =>
        svg("text", { class: "tick", x: x(at), y: HEIGHT - 8, "text-anchor": "middle" }, text));
    return [...lines.flat(), ...times];
};

const dot = (migration, x, y, crowd) =>
    svg("circle",
        {
            class: `dot${migration.ms === undefined ? " unmeasured" : ""}${crowd ? " crowd" : ""}`,
            cx: x(Date.parse(migration.at)).toFixed(1),
            cy: y(migration.ms ?? 0).toFixed(1),
            r: crowd ? 2.5 : 4.5,
            "data-id": migration.id,
            // Only for the dot that is pointed at: there may be thousands.
            pointerenter: (event) => event.target.replaceChildren(svg("title", {}, dotText(migration))),
        });

const dotText = (it) =>
    `${label(it)}, ${momentText(it.at)}, ${it.ms === undefined ? "not measured" : duration(it.ms)}`;

const slowestText = (slowest, x, y, width) => {
    const at = x(Date.parse(slowest.at));
    const right = at > width / 2;
    return svg("text",
        {
            class: "callout", x: at + (right ? -10 : 10), y: y(slowest.ms) + 4,
            "text-anchor": right ? "end" : "start",
        },
        `${slowest.name.slice(0, 40)}, ${duration(slowest.ms)}`);
};

const drawTimeline = (holder, applied) => {
    const width = Math.max(280, holder.clientWidth);
    const times = applied.map((each) => Date.parse(each.at));
    const from = times.reduce((a, b) => Math.min(a, b));
    const to = times.reduce((a, b) => Math.max(a, b));
    const measured = applied.filter((each) => each.ms !== undefined);
    const slowest = measured.reduce((a, b) => (a && a.ms >= b.ms ? a : b), undefined);
    const x = across(from, to, width);
    const y = upwards(slowest?.ms ?? 0);
    holder.replaceChildren(
        svg("svg",
            {
                width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "img",
                "aria-label": `${count(applied.length, "migration")} from ${momentText(new Date(from).toISOString())} to ${momentText(new Date(to).toISOString())}${
                    slowest ? `; the slowest is ${label(slowest)} with ${duration(slowest.ms)}` : ""}. The table below has all of them.`,
                click: (event) => {
                    const row = byId(`m${event.target.dataset.id}`);
                    row?.scrollIntoView({ block: "center" });
                    row?.focus();
                },
            },
            grid(x, y, from, to, slowest?.ms ?? 0, width),
            applied.map((each) => dot(each, x, y, applied.length > 400)),
            slowest ? slowestText(slowest, x, y, width) : ""));
};
