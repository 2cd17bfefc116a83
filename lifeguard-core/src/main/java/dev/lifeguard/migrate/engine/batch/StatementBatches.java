package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.script.BatchStatement;
import dev.lifeguard.migrate.script.BatchTerms;
import dev.lifeguard.migrate.script.Position;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement that each batch runs on its own range of keys.
 *
 * @param work the statement
 */
record StatementBatches(BatchStatement work) implements BatchProgram {

    @Override
    public BatchTerms terms() {
        return work.terms();
    }

    @Override
    public String spec() {
        return work.spec();
    }

    @Override
    public Optional<Position> place() {
        return Optional.of(work.statement().start());
    }

    @Override
    public Optional<String> target() {
        return work.target();
    }

    @Override
    public Optional<StackTraceElement> line(Throwable failure) {
        return Optional.empty();
    }

    @Override
    public long run(BatchSession on, BatchKey key, @Nullable String cursor, String to)
            throws SQLException {
        return on.session().authored().change(work.text(key.bounds(cursor, to)));
    }

    @Override
    public Optional<String> wrong(BatchSession on) throws SQLException {
        Optional<String> verify = terms().verify();
        return verify.isEmpty()
                ? Optional.empty()
                : on.session()
                        .authored()
                        .firstRow(verify.get(), row -> String.valueOf(row.getString(1)))
                        .map(
                                "its query of verify= finds \"%s\", where it must find nothing"
                                        ::formatted);
    }
}
