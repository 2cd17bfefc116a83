package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.pgparser.PgSyntaxError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The bodies of functions in SQL, which the server parses when they are made. */
final class SqlBodies implements Check {

    private static final Set<String> OFF = Set.of("off", "false", "0", "no");

    private final PgParser parser;

    SqlBodies(PgParser parser) {
        this.parser = parser;
    }

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        boolean unchecked =
                subject.session()
                        .setting("check_function_bodies")
                        .filter(OFF::contains)
                        .isPresent();
        if (!tree.is("CreateFunctionStmt") || unchecked) {
            return;
        }
        List<PgNode> options = tree.list("options");
        if (option(options, "language").filter(it -> it.text("sval").equals("sql")).isEmpty()) {
            return;
        }
        option(options, "as")
                .flatMap(it -> it.list("items").stream().findFirst())
                .ifPresent(it -> parse(it.text("sval"), subject.text(), out));
    }

    private static Optional<PgNode> option(List<PgNode> options, String name) {
        return options.stream()
                .filter(it -> it.is("DefElem") && it.text("defname").equals(name))
                .flatMap(it -> it.node("arg").stream())
                .findFirst();
    }

    private void parse(String body, String statement, Consumer<Diagnosis> out) {
        try {
            parser.parse(body);
        } catch (PgSyntaxError error) {
            int start = statement.indexOf(body);
            out.accept(
                    Diagnosis.of(
                                    LintRule.SYNTAX_ERROR,
                                    "PostgreSQL does not understand the function's body: %s."
                                            .formatted(error.getMessage()))
                            .at(start < 0 ? -1 : start + error.position()));
        }
    }
}
