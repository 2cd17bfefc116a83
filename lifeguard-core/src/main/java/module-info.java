/** Applies migrations to a database, safely, by as many instances as there are. */
@org.jspecify.annotations.NullMarked
module dev.lifeguard.migrate {
    requires transitive java.sql;
    requires static java.compiler;
    requires org.slf4j;
    requires static org.jspecify;
    requires static org.postgresql.jdbc;

    exports dev.lifeguard.migrate;
    exports dev.lifeguard.migrate.batch;
    exports dev.lifeguard.migrate.error;
    exports dev.lifeguard.migrate.layout;
    exports dev.lifeguard.migrate.plan;
    exports dev.lifeguard.migrate.report;
    exports dev.lifeguard.migrate.schema;
    exports dev.lifeguard.migrate.source;
    exports dev.lifeguard.migrate.takeover;

    provides javax.annotation.processing.Processor with
            dev.lifeguard.migrate.index.MigrationIndexer;
}
