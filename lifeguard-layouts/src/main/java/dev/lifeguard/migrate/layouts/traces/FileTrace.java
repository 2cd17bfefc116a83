package dev.lifeguard.migrate.layouts.traces;

import java.util.List;
import java.util.regex.Pattern;

/** What tells that a file of SQL is another tool's; what stands first is looked for first. */
enum FileTrace {
    LIQUIBASE(
            "begins with --liquibase formatted sql",
            "liquibase-sql",
            ".*",
            "(?si)\\A[\\s\\xEF\\xBB\\xBF]*--\\s*liquibase\\s+formatted\\s+sql\\b.*"),
    GOOSE("has a line -- +goose Up", "goose", ".*", line("--\\s*\\+goose\\s+up\\b")),
    FLYWAY(
            "is named like Flyway's files",
            "flyway",
            "(?:.*/)?(?:[VU][0-9][0-9._]*__[^/]*|R__[^/]*)\\.(?i:sql)",
            "(?s).*"),
    PRISMA("stands where Prisma has it", "prisma", "[^/]+/migration\\.sql", "(?s).*"),
    DIESEL("stands where diesel has it", "diesel", "[^/]+/(?:up|down)\\.sql", "(?s).*"),
    /** Without its mark such a name is nobody's in particular. */
    NODE_PG(
            "has a time in milliseconds before its name, as node-pg-migrate's files",
            "node-pg-migrate-sql",
            "(?:[0-9]{13}|[0-9]{17})[_-][^/]*\\.sql",
            line("--\\s*up migration\\b")),
    DBMATE(
            "has a line -- migrate:up, as dbmate's files",
            "dbmate",
            "(?![0-9]{14}_)[0-9]+[^/]*\\.sql",
            line("--\\s*migrate:up\\b")),
    /** Such a line is dbmate's alone, and the names are this project's own. */
    DBMATE_OPTION(
            "has a line -- migrate:up transaction:false, as dbmate's files",
            "dbmate",
            "[0-9]+[^/]*\\.sql",
            line("--\\s*migrate:(?:up|down)\\s+transaction:")),
    /** Both tools name halves so. */
    PAIRS(
            "is one half of a pair, as golang-migrate's and sqlx's files are",
            "golang-migrate sqlx",
            "(?![0-9]{14}_)[0-9]+_[^/]*\\.(?:up|down)\\.sql",
            "(?s).*"),
    /** Only sqlx writes that word alone, and the names are this project's own, too. */
    SQLX_OPTION(
            "begins with -- no-transaction, as sqlx's files",
            "sqlx",
            "[0-9]+_[^/]*\\.sql",
            "(?si)\\A--\\s*no-transaction\\b.*"),
    SQLX(
            "has a number and no marks, as sqlx's files",
            "sqlx",
            "(?![0-9]{14}_)[0-9]+_[^/.]*\\.sql",
            "(?si)(?!.*^\\s*--\\s*(?:up migration|down migration|migrate:|lifeguard\\s*:)).*");

    private final String saw;
    private final String layouts;
    private final Pattern name;

    private final Pattern text;

    FileTrace(String saw, String layouts, String name, String text) {
        this.saw = saw;
        this.layouts = layouts;
        this.name = Pattern.compile(name);
        this.text = Pattern.compile(text, Pattern.MULTILINE);
    }

    private static String line(String comment) {
        return "(?si).*^\\s*" + comment + ".*";
    }

    boolean isIn(String path, String content) {
        return name.matcher(path).matches() && text.matcher(content).matches();
    }

    /** Whether one such file tells of all, though most files of that tool have nothing of it. */
    boolean tellsOfAll() {
        return this == DBMATE_OPTION || this == SQLX_OPTION;
    }

    /** What was seen of it, behind its name. */
    String saw() {
        return saw;
    }

    List<String> layouts() {
        return List.of(layouts.split(" ", -1));
    }
}
