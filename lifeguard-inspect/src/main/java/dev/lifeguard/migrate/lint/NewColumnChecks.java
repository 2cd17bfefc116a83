package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.SCAN;

import dev.lifeguard.migrate.inspect.trace.Work;
import dev.lifeguard.migrate.lint.AlterTableChecks.Altered;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.Optional;
import java.util.function.Consumer;

/** ADD COLUMN. */
final class NewColumnChecks implements AlterTableChecks.AlterationCheck {

    private static final int HAS_VIRTUAL = 18;

    @Override
    public void look(Altered it, Consumer<Diagnosis> out) {
        Optional<PgNode> definition = it.alteration().definition();
        if (it.is("AT_SetExpression")) {
            out.accept(newExpression(it));
        }
        if (!it.is("AT_AddColumn") || definition.isEmpty() || exists(it, definition.get())) {
            return;
        }
        PgNode column = definition.get();
        int at = column.position().orElse(-1);
        Consumer<Diagnosis> placed = diagnosis -> out.accept(diagnosis.at(at));
        NewColumn added =
                new NewColumn(
                        it,
                        column,
                        Identifier.quoted(column.text("colname")),
                        Columns.type(column).map(PgType::sql).orElse(""));
        rewrites(added, placed);
        required(added, placed);
        NewColumnConstraints.look(added, placed);
        boolean isKey =
                Columns.has(column, "CONSTR_PRIMARY") && !Columns.has(column, "CONSTR_FOREIGN");
        ColumnStyle.look(column, isKey, it.subject(), placed);
    }

    /** PostgreSQL 17 and newer. */
    private static Diagnosis newExpression(Altered it) {
        return Diagnosis.of(
                        LintRule.STORED_GENERATED,
                        "%s is computed anew for each row, so all of %s is written anew, and nobody"
                                + " reads or writes the table until that is done.",
                        Identifier.quoted(it.column()),
                        it.sql())
                .about(it.table())
                .lock(it.table(), ACCESS_EXCLUSIVE, Work.REWRITE)
                .safe(
                        "-- a new column with the new expression, filled by a trigger and in"
                                + " batches; a VIRTUAL one writes nothing");
    }

    private static boolean exists(Altered it, PgNode column) {
        return it.alteration().command().flag("missing_ok")
                && it.table().column(column.text("colname")).isPresent();
    }

    private static void rewrites(NewColumn added, Consumer<Diagnosis> out) {
        Altered it = added.it();
        if (added.isSerial()) {
            String type =
                    Columns.type(added.column()).map(PgType::stored).map(PgType::sql).orElse("");
            String sequence = it.made(added.column().text("colname"), "seq");
            out.accept(
                    added.rewrite(
                                    LintRule.SERIAL_OR_IDENTITY_COLUMN,
                                    "The new column %s numbers each row".formatted(added.name()))
                            .safe(
                                    "ALTER TABLE %s ADD COLUMN %s %s;%nCREATE SEQUENCE %s OWNED BY"
                                        + " %s.%s;%nALTER TABLE %s ALTER COLUMN %s SET DEFAULT"
                                        + " nextval('%s');%n-- then number the old rows in batches",
                                    it.sql(),
                                    added.name(),
                                    type,
                                    sequence,
                                    it.sql(),
                                    added.name(),
                                    it.sql(),
                                    added.name(),
                                    sequence));
        }
        if (added.isStored()) {
            boolean virtual = it.subject().settings().postgresVersion() >= HAS_VIRTUAL;
            out.accept(
                    added.rewrite(
                                    LintRule.STORED_GENERATED,
                                    "%s is computed for each row".formatted(added.name()))
                            .safe(
                                    virtual
                                            ? "-- GENERATED ALWAYS AS (…) VIRTUAL writes nothing"
                                            : added.plain()
                                                    + "\n"
                                                    + "-- then a trigger that computes it, and the"
                                                    + " old rows in batches"));
        }
        added.defaultValue().ifPresent(value -> volatileDefault(added, value, out));
        if (Columns.type(added.column())
                .filter(it.subject().model()::isConstrainedDomain)
                .isPresent()) {
            out.accept(
                    added.rewrite(
                                    LintRule.CONSTRAINED_DOMAIN,
                                    "The domain %s has a CHECK".formatted(added.type()))
                            .safe(
                                    "-- take the type below the domain, and a CHECK of the column"
                                            + " that is NOT VALID first"));
        }
    }

    private static void volatileDefault(NewColumn added, PgNode value, Consumer<Diagnosis> out) {
        Altered it = added.it();
        Optional<Volatility.Call> call = Volatility.suspicious(value, it.subject().model());
        if (call.isEmpty()) {
            return;
        }
        boolean known = call.get().volatility().isPresent();
        String why =
                known
                        ? "%s() is another value for each row".formatted(call.get().function())
                        : "What %s() is declared to be is not known here, and a function is VOLATILE where it does not say otherwise"
                                .formatted(call.get().function());
        out.accept(
                added.rewrite(LintRule.VOLATILE_DEFAULT, why)
                        .atMost(known ? LintLevel.ERROR : LintLevel.WARNING)
                        .safe(
                                "%s%n%s%n-- then fill the old rows in batches",
                                added.plain(), setDefault(added, value)));
    }

    /** In words for an operator or a cast, since where those begin is not kept. */
    private static String setDefault(NewColumn added, PgNode value) {
        return value.is("FuncCall")
                ? "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s;"
                        .formatted(
                                added.it().sql(),
                                added.name(),
                                defaultText(added.it().subject(), value))
                : "-- then ALTER COLUMN %s SET DEFAULT, with the expression that is written here"
                        .formatted(added.name());
    }

    /** The expression as it is written, to the next word that cannot be a part of it. */
    private static String defaultText(Subject subject, PgNode value) {
        String part = subject.part(value);
        return part.replaceFirst(
                        "(?is)\\s+(NOT\\s+NULL|NULL|UNIQUE|PRIMARY\\s+KEY|CHECK|REFERENCES|CONSTRAINT|GENERATED|COLLATE)\\b.*",
                        "")
                .strip();
    }

    private static void required(NewColumn added, Consumer<Diagnosis> out) {
        boolean notNull =
                added.constraint("CONSTR_NOTNULL").isPresent()
                        || added.constraint("CONSTR_PRIMARY").isPresent();
        boolean filled =
                added.defaultValue().isPresent()
                        || added.isSerial()
                        || added.constraint("CONSTR_GENERATED").isPresent();
        if (notNull && !filled) {
            Altered it = added.it();
            out.accept(
                    Diagnosis.of(
                                    LintRule.REQUIRED_COLUMN_NO_DEFAULT,
                                    "%s is NOT NULL and has no default, so this fails as soon as %s"
                                            + " has a row (SQLState 23502).",
                                    added.name(),
                                    it.sql())
                            .about(it.table())
                            .lock(it.table(), ACCESS_EXCLUSIVE, SCAN)
                            .safe(
                                    "ALTER TABLE %s ADD COLUMN %s %s NOT NULL DEFAULT %s;",
                                    it.sql(), added.name(), added.type(), sample(added.column())));
        }
    }

    /** A constant that the type takes. */
    private static String sample(PgNode column) {
        String type = Columns.type(column).map(it -> it.name().name()).orElse("");
        return switch (type) {
            case "int2", "int4", "int8", "numeric", "float4", "float8" -> "0";
            case "bool" -> "false";
            case "text", "varchar", "bpchar" -> "''";
            case "json", "jsonb" -> "'{}'";
            case "timestamp", "timestamptz", "date" -> "now()";
            default -> "'…'";
        };
    }
}
