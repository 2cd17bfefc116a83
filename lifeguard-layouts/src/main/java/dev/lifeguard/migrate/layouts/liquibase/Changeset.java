package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A changeset as it stands in its file.
 *
 * @param file that it stands in
 * @param path what Liquibase would record as its file, from the directory that is read; or what its
 *     {@code logicalFilePath} says
 * @param pathOfFile what the {@code logicalFilePath} in the first line of its file says, or null:
 *     Liquibase 4 recorded that where the changeset has none of its own, and Liquibase 5 does not
 * @param header the line that begins it
 * @param sql what it runs, parameters replaced; a line for each of the file's behind the header,
 *     empty where that is a directive
 * @param rollback what takes it back
 * @param validCheckSums those that are accepted besides its own
 * @param preconditions the kinds of its preconditions, each once
 * @param endsWithSlash whether it is the last of its file and ends with a line {@code /}
 */
record Changeset(
        MigrationFile file,
        String path,
        @Nullable String pathOfFile,
        Header header,
        String sql,
        Rollback rollback,
        List<String> validCheckSums,
        Set<String> preconditions,
        boolean endsWithSlash) {

    /** Copies the collections. */
    Changeset {
        validCheckSums = List.copyOf(validCheckSums);
        preconditions = Set.copyOf(preconditions);
    }

    /** As Liquibase's messages call it. */
    String label() {
        return path + "::" + header.id() + "::" + header.author();
    }

    /** What ends its statements, or null; a slash at its end makes slashes end the others, too. */
    @Nullable String delimiter() {
        String given = header.endDelimiter();
        return given == null && endsWithSlash ? "\n/$" : given;
    }

    /** Whether its path is its own, and not that of its file. */
    boolean hasOwnPath() {
        return header.logicalFilePath() != null;
    }

    /** What takes a changeset back. */
    sealed interface Rollback {

        /** Nothing is said. */
        record Unknown() implements Rollback {}

        /** It says that nothing is to be done. */
        record Nothing(int line) implements Rollback {}

        /**
         * Statements.
         *
         * @param text a line for each of the file's, from that line on; each at its column
         */
        record Sql(String text, int line) implements Rollback {}

        /** What another changeset runs. */
        record Again(Changeset other) implements Rollback {}
    }
}
