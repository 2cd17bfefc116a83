// The page: puts the sections together, and answers its reader.

/** What is drawn to the width that it gets. */
const charts = [];

const SECTIONS = [
    { id: "timeline", title: "Timeline", of: ["applied"], make: timeline, count: (data) => data.applied.length },
    { id: "pending", title: "Pending", of: ["pending", "lint"], make: pending, count: (data) => data.pending.length },
    { id: "problems", title: "Problems", of: ["problems", "warnings"], make: problems, count: (data) => data.problems.length + data.warnings.length },
    { id: "drift", title: "Drift", of: ["drift"], make: drift, count: (data) => data.drift.seen?.length },
    { id: "locks", title: "Locks", of: ["lock", "waiting"], make: locks, count: (data) => data.waiting.seen?.length },
    { id: "batches", title: "Batches", of: ["batches"], make: batches, count: (data) => data.batches.seen?.length },
    { id: "tables", title: "Tables", of: ["sizes", "shapes"], make: sizes, count: (data) => data.sizes.seen?.length },
    { id: "diagram", title: "Diagram", of: ["shapes"], make: diagram, count: () => undefined },
    { id: "log", title: "Log", of: ["runs"], make: log, count: (data) => data.runs.seen?.length },
];

const tile = (id, value, title, note, kind) =>
    el("li", {},
        el("a", { class: `tile ${kind}`, href: `#${id}` },
            el("span", { class: "value" }, value), el("span", { class: "title" }, title),
            el("span", { class: "note" }, note)));

const lintTile = (data) => {
    if (data.lint.seen === undefined) {
        return tile("pending", "–", "Lint", "not looked at", "quiet");
    }
    const bad = data.lint.seen.filter((it) => it.level === "ERROR").length;
    return tile("pending", String(data.lint.seen.length), "Lint findings",
        bad > 0 ? count(bad, "error") : "no errors", bad > 0 ? "bad" : "good");
};

const driftTile = (data) =>
    data.drift.seen === undefined
        ? tile("drift", "–", "Drift", "not looked at", "quiet")
        : tile("drift", String(data.drift.seen.length), "Drift",
            data.drift.seen.length > 0 ? "objects differ" : "the schema fits", data.drift.seen.length > 0 ? "warn" : "good");

const overview = (data) => {
    const last = data.applied.filter((it) => !it.repeatable).at(-1) ?? data.applied.at(-1);
    const { product, version } = data.database;
    return el("section", { id: "overview", "aria-labelledby": "overview-title" },
        el("h2", { id: "overview-title", class: "hidden" }, "Overview"),
        el("ul", { class: "tiles" },
            tile("timeline", data.applied.length.toLocaleString("en"), "Applied", last ? `last: ${last.name}` : "nothing yet", "quiet"),
            tile("pending", data.pending.length.toLocaleString("en"), "Pending", data.pending.length > 0 ? "to be applied" : "up to date", data.pending.length > 0 ? "info" : "good"),
            tile("problems", data.problems.length.toLocaleString("en"), "Problems", data.warnings.length > 0 ? count(data.warnings.length, "warning") : data.problems.length > 0 ? "do not fit together" : "all fits together", data.problems.length > 0 ? "bad" : "good"),
            lintTile(data), driftTile(data)),
        el("p", { class: "small" }, `${product} ${version}, history in ${data.database.stateTable}`));
};

const section = (each, data) => {
    const number = each.count(data);
    return el("section", { id: each.id, "aria-labelledby": `${each.id}-title` },
        el("h2", { id: `${each.id}-title` }, each.title, number === undefined ? "" : el("span", { class: "count" }, number.toLocaleString("en"))),
        ...each.make(data));
};

let shown;

/** Makes the sections whose data are other than before. */
const show = (data) => {
    const before = shown;
    shown = data;
    const changed = (keys) => !before || keys.some((key) => JSON.stringify(before[key]) !== JSON.stringify(data[key]));
    const focused = document.activeElement?.id;
    const put = (id, node) => byId(id) ? byId(id).replaceWith(node) : byId("main").append(node);
    if (changed(["applied", "pending", "problems", "warnings", "lint", "drift"])) {
        put("overview", overview(data));
    }
    SECTIONS.filter((each) => changed(each.of)).forEach((each) => {
        searched.delete(each.id);
        charts.splice(0, charts.length, ...charts.filter(({ chart }) => !byId(each.id)?.contains(chart)));
        put(each.id, section(each, data));
    });
    charts.filter((it) => !it.drawn).forEach((it) => { it.draw(); it.drawn = true; });
    contents(data);
    find();
    if (focused && document.activeElement === document.body) {
        byId(focused)?.focus();
    }
};

const contents = (data) =>
    byId("contents").replaceChildren(
        el("ul", {}, SECTIONS.map((each) =>
            el("li", {}, el("a", { href: `#${each.id}` }, each.title,
                el("span", { class: "count", "data-section": each.id }, each.count(data)?.toLocaleString("en") ?? ""))))));

const find = () => {
    const query = byId("search").value.trim();
    const found = search(query);
    document.body.classList.toggle("searching", query !== "");
    let all = 0;
    SECTIONS.forEach((each) => {
        const hits = found.get(each.id) ?? 0;
        all += hits;
        const number = query === "" ? each.count(shown) : hits;
        document.querySelector(`nav [data-section="${each.id}"]`).textContent = number?.toLocaleString("en") ?? "";
        byId(each.id).classList.toggle("nothing", query !== "" && hits === 0);
    });
    byId("found").textContent = query === "" ? "" : `${all === 0 ? "Nothing" : count(all, "entry", "entries")} found for “${query}”.`;
};

/** Remembers a choice where the browser lets a page do that, which it may not for a file. */
const remembered = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* It holds for now. */ } },
};

const THEMES = ["auto", "light", "dark"];

const setTheme = (theme) => {
    document.documentElement.dataset.theme = theme;
    byId("theme").textContent = { auto: "Theme: auto", light: "Theme: light", dark: "Theme: dark" }[theme];
    remembered.set("lifeguard-theme", theme);
};

const setZone = (utc) => {
    zone.utc = utc;
    byId("zone").textContent = utc ? "Times: UTC" : "Times: local";
    byId("zone").title = utc ? "Show times in this machine's zone" : "Show times in UTC";
    byId("at").textContent = momentText(document.body.dataset.at);
    rewriteMoments();
    charts.filter((it) => it.drawn).forEach((it) => it.draw());
};

const answerReader = () => {
    let waiting;
    byId("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 80); });
    document.addEventListener("keydown", (event) => {
        const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
        if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            byId("search").focus();
        } else if (event.key === "Escape" && event.target === byId("search")) {
            byId("search").value = "";
            find();
        }
    });
    byId("theme").addEventListener("click", () => {
        const at = THEMES.indexOf(document.documentElement.dataset.theme);
        setTheme(THEMES[(at + 1) % THEMES.length]);
    });
    byId("zone").addEventListener("click", () => setZone(!zone.utc));
    let width = innerWidth;
    addEventListener("resize", () => {
        if (innerWidth !== width) {
            width = innerWidth;
            charts.forEach((it) => it.draw());
        }
    });
    const unfolded = () => document.querySelectorAll(".finding details:not([open])");
    let opened = [];
    addEventListener("beforeprint", () => {
        charts.forEach((it) => it.draw());
        opened = [...unfolded()];
        opened.forEach((it) => { it.open = true; });
    });
    addEventListener("afterprint", () => opened.forEach((it) => { it.open = false; }));
};

/** Who changes the database now, as far as its lock tells. */
const liveText = () => {
    const [holder] = shown.lock.seen ?? [];
    return holder && holder.liveness !== "DEAD"
        ? `Live: ${visible(holder.holder)} holds the lock of the migrations.`
        : "Live: this page follows the database. Nobody holds the lock of the migrations.";
};

/** Only what is new: it is read out to whoever listens. */
const tell = (kind, text) => {
    const live = byId("live");
    live.hidden = false;
    live.classList.toggle("lost", kind === "lost");
    if (live.textContent !== text) {
        live.textContent = text;
    }
};

/** Asks the server again and again; a page of thousands gets time to be drawn in between. */
const follow = async () => {
    let known;
    tell("", liveText());
    for (;;) {
        await new Promise((done) => { setTimeout(done, 1000); });
        try {
            const answer = await fetch("data.json", { headers: known ? { "If-None-Match": known } : {} });
            if (answer.status === 200) {
                known = answer.headers.get("ETag");
                const begin = performance.now();
                show(await answer.json());
                await new Promise((done) => { setTimeout(done, 2 * (performance.now() - begin)); });
            } else if (answer.status !== 304) {
                throw new Error((await answer.json()).error);
            }
            document.body.dataset.at = new Date().toISOString();
            byId("at").textContent = momentText(document.body.dataset.at);
            tell("", liveText());
        } catch (error) {
            tell("lost", error instanceof TypeError
                ? "The server of this page has ended. What is shown is what it saw last."
                : `The database cannot be asked: ${error.message}`);
        }
    }
};

byId("plain").remove();
byId("tools").hidden = false;
byId("contents").hidden = false;
answerReader();
setTheme(THEMES.includes(remembered.get("lifeguard-theme")) ? remembered.get("lifeguard-theme") : "auto");
setZone(true);
show(JSON.parse(byId("data").textContent));
if (document.body.dataset.mode === "live") {
    follow();
}
