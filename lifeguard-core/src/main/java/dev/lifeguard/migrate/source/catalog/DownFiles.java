package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.script.ScriptContent;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.RejectedFiles.Origin;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The down halves of migrations, each of which belongs to an up half of its version and name. */
final class DownFiles {

    private final Map<MigrationVersion, Down> downs = new LinkedHashMap<>();

    private record Down(Found.Versioned found, String origin) {}

    /** A down file may be changed at any time, so nothing is compared. */
    private record DownContent(MigrationFile file) implements ScriptContent {

        @Override
        public String fileName() {
            return file.name();
        }

        @Override
        public int firstLine() {
            return file.firstLine();
        }

        @Override
        public InputStream open() throws IOException {
            return file.open();
        }
    }

    /** Adds one, or rejects it as the second of its version. */
    void add(Found.Versioned found, String origin, RejectedFiles rejected) {
        Down earlier = downs.putIfAbsent(found.version(), new Down(found, origin));
        if (earlier != null) {
            rejected.addDuplicate(
                    found.version(),
                    new Origin(earlier.found().file().name(), earlier.origin()),
                    new Origin(found.file().name(), origin));
        }
    }

    /** Puts each to its up half, or rejects it. */
    void pairWith(ScriptSet scripts, RejectedFiles rejected) {
        for (Down down : downs.values()) {
            pair(down.found(), scripts, rejected);
        }
    }

    private static void pair(Found.Versioned half, ScriptSet scripts, RejectedFiles rejected) {
        String fileName = half.file().name();
        Script up = scripts.find(half.version().number());
        if (!(up instanceof SqlScript sql) || !sql.name().equals(half.name())) {
            rejected.addMisnamed(
                    fileName,
                    half.version(),
                    "has no up file beside it. Add \"%s\", or remove this one."
                            .formatted(fileName.replaceFirst("\\.down\\.sql$", ".up.sql")));
        } else if (sql.form().part() != Part.UP) {
            rejected.addMisnamed(
                    fileName,
                    half.version(),
                    "stands beside \"%s\", which holds the whole migration. Name that one \"%s\"."
                            .formatted(
                                    sql.fileName(),
                                    sql.fileName().replaceFirst("\\.sql$", ".up.sql")));
        } else {
            SqlScript.Text text = new SqlScript.Text(new DownContent(half.file()), half.form());
            scripts.replace(
                    new SqlScript(sql.version(), sql.name(), sql.checksum(), sql.text(), text));
        }
    }
}
