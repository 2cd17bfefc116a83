package dev.lifeguard.migrate.ddl;

import dev.lifeguard.migrate.schema.Constraint;
import dev.lifeguard.migrate.schema.Constraint.ForeignKey.Action;
import dev.lifeguard.migrate.schema.Constraint.Option;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules of a table in SQL, as far as a database has them. */
public final class ConstraintSql {

    private final StandardDdl ddl;
    private final DdlText text;
    private final Set<Option> options;
    private final Set<Action> actions;
    private final Exclusions exclusions;

    /** Whether a database has exclusion constraints. */
    public enum Exclusions {
        /** It has. */
        KNOWN,
        /** It has none. */
        UNKNOWN
    }

    public ConstraintSql(
            StandardDdl ddl, Set<Option> options, Set<Action> actions, Exclusions exclusions) {
        this.ddl = ddl;
        this.text = ddl.text;
        this.options = options;
        this.actions = actions;
        this.exclusions = exclusions;
    }

    /** A rule with its name. */
    public String of(Constraint constraint) {
        return "CONSTRAINT %s %s".formatted(text.quote(constraint.name()), body(constraint));
    }

    private String body(Constraint constraint) {
        return switch (constraint) {
            case Constraint.PrimaryKey key -> "PRIMARY KEY " + text.list(key.columns());
            case Constraint.Unique unique ->
                    "UNIQUE%s %s%s"
                            .formatted(
                                    unique.options().contains(Option.NULLS_NOT_DISTINCT)
                                            ? " NULLS NOT DISTINCT"
                                            : "",
                                    text.list(unique.columns()),
                                    suffix(unique, unique.options()));
            case Constraint.Check check ->
                    "CHECK (%s)%s".formatted(check.condition(), suffix(check, check.options()));
            case Constraint.ForeignKey key -> foreignKey(key);
            case Constraint.Exclusion exclusion -> exclusion(exclusion);
        };
    }

    private String foreignKey(Constraint.ForeignKey key) {
        if (key.table().isEmpty()) {
            throw ddl.refused("refers to no table", key.name(), "call references(…)");
        }
        return "FOREIGN KEY %s REFERENCES %s%s%s%s%s"
                .formatted(
                        text.list(key.columns()),
                        text.qualified(key.table()),
                        key.referenced().isEmpty() ? "" : " " + text.list(key.referenced()),
                        action(key, "ON DELETE", key.onDelete()),
                        action(key, "ON UPDATE", key.onUpdate()),
                        suffix(key, key.options()));
    }

    private String action(Constraint.ForeignKey key, String when, Action action) {
        if (!actions.contains(action)) {
            throw ddl.lacks(when + " " + words(action), key.name(), "choose another action");
        }
        return action == Action.NO_ACTION ? "" : " %s %s".formatted(when, words(action));
    }

    private static String words(Action action) {
        return action.name().replace('_', ' ');
    }

    private String exclusion(Constraint.Exclusion exclusion) {
        if (exclusions == Exclusions.UNKNOWN) {
            throw ddl.lacks("exclusion constraints", exclusion.name(), "check it in a trigger");
        }
        if (exclusion.elements().isEmpty()) {
            throw ddl.refused("has no element", exclusion.name(), "call element(…)");
        }
        return exclusion.elements().stream()
                .map(element -> "%s WITH %s".formatted(element.sql(), element.operator()))
                .collect(
                        Collectors.joining(
                                ", ",
                                "EXCLUDE USING %s (".formatted(exclusion.method()),
                                ")%s%s"
                                        .formatted(
                                                exclusion.where() == null
                                                        ? ""
                                                        : " WHERE (%s)"
                                                                .formatted(exclusion.where()),
                                                suffix(exclusion, exclusion.options()))));
    }

    private String suffix(Constraint constraint, Set<Option> wanted) {
        for (Option option : wanted) {
            if (!options.contains(option)) {
                throw ddl.lacks(option.name().replace('_', ' '), constraint.name(), "leave it out");
            }
        }
        StringBuilder sql = new StringBuilder();
        if (wanted.contains(Option.DEFERRABLE) || wanted.contains(Option.INITIALLY_DEFERRED)) {
            sql.append(" DEFERRABLE");
        }
        if (wanted.contains(Option.INITIALLY_DEFERRED)) {
            sql.append(" INITIALLY DEFERRED");
        }
        if (wanted.contains(Option.NOT_VALID)) {
            sql.append(" NOT VALID");
        }
        return sql.toString();
    }
}
