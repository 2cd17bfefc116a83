package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.inspect.explain.Explanation;
import dev.lifeguard.migrate.inspect.explain.TargetLook;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The database that a migration is meant for, as far as it is named and can be reached. */
final class TargetOfExplain implements AutoCloseable {

    private final Optional<TargetLook> look;
    private final Invocation invocation;

    private TargetOfExplain(Optional<TargetLook> look, Invocation invocation) {
        this.look = look;
        this.invocation = invocation;
    }

    static TargetOfExplain of(Invocation invocation) {
        if (invocation.settings().database().url().isEmpty()) {
            return new TargetOfExplain(Optional.empty(), invocation);
        }
        try {
            TargetLook look = TargetLook.at(invocation.database().dataSource());
            return new TargetOfExplain(Optional.of(look), invocation);
        } catch (SQLException unreachable) {
            invocation.warned(
                    List.of(
                            "The database cannot be looked at, so the sizes of its tables and who has them now are not known: %s."
                                    .formatted(unreachable.getMessage())),
                    "");
            return new TargetOfExplain(Optional.empty(), invocation);
        }
    }

    /** What scripts may name. */
    List<String> roles() {
        try {
            return look.isPresent() ? look.get().roles() : List.of();
        } catch (SQLException lost) {
            return List.of();
        }
    }

    Explanation seen(Explanation explanation) {
        return look.map(it -> it.of(explanation)).orElse(explanation);
    }

    @Override
    public void close() {
        try {
            if (look.isPresent()) {
                look.get().close();
            }
        } catch (SQLException broken) {
            invocation.warned(List.of("The connection to the database was lost."), "");
        }
    }
}
