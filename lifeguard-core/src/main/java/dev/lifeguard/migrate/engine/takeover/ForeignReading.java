package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import dev.lifeguard.migrate.state.Connected;
import dev.lifeguard.migrate.state.TakenRows;
import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.KnownMigrations.Known;
import dev.lifeguard.migrate.takeover.TakenOver;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads another tool's history and holds it against the migrations; writes nothing. */
public final class ForeignReading {

    private final ForeignHistory tool;
    private final Planner planner;
    private final MigrationCatalog catalog;
    private final KnownMigrations known;
    private final ForeignDatabase database;
    private final Session session;

    /**
     * Of one connection.
     *
     * @param sources where the migrations were read
     * @param placeholders those that are declared
     * @throws ValidationException when something in the sources is no migration although it should
     *     be
     */
    public ForeignReading(
            ForeignHistory tool,
            Connected connected,
            Planner planner,
            MigrationCatalog catalog,
            List<MigrationSource> sources,
            Map<String, String> placeholders) {
        if (!catalog.rejected().isEmpty()) {
            throw new ValidationException(catalog.rejected());
        }
        this.tool = tool;
        this.planner = planner;
        this.session = connected.session();
        this.catalog = catalog;
        this.database = new ForeignSession(connected, tool.tool());
        this.known =
                new KnownMigrations(
                        catalog.scriptsAndBaselines().stream().map(ForeignReading::known).toList(),
                        catalog.repeatables().stream().map(ForeignReading::known).toList(),
                        sources,
                        placeholders);
    }

    private static Known known(Script script) {
        return new Known(
                script.version(),
                script.name(),
                script instanceof SqlScript sql ? sql.file().orElse(null) : null);
    }

    /** The tool whose history it is. */
    ForeignHistory tool() {
        return tool;
    }

    /**
     * Reads the tool's table.
     *
     * @param history this library's own
     * @param taken its rows that were taken over before
     */
    public ImportDraft draft(History history, TakenRows taken) {
        try {
            TakenOver found = tool.read(database, known);
            return new ImportDraft(tool, planner, catalog, history, taken, found);
        } catch (SQLException failure) {
            if (SqlError.condition(failure) == Condition.FORBIDDEN) {
                throw TableFault.forbidden(tool.tool(), failure);
            }
            throw DatabaseFailure.during(
                    "while the history of %s was read".formatted(tool.tool()), failure);
        } catch (IOException unreadable) {
            throw SqlScript.unreadable("A file of the migrations", unreadable);
        }
    }

    /**
     * Takes the tool's lock, without waiting; empty where another one is in the way of the
     * statement that does.
     */
    Optional<ForeignLock> lock() {
        try {
            return Optional.of(tool.lock(database));
        } catch (SQLException failure) {
            if (SqlError.condition(failure) == Condition.BUSY) {
                return Optional.empty();
            }
            if (SqlError.condition(failure) == Condition.FORBIDDEN) {
                throw TableFault.forbidden(tool.tool(), failure);
            }
            // It may be got all the same, and stay with the session: that reaches nobody else.
            session.spoil();
            throw DatabaseFailure.during(
                    "while the lock of %s was taken".formatted(tool.tool()), failure);
        }
    }
}
