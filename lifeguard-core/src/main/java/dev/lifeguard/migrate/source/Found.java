package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;

/** What a layout found in a file, or in a part of one. */
public sealed interface Found {

    /** The file, or the part. */
    MigrationFile file();

    /**
     * A migration that is applied once, or one half of one.
     *
     * @param file in Java where its name ends in {@code .java}, else in SQL
     * @param version unique among all but the other half of the same
     * @param name without version and ending, for people
     * @param form how it is written, and which half it is
     */
    record Versioned(MigrationFile file, MigrationVersion version, String name, ScriptForm form)
            implements Found {}

    /**
     * A migration that is applied anew whenever it was edited: behind all that have a version, or
     * where its layout has no order of versions, at its place among them.
     *
     * @param version what stands for it, unique among these: {@link MigrationVersion#ofRepeatable}
     *     of its name, or {@link MigrationVersion#ofRepeatableLabel} of what its file calls it
     * @param name for people
     */
    record Repeatable(MigrationFile file, MigrationVersion version, String name, ScriptForm form)
            implements Found {

        /**
         * One that is known by its name.
         *
         * @param name unique among these
         */
        public Repeatable(MigrationFile file, String name, ScriptForm form) {
            this(file, MigrationVersion.ofRepeatable(name), name, form);
        }
    }

    /**
     * A script that makes at once what all migrations up to a version make: it runs in their place
     * where the history holds none with a version. Of several the newest counts. The layout has an
     * order of versions.
     *
     * @param version unique among these; there may be a migration of the same
     */
    record Baseline(MigrationFile file, MigrationVersion version, ScriptForm form)
            implements Found {}

    /** A script that is run at certain moments of each run, and is no part of the history. */
    record Hook(MigrationFile file, Moment moment, ScriptForm form) implements Found {

        /** When a hook is run. */
        public enum Moment {
            /** Before the first migration of a run that has work. */
            BEFORE_UP,
            /** After the last one. */
            AFTER_UP,
            /** Before each migration. */
            BEFORE_MIGRATION,
            /** After each migration. */
            AFTER_MIGRATION;

            /** Whether it is behind what it is about. */
            public boolean isBehind() {
                return switch (this) {
                    case BEFORE_UP, BEFORE_MIGRATION -> false;
                    case AFTER_UP, AFTER_MIGRATION -> true;
                };
            }
        }
    }

    /**
     * A file of the layout's that does not run, and hinders nothing: {@code up} and {@code status}
     * say so in a warning.
     *
     * @param reason goes on from the file's name: "is not run, since …"
     */
    record LeftOut(MigrationFile file, String reason) implements Found {}

    /**
     * A file that cannot be used as it is, so that nothing runs.
     *
     * @param reason goes on from the file's name, and says what to do: "has no version. Name it …"
     */
    record Refused(MigrationFile file, String reason) implements Found {}
}
