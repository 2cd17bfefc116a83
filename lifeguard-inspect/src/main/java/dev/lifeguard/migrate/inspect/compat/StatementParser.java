package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.ReadStatement.Preparable;
import dev.lifeguard.migrate.inspect.compat.ReadStatement.Unread;
import dev.lifeguard.migrate.inspect.compat.ReadStatement.WithoutSchema;
import dev.lifeguard.migrate.pgparser.PgNode;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.pgparser.PgStatement;
import dev.lifeguard.migrate.pgparser.PgSyntaxError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads statements as an application, a file or pg_stat_statements has them. */
final class StatementParser {

    private static final Set<String> PREPARABLE =
            Set.of("SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");

    private static final Set<String> WITHOUT_SCHEMA =
            Set.of(
                    "TransactionStmt",
                    "VariableSetStmt",
                    "VariableShowStmt",
                    "ListenStmt",
                    "UnlistenStmt",
                    "NotifyStmt",
                    "DiscardStmt",
                    "DeallocateStmt",
                    "ClosePortalStmt",
                    "FetchStmt",
                    "ExecuteStmt",
                    "CheckPointStmt");

    /** Statements whose end is a query. */
    private static final Set<String> AROUND_QUERY =
            Set.of("DeclareCursorStmt", "ExplainStmt", "PrepareStmt", "CreateTableAsStmt");

    private static final Pattern QUERY =
            Pattern.compile("\\b(?:SELECT|WITH|VALUES|INSERT|UPDATE|DELETE|MERGE)\\b", 2);

    private final PgParser parser;

    StatementParser(PgParser parser) {
        this.parser = parser;
    }

    /** A text that PostgreSQL reads, and what it reads. */
    private record Understood(String sql, List<PgStatement> statements) {}

    /** What a text is; several where it has several statements. */
    List<ReadStatement> read(String given) {
        try {
            Understood understood = understood(given);
            List<PgStatement> statements = understood.statements();
            return statements.stream()
                    .flatMap(
                            each -> {
                                String text = understood.sql().substring(each.start(), each.end());
                                String told = statements.size() == 1 ? given.strip() : text;
                                return read(told, text.strip(), each.tree()).stream();
                            })
                    .toList();
        } catch (PgSyntaxError refused) {
            return List.of(
                    new Unread(
                            given.strip(),
                            "PostgreSQL's parser refuses it: %s".formatted(refused.getMessage())));
        }
    }

    /** Whether a text is whole statements. */
    boolean isWhole(String text) {
        try {
            understood(text);
            return true;
        } catch (PgSyntaxError refused) {
            return false;
        }
    }

    /** The text as it is where PostgreSQL reads it, else with its own marks for parameters. */
    private Understood understood(String given) throws PgSyntaxError {
        Understood read;
        try {
            read = new Understood(given, parser.parse(given));
        } catch (PgSyntaxError otherMarks) {
            String sql = ParameterMarks.numbered(given);
            read = new Understood(sql, parser.parse(sql));
        }
        String server = TakenConstants.withCasts(read.sql(), read.statements());
        return server.equals(read.sql()) ? read : new Understood(server, parser.parse(server));
    }

    private Optional<PgSyntaxError> error(String sql) {
        try {
            parser.parse(sql);
            return Optional.empty();
        } catch (PgSyntaxError error) {
            return Optional.of(error);
        }
    }

    private List<ReadStatement> read(String given, String sql, PgNode tree) {
        String type = tree.type();
        if (PREPARABLE.contains(type)) {
            return List.of(new Preparable(given, sql, WriteReader.uses(tree)));
        }
        if (WITHOUT_SCHEMA.contains(type)) {
            return List.of(new WithoutSchema(given));
        }
        if (AROUND_QUERY.contains(type)) {
            return List.of(queryIn(given, sql).orElseGet(() -> unprepared(given)));
        }
        if (type.equals("TruncateStmt")) {
            return Truncation.of(tree).stream().<ReadStatement>map(it -> it.read(given)).toList();
        }
        if (type.equals("CopyStmt") && tree.node("relation").isPresent()) {
            return copied(given, tree);
        }
        if (type.equals("CopyStmt")) {
            return List.of(queryInParentheses(given, sql).orElseGet(() -> unprepared(given)));
        }
        if (type.equals("RefreshMatViewStmt")) {
            return refreshed(given, tree);
        }
        List<String> instead = instead(tree);
        return instead.isEmpty()
                ? List.of(unprepared(given))
                : instead.stream().flatMap(each -> as(given, each)).toList();
    }

    private static ReadStatement unprepared(String given) {
        return new Unread(given, "PostgreSQL prepares no statement of this kind");
    }

    private Optional<ReadStatement> queryIn(String given, String sql) {
        Matcher begin = QUERY.matcher(sql);
        while (begin.find()) {
            String rest = sql.substring(begin.start());
            if (error(rest).isEmpty()) {
                return as(given, rest).findFirst();
            }
        }
        return Optional.empty();
    }

    /** That of a COPY, behind which options stand. */
    private Optional<ReadStatement> queryInParentheses(String given, String sql) {
        int begin = sql.indexOf('(') + 1;
        for (int end = sql.lastIndexOf(')'); end > begin; end = sql.lastIndexOf(')', end - 1)) {
            String query = sql.substring(begin, end);
            if (error(query).isEmpty()) {
                return as(given, query).findFirst();
            }
        }
        return Optional.empty();
    }

    private Stream<ReadStatement> as(String given, String sql) {
        try {
            return parser.parse(sql).stream()
                    .flatMap(each -> read(given, sql, each.tree()).stream());
        } catch (PgSyntaxError refused) {
            return Stream.of(unprepared(given));
        }
    }

    /** Statements that need the same of a schema, for some that cannot be prepared. */
    private static List<String> instead(PgNode tree) {
        return switch (tree.type()) {
            case "LockStmt" ->
                    tree.list("relations").stream()
                            .map(each -> "SELECT FROM " + TableName.of(each).sql())
                            .toList();
            default -> List.of();
        };
    }

    private List<ReadStatement> refreshed(String given, PgNode tree) {
        TableName name = TableName.of(tree.node("relation").orElseThrow());
        Refreshed refreshed =
                new Refreshed(
                        name,
                        tree.flag("concurrent") ? Refreshed.Way.COMPARED : Refreshed.Way.WHOLE);
        return as(given, "SELECT FROM " + name.sql())
                .map(
                        each ->
                                each instanceof Preparable(String told, String sql, Uses uses)
                                        ? new Preparable(told, sql, uses.with(refreshed))
                                        : each)
                .toList();
    }

    private List<ReadStatement> copied(String given, PgNode tree) {
        TableName name = TableName.of(tree.node("relation").orElseThrow());
        Copied copied = new Copied(name, tree.flag("is_from") ? Copied.Way.FROM : Copied.Way.TO);
        return as(given, copy(tree, name.sql()))
                .map(
                        each ->
                                each instanceof Preparable(String told, String sql, Uses uses)
                                        ? new Preparable(told, sql, uses.with(copied))
                                        : each)
                .toList();
    }

    private static String copy(PgNode tree, String table) {
        List<String> columns =
                tree.list("attlist").stream()
                        .map(each -> TableName.quoted(each.text("sval")))
                        .toList();
        String listed = columns.isEmpty() ? "*" : String.join(", ", columns);
        if (!tree.flag("is_from")) {
            return "SELECT %s FROM %s".formatted(listed, table);
        }
        if (columns.isEmpty()) {
            return "INSERT INTO %s SELECT * FROM %s".formatted(table, table);
        }
        String values =
                IntStream.rangeClosed(1, columns.size())
                        .mapToObj(number -> "$" + number)
                        .collect(Collectors.joining(", "));
        return "INSERT INTO %s (%s) VALUES (%s)".formatted(table, listed, values);
    }
}
