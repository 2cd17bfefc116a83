package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.pgparser.PgNode;
import dev.lifeguard.migrate.pgparser.PgStatement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parameters that pg_stat_statements puts where a server takes constants only: {@code interval $1},
 * {@code EXTRACT($1 FROM at)}. The parser reads them; the server does not.
 */
final class TakenConstants {

    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+");

    private static final Pattern FIELD =
            Pattern.compile("(?i)\\bEXTRACT\\s*\\(\\s*(\\$\\d+)\\s+FROM\\b");

    private TakenConstants() {}

    /** A type, and the parameter behind it. */
    private record Typed(int type, int parameter) {}

    /** The text with casts instead, and with functions. */
    static String withCasts(String sql, List<PgStatement> statements) {
        TreeSet<Typed> typed = new TreeSet<>(Comparator.comparingInt(Typed::type).reversed());
        statements.forEach(
                statement -> statement.tree().visit(node -> typed(node).ifPresent(typed::add)));
        String text = sql;
        for (Typed each : typed) {
            Matcher parameter = PARAMETER.matcher(text);
            if (parameter.find(each.parameter())) {
                String type = text.substring(each.type(), each.parameter()).strip();
                text =
                        "%s(%s::%s)%s"
                                .formatted(
                                        text.substring(0, each.type()),
                                        parameter.group(),
                                        type,
                                        text.substring(parameter.end()));
            }
        }
        return FIELD.matcher(text).replaceAll("date_part($1,");
    }

    private static Optional<Typed> typed(PgNode node) {
        if (!node.is("TypeCast")) {
            return Optional.empty();
        }
        OptionalInt type = node.node("typeName").orElseThrow().position();
        OptionalInt parameter =
                node.node("arg")
                        .filter(arg -> arg.is("ParamRef"))
                        .map(PgNode::position)
                        .orElse(OptionalInt.empty());
        return type.isPresent() && parameter.isPresent() && type.getAsInt() < parameter.getAsInt()
                ? Optional.of(new Typed(type.getAsInt(), parameter.getAsInt()))
                : Optional.empty();
    }
}
