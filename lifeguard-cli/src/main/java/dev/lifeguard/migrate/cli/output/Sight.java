package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a command that only looks has found, in each form in which it is told. */
public interface Sight {

    /** It in words. */
    List<String> lines(Style style);

    /** The same below another answer, which may be empty. */
    default List<String> below(List<String> above, Style style) {
        List<String> seen = lines(style);
        List<String> lines = new ArrayList<>(above);
        if (!above.isEmpty() && !seen.isEmpty()) {
            lines.add("");
        }
        lines.addAll(seen);
        return lines;
    }

    /** Writes its members of the document that all commands share. */
    void write(JsonGenerator json) throws IOException;

    /**
     * It as a document of its own, which is written as it stands; empty where none is asked for.
     */
    Optional<String> document();

    /** Whether it is what its user wants. */
    boolean succeeded();

    /** What a database has not; empty where none was asked. */
    List<PendingMigration> pending();
}
