package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.H2Object.Identity;
import dev.lifeguard.migrate.inspect.snapshot.H2Object.Phase;
import dev.lifeguard.migrate.inspect.snapshot.H2Object.Space;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what H2 scripts of a database: https://www.h2database.com/html/commands.html#script. Each
 * statement is written as H2 writes it, but for what makes a difference between equal schemas:
 * names that H2 chose, positions of sequences, owners, and where tables are stored.
 */
final class H2Script {

    private static final Pattern WHOLE =
            Pattern.compile(
                    "CREATE (?:FORCE |MEMORY |CACHED |GLOBAL TEMPORARY )*"
                            + "(ROLE|SCHEMA|DOMAIN|CONSTANT|ALIAS|AGGREGATE|SEQUENCE|TABLE"
                            + "|LINKED TABLE|VIEW|MATERIALIZED VIEW|SYNONYM)"
                            + "(?: IF NOT EXISTS)? (%s).*".formatted(H2Name.QUALIFIED),
                    Pattern.DOTALL);

    private static final Pattern CONSTRAINT =
            Pattern.compile(
                    "ALTER (TABLE|DOMAIN) (%1$s) ADD CONSTRAINT (%1$s) (.*);"
                            .formatted(H2Name.QUALIFIED),
                    Pattern.DOTALL);

    private static final Pattern PART =
            Pattern.compile(
                    "CREATE (?:FORCE )?(?:[A-Z ]*?)(INDEX|TRIGGER) (%1$s)(.*? ON )(%1$s)(.*)"
                            .formatted(H2Name.QUALIFIED),
                    Pattern.DOTALL);

    private static final Pattern GRANT =
            Pattern.compile(
                    "GRANT (.*?)(?: ON (SCHEMA )?(%1$s))? TO (%2$s);"
                            .formatted(H2Name.QUALIFIED, PgTokens.NAMED),
                    Pattern.DOTALL);

    private static final Pattern COMMENT =
            Pattern.compile(
                    "COMMENT ON ([A-Z ]+?) (%s) IS .*".formatted(H2Name.QUALIFIED), Pattern.DOTALL);

    /** The names that H2 gives: org.h2.schema.Schema, getUniqueConstraintName. */
    private static final Pattern CHOSEN = Pattern.compile("CONSTRAINT_[0-9A-F]+(?:_[0-9]+)?");

    private final List<H2Object> objects = new ArrayList<>();
    private final Set<String> roles = new HashSet<>(Set.of("PUBLIC"));

    /** Everything that some statements make, and each comment on its own. */
    static List<H2Object> objects(List<String> statements) {
        H2Script script = new H2Script();
        statements.forEach(script::add);
        return H2DomainComments.without(script.objects);
    }

    private void add(String statement) {
        Matcher constraint = CONSTRAINT.matcher(statement);
        Matcher whole = WHOLE.matcher(statement);
        Matcher part = PART.matcher(statement);
        Matcher grant = GRANT.matcher(statement);
        Matcher comment = COMMENT.matcher(statement);
        if (constraint.matches()) {
            addConstraint(constraint);
        } else if (whole.matches()) {
            addWhole(whole.group(1), whole.group(2), statement);
        } else if (part.matches()) {
            addPart(part);
        } else if (grant.matches()) {
            addGrant(grant, statement);
        } else if (comment.matches()) {
            addComment(comment.group(1), comment.group(2), statement);
        }
    }

    private void addWhole(String kind, String name, String statement) {
        H2Text text = H2Text.of(statement, kind, name);
        String sql =
                switch (kind) {
                    case "TABLE" -> H2Table.of(text.sql()).sql();
                    // Without its owner.
                    case "SCHEMA" -> "CREATE SCHEMA IF NOT EXISTS %s;".formatted(name);
                    // With that word H2 does not know how to make one.
                    case "MATERIALIZED VIEW" -> text.sql().replaceFirst("FORCE ", "");
                    case "LINKED TABLE" -> H2LinkedTable.withoutSecrets(text.tokens());
                    default -> text.sql();
                };
        if (kind.equals("ROLE")) {
            roles.add(H2Name.last(name));
        }
        objects.add(H2Object.whole(type(kind), new Identity(Space.of(kind), name), sql));
        text.comments().forEach(this::add);
    }

    private static ObjectType type(String kind) {
        return switch (kind) {
            case "ALIAS" -> ObjectType.FUNCTION;
            case "LINKED TABLE" -> ObjectType.TABLE;
            default -> ObjectType.valueOf(kind.replace(' ', '_'));
        };
    }

    private void addConstraint(Matcher found) {
        String kind = found.group(1);
        String of = found.group(2);
        String name = found.group(3);
        H2Text text =
                H2Text.of(" " + found.group(4).replaceFirst(" NOCHECK$", ""), "CONSTRAINT", name);
        String definition = text.sql().strip();
        boolean given = !CHOSEN.matcher(H2Name.last(name)).matches() || !text.comments().isEmpty();
        String shown =
                given
                        ? H2Name.shown(H2Name.parts(name).getLast())
                        : definition
                                .replaceFirst("(?s)^(PRIMARY KEY).*", "$1")
                                .replaceFirst("(?s) REFERENCES .*", "");
        objects.add(
                new H2Object(
                        definition.startsWith("FOREIGN KEY") ? Phase.REFERRED : Phase.MADE,
                        ObjectType.CONSTRAINT,
                        new Identity(Space.CONSTRAINT, name),
                        H2Name.shown(of) + "." + shown,
                        "ALTER %s %s ADD %s%s;"
                                .formatted(
                                        kind,
                                        of,
                                        given ? "CONSTRAINT " + name + " " : "",
                                        definition),
                        Optional.of(new Identity(Space.of(kind), of))));
        text.comments().forEach(this::add);
    }

    private void addPart(Matcher found) {
        String kind = found.group(1);
        String name = found.group(2);
        H2Text text = H2Text.of(found.group(), kind, name);
        objects.add(
                new H2Object(
                        kind.equals("INDEX") ? Phase.MADE : Phase.REFERRED,
                        ObjectType.valueOf(kind),
                        new Identity(Space.of(kind), name),
                        H2Name.shown(name),
                        text.sql(),
                        Optional.of(new Identity(Space.RELATION, found.group(4)))));
        text.comments().forEach(this::add);
    }

    /** Users have passwords and are not in a snapshot, so neither is what they may do. */
    private void addGrant(Matcher found, String statement) {
        String to = found.group(4);
        if (roles.contains(H2Name.last(to))) {
            String on = found.group(3);
            Space space = found.group(2) == null ? Space.RELATION : Space.SCHEMA;
            objects.add(
                    H2Object.told(
                            ObjectType.GRANT,
                            on == null ? to : on,
                            statement,
                            on == null ? new Identity(Space.ROLE, to) : new Identity(space, on)));
        }
    }

    private void addComment(String kind, String name, String statement) {
        List<String> parts = H2Name.parts(name);
        Identity of =
                kind.equals("COLUMN")
                        ? new Identity(
                                Space.RELATION,
                                String.join(".", parts.subList(0, parts.size() - 1)))
                        : new Identity(Space.of(kind), name);
        objects.add(H2Object.told(ObjectType.COMMENT, name, statement, of));
    }
}
