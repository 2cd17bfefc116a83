// The sections, each a function of the data.

const LEVELS = { ERROR: "bad", WARNING: "warn", INFO: "info" };

const marks = (migration) => [
    migration.repeatable && badge("repeatable", "quiet", "It runs again whenever its file changes"),
    migration.baseline && badge("baseline", "quiet", "It stands for everything before it"),
    migration.late && badge("out of order", "warn", "Applied after a newer one"),
    migration.ahead && badge("no file", "warn", "Newer than every file here"),
    migration.noFile && badge("no file", "quiet", "Its file is gone"),
    migration.edited && badge("edited", "info", "Its file has changed, so it runs again"),
].filter(Boolean);

const name = (migration) => [
    el("span", { class: "version" }, migration.version ?? "r_"),
    el("span", { class: "name" }, migration.name),
    ...marks(migration),
];

const timeline = (data) => {
    const applied = [...data.applied].reverse();
    if (applied.length === 0) {
        return [empty("Nothing is applied yet.")];
    }
    const most = applied.reduce((all, each) => Math.max(all, each.ms ?? 0), 0);
    const columns = [
        { name: "Migration", cell: name, sort: (it) => it.version ?? `r_${it.name}`, kind: "main" },
        { name: "Applied", cell: (it) => moment(it.at), sort: (it) => Date.parse(it.at), first: -1 },
        {
            name: "Took", kind: "number", first: -1, sort: (it) => it.ms,
            cell: (it) => it.ms === undefined
                ? unknown("not measured") : [bar(it.ms, most), duration(it.ms)],
        },
        { name: "By", cell: (it) => it.by ?? unknown(), sort: (it) => it.by, kind: "who" },
    ];
    const chart = el("div", { class: "chart" });
    charts.push({ chart, draw: () => drawTimeline(chart, applied) });
    const rows = table("timeline", "Applied migrations", columns, applied,
        (it) => `${label(it)} ${it.by ?? ""} ${it.at.slice(0, 10)}`, (it) => `m${it.id}`);
    return [chart, rows];
};

const finding = (it) =>
    el("li", { class: "finding" },
        el("p", {},
            badge(it.level.toLowerCase(), LEVELS[it.level]), " ",
            el("strong", {}, it.rule), " ",
            el("span", { class: "place" }, `${it.file}:${it.line}`)),
        el("p", {}, it.message),
        it.statement || it.safeWay
            ? more("Statement and safe way",
                it.statement ? code(it.statement, "Statement") : "",
                it.safeWay ? [el("p", { class: "small" }, "The safe way:"), code(it.safeWay, "Safe way")] : "")
            : "");

const pending = (data) => {
    const found = data.lint.seen ?? [];
    const note = data.lint.seen === undefined && data.pending.length > 0
        ? looked({ reason: `${data.lint.reason}` }, () => []) : [];
    if (data.pending.length === 0) {
        return [empty("Nothing is pending: the database has all migrations.")];
    }
    const byMigration = Map.groupBy
        ? Map.groupBy(found, (it) => it.id)
        : found.reduce((all, it) => all.set(it.id, [...(all.get(it.id) ?? []), it]), new Map());
    const cards = data.pending.map((it) => {
        const its = byMigration.get(it.id) ?? [];
        return searchable("pending",
            el("li", { class: "card" },
                el("h3", {}, name(it), it.done === undefined ? "" : badge(`part-way: ${count(it.done, "statement")} done`, "bad")),
                its.length > 0 ? el("ul", { class: "findings" }, its.map(finding))
                    : data.lint.seen ? el("p", { class: "small" }, "Lint finds nothing.") : ""),
            `${label(it)} ${its.map((each) => `${each.rule} ${each.message} ${each.level}`).join(" ")}`);
    });
    return [...note, el("ol", { class: "cards chunks" }, cards)];
};

const problems = (data) => {
    const all = [
        ...data.problems.map((it) =>
            searchable("problems",
                el("li", { class: "card" },
                    el("p", {}, badge(it.code, "bad"), " ",
                        it.file ? el("span", { class: "place" }, it.line ? `${it.file}:${it.line}` : it.file) : ""),
                    el("p", { class: "message" }, it.message)),
                `${it.code} ${it.message} ${it.file ?? ""}`)),
        ...data.warnings.map((it) =>
            searchable("problems",
                el("li", { class: "card" }, badge("warning", "warn"), el("p", { class: "message" }, it)), it)),
    ];
    return all.length === 0
        ? [empty("Migrations and history fit together.")]
        : [el("ul", { class: "cards chunks" }, all)];
};

const KINDS = { MISSING: "bad", EXTRA: "warn", CHANGED: "info" };

const difference = (it) =>
    searchable("drift",
        el("li", { class: "card" },
            el("h3", {}, badge(it.kind.toLowerCase(), KINDS[it.kind]), " ",
                el("span", { class: "place" }, it.type.toLowerCase().replaceAll("_", " ")), " ", it.object),
            el("div", { class: "beside" },
                it.expected ? el("div", {}, el("p", { class: "small" }, "The migrations make"), code(it.expected, "Expected")) : "",
                it.actual ? el("div", {}, el("p", { class: "small" }, "The database has"), code(it.actual, "Actual")) : "")),
        `${it.kind} ${it.type} ${it.object} ${it.expected ?? ""} ${it.actual ?? ""}`);

const drift = (data) =>
    looked(data.drift, (seen) =>
        seen.length === 0
            ? [empty("The schema is what the applied migrations make.")]
            : [el("ul", { class: "cards chunks" }, seen.map(difference))]);

const fact = (term, value) => (value === undefined ? [] : [el("dt", {}, term), el("dd", {}, value)]);

const holder = (it) =>
    el("div", { class: "card" },
        el("h3", {}, "Held by ", it.holder, " ",
            it.liveness === "DEAD" ? badge("dead: the next run takes over", "warn")
                : badge(it.liveness === "ALIVE" ? "alive" : "nobody can tell whether it lives", it.liveness === "ALIVE" ? "good" : "warn")),
        el("dl", { class: "facts" },
            fact("since", moment(it.since)),
            fact("server process", it.process),
            fact("its session is", it.state),
            it.statement ? [el("dt", {}, "last statement"), el("dd", {}, code(it.statement, "Statement"))] : []));

const waitingColumns = [
    { name: "Process", cell: (it) => String(it.process), sort: (it) => it.process },
    { name: "Waits for", cell: (it) => it.relation ?? unknown("no relation"), sort: (it) => it.relation, kind: "main" },
    { name: "Mode", cell: (it) => it.mode, sort: (it) => it.mode },
    { name: "Since", cell: (it) => duration(it.ms), sort: (it) => it.ms, kind: "number" },
    { name: "Behind", cell: (it) => it.blockers.join(", ") || unknown("nobody any more") },
    { name: "Statement", cell: (it) => el("code", {}, it.statement), kind: "wide" },
];

const locks = (data) => [
    el("h3", {}, "The lock of the migrations"),
    ...looked(data.lock, (seen) => (seen.length === 0 ? [empty("Nobody holds it.")] : seen.map(holder))),
    el("h3", {}, "Sessions that wait for a lock now"),
    ...looked(data.waiting, (seen) =>
        seen.length === 0 ? [empty("None.")]
            : [table("locks", "Sessions that wait for a lock", waitingColumns, seen,
                (it) => `${it.process} ${it.relation ?? ""} ${it.mode} ${it.application} ${it.statement}`)]),
    el("p", { class: "unseen" }, el("strong", {}, "Not recorded: "),
        "how often earlier runs tried and what they waited for locks. ",
        el("code", {}, "lifeguard-migrate up --output json"),
        " tells both of each migration that it applies (attempts, lockWaitMs)."),
];

const STATES = { DONE: "good", RUNNING: "info", PENDING: "quiet", PAUSED: "warn", FAILED: "bad", CANCELLED: "bad" };

const batch = (it) =>
    searchable("batches",
        el("li", { class: "card" },
            el("h3", {}, name(it), badge(it.state.toLowerCase(), STATES[it.state])),
            el("dl", { class: "facts" },
                fact("rows changed", it.rows.toLocaleString("en")),
                fact("batches", it.batches.toLocaleString("en")),
                fact("rows a second", it.perSecond > 0 ? it.perSecond.toLocaleString("en") : undefined),
                fact("time left", it.secondsLeft === undefined ? undefined : duration(it.secondsLeft * 1000)),
                fact("last key", it.cursor), fact("ends at", it.last)),
            it.error ? el("p", { class: "message" }, it.error) : ""),
        `${label(it)} ${it.state}`);

const batches = (data) =>
    looked(data.batches, (seen) =>
        seen.length === 0 ? [empty("No migration runs in batches.")] : [el("ul", { class: "cards" }, seen.map(batch))]);

/** Names without their schema, where all have the same one. */
const shortName = (all) => {
    const schemas = new Set(all.map((it) => it.name.slice(0, it.name.indexOf(".") + 1)));
    const [only] = schemas;
    return schemas.size === 1 ? (name) => name.startsWith(only) ? name.slice(only.length) : name : (name) => name;
};

const sizes = (data) =>
    looked(data.sizes, (seen) => {
        if (seen.length === 0) {
            return [empty("There are no tables.")];
        }
        const most = seen.reduce((all, it) => Math.max(all, it.bytes ?? 0), 0);
        const shapes = new Map((data.shapes.seen ?? []).map((it) => [it.name, it]));
        const short = shortName(seen);
        const refers = (it) => [...new Set((shapes.get(it.name)?.references ?? []).map((each) => short(each.table)))];
        const rows = [...seen].sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0) || (a.name < b.name ? -1 : 1));
        const size = (key) => (it) => it[key] === undefined ? unknown("not known") : bytes(it[key]);
        return [table("tables", "Tables and their sizes", [
            { name: "Table", cell: (it) => short(it.name), sort: (it) => it.name, kind: "main" },
            { name: "Rows, estimated", kind: "number", first: -1, sort: (it) => it.rows,
                cell: (it) => it.rows === undefined ? unknown("not known") : it.rows.toLocaleString("en") },
            { name: "On disk", kind: "number", first: -1, sort: (it) => it.bytes,
                cell: (it) => it.bytes === undefined ? unknown("not known") : [bar(it.bytes, most), bytes(it.bytes)] },
            { name: "Its indexes", kind: "number", first: -1, sort: (it) => it.indexBytes, cell: size("indexBytes") },
            { name: "Refers to", cell: (it) => refers(it).join(", ") || "–", kind: "wide" },
        ], rows, (it) => `${it.name} ${(shapes.get(it.name)?.columns ?? []).map((each) => each.name).join(" ")}`)];
    });

const OUTCOMES = { SUCCEEDED: ["succeeded", "good"], FAILED: ["failed", "bad"], NO_END: ["no end", "warn"] };

const took = (run) => run.began && run.ended ? Date.parse(run.ended) - Date.parse(run.began) : undefined;

/** The list is made when somebody opens it: one run may have thousands. */
const done = (run) => {
    if (run.migrations.length === 0) {
        return run.detail ?? "–";
    }
    const list = el("ol", { class: "plainlist" });
    const open = more(count(run.migrations.length, "migration"), list, run.detail ?? "");
    open.addEventListener("toggle", () => {
        if (list.childElementCount === 0) {
            list.append(...run.migrations.map((each) => el("li", {}, each)));
        }
    });
    return open;
};

const log = (data) =>
    looked(data.runs, (seen) => {
        if (seen.length === 0) {
            return [empty("The log has no run yet.")];
        }
        return [table("log", "Runs", [
            { name: "Run", kind: "main", sort: (it) => it.command,
                cell: (it) => [el("span", { class: "name" }, it.command), badge(...OUTCOMES[it.outcome]), it.code ? badge(it.code, "bad") : ""] },
            { name: "Began", sort: (it) => Date.parse(it.began ?? it.ended), first: -1, cell: (it) => moment(it.began ?? it.ended) },
            { name: "Took", kind: "number", sort: took, first: -1, cell: (it) => took(it) === undefined ? unknown() : duration(took(it)) },
            { name: "By", kind: "who", sort: (it) => it.osUser, cell: (it) => `${it.osUser}@${it.host}${it.user ? `, as ${it.user}` : ""}` },
            { name: "With", sort: (it) => it.application, cell: (it) => `${it.application}${it.tool ? ` ${it.tool}` : ""}, process ${it.process}` },
            { name: "Did", cell: done, kind: "wide" },
        ], [...seen].reverse(), (it) => `${it.command} ${it.outcome} ${it.code ?? ""} ${it.osUser} ${it.host} ${it.user ?? ""} ${it.application} ${it.migrations.join(" ")}`)];
    });
