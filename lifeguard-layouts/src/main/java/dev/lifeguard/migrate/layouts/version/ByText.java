package dev.lifeguard.migrate.layouts.version;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.Comparator;

/** Versions that are texts, by their characters. */
public enum ByText implements Comparator<MigrationVersion> {
    /** The only one. */
    ORDER;

    @Override
    public int compare(MigrationVersion one, MigrationVersion other) {
        return one.toString().compareTo(other.toString());
    }
}
