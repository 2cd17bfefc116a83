package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.MigratorBuilder;

/**
 * A bean that has the last word on a migrator that is made from properties: it is called after them
 * all, in the order of such beans.
 */
@FunctionalInterface
public interface MigratorCustomizer {

    /** Sets what it likes; nothing was connected to yet. */
    void customize(MigratorBuilder builder);

    /**
     * The same, told which migrator it is, for those that have several.
     *
     * @param database the name in {@code lifeguard.migrate.datasources}, or {@code default} where
     *     none is given there
     */
    default void customize(String database, MigratorBuilder builder) {
        customize(builder);
    }
}
