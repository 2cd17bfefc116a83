// Elements, and how times, sizes and numbers are written. Texts become text nodes, never HTML.

const TOLD = new Set(["title", "aria-label"]);
const SVG = "http://www.w3.org/2000/svg";

/** What would be seen by nobody, or turn a line around, by its number; as the command line does. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const PLAIN = /^[ -~]*$/;

const visible = (text) =>
    PLAIN.test(text) ? text : text.replace(UNSEEN, (it) => `\\u${it.codePointAt(0).toString(16).padStart(4, "0")}`);

const fill = (node, attributes, children) => {
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === "function") {
            node.addEventListener(name, value);
        } else if (value !== undefined && value !== false) {
            node.setAttribute(name, value === true ? "" : TOLD.has(name) ? visible(value) : value);
        }
    }
    node.append(...children.flat()
        .filter((child) => child !== undefined && child !== "")
        .map((child) => typeof child === "string" ? visible(child) : child));
    return node;
};

const el = (tag, attributes = {}, ...children) =>
    fill(document.createElement(tag), attributes, children);

const svg = (tag, attributes = {}, ...children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);

const byId = (id) => document.getElementById(id);

const count = (number, one, many = one + "s") =>
    `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** Which zone times are shown in: everybody who gets the file sees the same until they choose. */
const zone = { utc: true };

const two = (number) => String(number).padStart(2, "0");

const offset = (date) => {
    const minutes = -date.getTimezoneOffset();
    const size = Math.abs(minutes);
    return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

/** The parts of a moment in that zone. */
const parts = (date) => {
    const there = zone.utc ? date : new Date(date.getTime() - date.getTimezoneOffset() * 60000);
    const [day, rest] = there.toISOString().split("T");
    return { day, time: rest.slice(0, 8), zone: zone.utc ? "UTC" : offset(date) };
};

const momentText = (iso) => {
    const date = new Date(iso);
    if (Number.isNaN(date.getTime())) {
        return iso;
    }
    const { day, time, zone: name } = parts(date);
    return `${day} ${time} ${name}`;
};

const moment = (iso) => el("time", { datetime: iso, class: "moment" }, momentText(iso));

const rewriteMoments = () =>
    document.querySelectorAll("time.moment").forEach((time) => {
        time.textContent = momentText(time.dateTime);
    });

const duration = (ms) => {
    if (ms < 1000) {
        return `${ms} ms`;
    }
    const seconds = ms / 1000;
    if (seconds < 60) {
        return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
    }
    const whole = Math.round(seconds);
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor((whole % 3600) / 60);
    return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
};

const bytes = (number) => {
    const units = ["bytes", "kB", "MB", "GB", "TB", "PB"];
    let unit = 0;
    let size = number;
    while (size >= 1024 && unit < units.length - 1) {
        size /= 1024;
        unit++;
    }
    return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
};

const label = (migration) =>
    migration.repeatable ? `r_${migration.name}` : `${migration.version} ${migration.name}`;

const badge = (text, kind, title) => el("span", { class: `badge ${kind}`, title }, text);

const unknown = (text = "not recorded") => el("span", { class: "unknown" }, text);

/** A bar of a part of the greatest value; its number stands beside it. */
const bar = (value, most) => {
    const node = el("span", { class: "bar", "aria-hidden": "true" });
    node.style.setProperty("--part", most > 0 ? Math.max(0.004, value / most) : 0);
    return node;
};

/** A text of several lines as it stands. */
const code = (text, name) => el("pre", { tabindex: "0", role: "region", "aria-label": name }, el("code", {}, text));

const more = (summary, ...content) =>
    el("details", {}, el("summary", {}, summary), el("div", { class: "more" }, ...content));

const empty = (text) => el("p", { class: "empty" }, text);

/** What was seen, or why nobody looked. */
const looked = (part, shown) =>
    part.seen === undefined
        ? [el("p", { class: "unseen" }, el("strong", {}, "Not looked at. "), part.reason)]
        : shown(part.seen);
