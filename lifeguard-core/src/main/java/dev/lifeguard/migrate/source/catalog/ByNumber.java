package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.Comparator;

/** Versions in the order of their numbers. */
public enum ByNumber implements Comparator<MigrationVersion> {
    /** The only one. A class and no lambda, which a JVM that starts would have to make first. */
    ORDER;

    @Override
    public int compare(MigrationVersion one, MigrationVersion other) {
        return Long.compare(one.number(), other.number());
    }
}
