package dev.lifeguard.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Statements that run others, of which the text does not tell which. */
final class OpaqueCode implements Check {

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        switch (subject.tree().type()) {
            case "DoStmt" -> out.accept(notLookedInto("runs a DO block"));
            case "CallStmt" -> out.accept(notLookedInto("runs a procedure"));
            case "ExecuteStmt" -> out.accept(notLookedInto("runs a prepared statement"));
            case "SelectStmt" ->
                    called(subject).ifPresent(it -> out.accept(notLookedInto("calls " + it.sql())));
            default -> {}
        }
    }

    private static Diagnosis notLookedInto(String does) {
        return Diagnosis.of(
                LintRule.OPAQUE_CODE,
                "This %s, and what that does is not looked into: it may lock and rewrite anything.",
                does);
    }

    /**
     * The first function of a query that may do anything: one that is known to be VOLATILE, which
     * the server lets write; or of which nothing is known, where the query is for it alone. Those
     * that come with PostgreSQL write no table.
     */
    private static Optional<Name> called(Subject subject) {
        List<Name> calls = new ArrayList<>();
        subject.tree()
                .visit(
                        node -> {
                            if (node.is("FuncCall")) {
                                calls.add(Name.of(node.list("funcname")));
                            }
                        });
        boolean alone =
                subject.tree().list("fromClause").stream().allMatch(it -> it.is("RangeFunction"));
        return calls.stream()
                .filter(it -> !Volatility.isOfServer(it))
                .filter(
                        it ->
                                subject.model()
                                        .volatility(it)
                                        .map(letter -> letter == 'v')
                                        .orElse(alone))
                .findFirst();
    }
}
