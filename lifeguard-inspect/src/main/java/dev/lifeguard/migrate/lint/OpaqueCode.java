package dev.lifeguard.migrate.lint;

import java.util.function.Consumer;

/** Statements that run others, of which the text does not tell which. */
final class OpaqueCode implements Check {

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        String what =
                switch (subject.tree().type()) {
                    case "DoStmt" -> "a DO block";
                    case "CallStmt" -> "a procedure";
                    case "ExecuteStmt" -> "a prepared statement";
                    default -> "";
                };
        if (!what.isEmpty()) {
            out.accept(
                    Diagnosis.of(
                            LintRule.OPAQUE_CODE,
                            "This runs %s, and what that does is not looked into: it may lock and"
                                    + " rewrite anything.",
                            what));
        }
    }
}
