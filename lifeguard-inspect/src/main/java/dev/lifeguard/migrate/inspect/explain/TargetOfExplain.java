package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The database that a migration is meant for, as far as it is named and can be reached. */
public final class TargetOfExplain implements AutoCloseable {

    private final Optional<DataSource> target;
    private final Optional<TargetLook> look;
    private final Consumer<String> warnings;

    private TargetOfExplain(
            Optional<DataSource> target, Optional<TargetLook> look, Consumer<String> warnings) {
        this.target = target;
        this.look = look;
        this.warnings = warnings;
    }

    /**
     * Connects to it.
     *
     * @param target empty where none is named
     * @param warnings gets what is not known where it cannot be looked at
     */
    public static TargetOfExplain of(Optional<DataSource> target, Consumer<String> warnings) {
        if (target.isEmpty()) {
            return new TargetOfExplain(Optional.empty(), Optional.empty(), warnings);
        }
        try {
            TargetLook look = TargetLook.at(target.get());
            return new TargetOfExplain(target, Optional.of(look), warnings);
        } catch (SQLException unreachable) {
            warnings.accept(
                    "The database cannot be looked at, so the sizes of its tables and who has them now are not known: %s."
                            .formatted(unreachable.getMessage()));
            return new TargetOfExplain(Optional.empty(), Optional.empty(), warnings);
        }
    }

    /** The roles on a database's server, which scripts may name; none where it cannot be asked. */
    public static List<String> roles(DataSource live) {
        try (TargetLook look = TargetLook.at(live)) {
            return look.roles();
        } catch (SQLException unseen) {
            return List.of();
        }
    }

    /** What scripts may name. */
    public List<String> roles() {
        try {
            return look.isPresent() ? look.get().roles() : List.of();
        } catch (SQLException lost) {
            return List.of();
        }
    }

    /**
     * Its schema, for scratch databases.
     *
     * @param own the tables of this tool there
     */
    public TargetSchema schema(OwnTables own) {
        return new TargetSchema(target, own, warnings);
    }

    /** An explanation with what is known of its relations there. */
    public Explanation seen(Explanation explanation) {
        return look.map(it -> it.of(explanation)).orElse(explanation);
    }

    @Override
    public void close() {
        try {
            if (look.isPresent()) {
                look.get().close();
            }
        } catch (SQLException broken) {
            warnings.accept("The connection to the database was lost.");
        }
    }
}
