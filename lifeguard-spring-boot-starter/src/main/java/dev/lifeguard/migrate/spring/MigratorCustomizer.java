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
     * @param migrator the name of its bean: {@code lifeguardMigrator}, or for {@code
     *     lifeguard.migrate.datasources.orders} it is {@code ordersMigrator}
     */
    default void customize(String migrator, MigratorBuilder builder) {
        customize(builder);
    }
}
