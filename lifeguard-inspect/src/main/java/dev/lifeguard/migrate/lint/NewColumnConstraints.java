package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.LockMode.SHARE_ROW_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.BRIEF;
import static dev.lifeguard.migrate.inspect.trace.Work.BUILD;
import static dev.lifeguard.migrate.inspect.trace.Work.SCAN;

import dev.lifeguard.migrate.lint.AlterTableChecks.Altered;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The constraints of a new column. */
final class NewColumnConstraints {

    private static final Pattern ACTIONS =
            Pattern.compile("(?i)\\b(ON\\s+(DELETE|UPDATE)|MATCH|DEFERRABLE|INITIALLY)\\b");

    private NewColumnConstraints() {}

    static void look(NewColumn added, Consumer<Diagnosis> out) {
        Altered it = added.it();
        for (String contype : List.of("CONSTR_UNIQUE", "CONSTR_PRIMARY")) {
            if (added.constraint(contype).isPresent()) {
                out.accept(builds(added, contype.equals("CONSTR_PRIMARY")));
            }
        }
        added.constraint("CONSTR_CHECK")
                .ifPresent(
                        check ->
                                out.accept(
                                        Diagnosis.of(
                                                        LintRule.INLINE_CHECK_ON_NEW_COLUMN,
                                                        "The CHECK of %s reads all of %s, though"
                                                            + " the column is the same in all rows,"
                                                            + " and nobody reads or writes the"
                                                            + " table until that is done.",
                                                        added.name(),
                                                        it.sql())
                                                .about(it.table())
                                                .lock(it.table(), ACCESS_EXCLUSIVE, SCAN)
                                                .safe("%s", later(added, check))));
        added.constraint("CONSTR_FOREIGN").ifPresent(key -> foreignKey(added, key, out));
    }

    private static String later(NewColumn added, PgNode check) {
        String text = added.it().subject().text();
        int open = text.indexOf('(', check.position().orElse(0));
        String name =
                check.has("conname")
                        ? Identifier.quoted(check.text("conname"))
                        : added.it().made(added.column().text("colname"), "check");
        return "%s\nALTER TABLE %s ADD CONSTRAINT %s CHECK (%s)%s NOT VALID;\n-- in the next migration:\nALTER TABLE %s VALIDATE CONSTRAINT %s;"
                .formatted(
                        added.plain(),
                        added.it().sql(),
                        name,
                        SqlPart.from(text, open + 1),
                        check.flag("is_no_inherit") ? " NO INHERIT" : "",
                        added.it().sql(),
                        name);
    }

    private static Diagnosis builds(NewColumn added, boolean primary) {
        Altered it = added.it();
        String index = it.made(added.column().text("colname"), primary ? "pkey" : "key");
        return Diagnosis.of(
                        primary ? LintRule.PK_BUILDS_INDEX : LintRule.UNIQUE_BUILDS_INDEX,
                        "The key of the new column %s builds an index of all of %s, and nobody"
                                + " reads or writes the table until that is done.",
                        added.name(),
                        it.sql())
                .about(it.table())
                .lock(it.table(), ACCESS_EXCLUSIVE, BUILD)
                .safe(
                        "%s%n-- in the next migration:%n%sCREATE UNIQUE INDEX CONCURRENTLY %s ON %s"
                            + " (%s);%n-- in the one after that:%nALTER TABLE %s ADD CONSTRAINT %s"
                            + " %s USING INDEX %s;",
                        added.plain(),
                        IndexChecks.ALONE,
                        index,
                        it.sql(),
                        added.name(),
                        it.sql(),
                        index,
                        primary ? "PRIMARY KEY" : "UNIQUE",
                        index);
    }

    private static void foreignKey(NewColumn added, PgNode key, Consumer<Diagnosis> out) {
        Altered it = added.it();
        PgNode parentName = key.node("pktable").orElseThrow();
        Table parent = it.subject().table(parentName);
        boolean reads = added.defaultValue().isPresent();
        String name =
                key.has("conname")
                        ? Identifier.quoted(key.text("conname"))
                        : it.made(added.column().text("colname"), "fkey");
        boolean more = ACTIONS.matcher(it.subject().part(key)).find();
        String keys = Identifier.list(Constraints.strings(key.list("pk_attrs")));
        out.accept(
                Diagnosis.of(
                                LintRule.INLINE_FK_ON_NEW_COLUMN,
                                "REFERENCES on a new column keeps readers of %s away%s, and writers"
                                        + " of %s as well.",
                                it.sql(),
                                reads
                                        ? " while each row is looked up, since it has a default"
                                        : " for a moment",
                                Name.of(parentName).sql())
                        .about(it.table())
                        .lock(it.table(), ACCESS_EXCLUSIVE, reads ? SCAN : BRIEF)
                        .lock(parent, SHARE_ROW_EXCLUSIVE, BRIEF)
                        .safe(
                                "%s%n-- in the next migration:%nALTER TABLE %s ADD CONSTRAINT %s"
                                    + " FOREIGN KEY (%s) REFERENCES %s%s%s NOT VALID;%n-- in the"
                                    + " one after that:%nALTER TABLE %s VALIDATE CONSTRAINT %s;",
                                added.plain(),
                                it.sql(),
                                name,
                                added.name(),
                                Name.of(parentName).sql(),
                                keys.isEmpty() ? "" : " (" + keys + ")",
                                more ? " …" : "",
                                it.sql(),
                                name));
    }
}
