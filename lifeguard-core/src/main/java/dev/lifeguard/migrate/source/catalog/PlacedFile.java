package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;

/** A file that knows which of the places of its source it is in. */
interface PlacedFile extends MigrationFile {

    /** The folder or the jar, as messages show it. */
    String place();
}
