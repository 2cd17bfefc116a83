package dev.lifeguard.migrate.tests.stream;

import dev.lifeguard.migrate.tests.project.Project;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A script that makes a table and fills it, written row by row.
 *
 * @param rows how many there are
 * @param checksum the sum of theirs
 */
record LargeScript(int rows, long checksum) {

    static final String NAME = "20240101000000_big.sql";
    static final String TABLE = "CREATE TABLE big (id int, body text, note text);\n";

    /** How many rows there are, and their checksum, as the server sees them. */
    static final String CONTENT =
            """
            SELECT count(*), sum(('x' || left(md5(
                concat_ws('|', id, body, coalesce(note, 'none'))), 8))::bit(32)::bigint)
            FROM big
            """;

    /** One COPY, with everything but its end. */
    static LargeScript ofOneCopy(Project project, long megabytes, String end) {
        return write(project, megabytes, TABLE + "COPY big FROM stdin;\n", Row::copied, end);
    }

    /** A statement a row. */
    static LargeScript ofInserts(Project project, long megabytes) {
        return write(project, megabytes, TABLE, Row::inserted, "");
    }

    private static LargeScript write(
            Project project, long megabytes, String start, Function<Row, String> text, String end) {
        Path file = project.directory().resolve(NAME);
        long written = 0;
        long checksum = 0;
        int id = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(start.getBytes(StandardCharsets.UTF_8));
            while (written < megabytes << 20) {
                Row row = Row.of(++id);
                byte[] bytes = text.apply(row).getBytes(StandardCharsets.UTF_8);
                out.write(bytes);
                written += bytes.length;
                checksum += row.checksum();
            }
            out.write(end.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new LargeScript(id, checksum);
    }

    /** What {@link #CONTENT} gives when every row is there as it was written. */
    String content() {
        return rows + "|" + checksum;
    }
}
