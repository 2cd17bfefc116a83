package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.Migrator;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;

/** Keeps Hibernate from making an embedded database's tables itself. */
final class ManagedSchemas implements SchemaManagementProvider {

    private final ObjectProvider<Migrator> migrators;
    private final DataSourceChoice choice;

    ManagedSchemas(ObjectProvider<Migrator> migrators, DataSourceChoice choice) {
        this.migrators = migrators;
        this.choice = choice;
    }

    /**
     * Of a migrator with a URL, a data source of its own, or one that the application made, it is
     * not known whose database it is: then each may be.
     */
    @Override
    public SchemaManagement getSchemaManagement(DataSource dataSource) {
        int count = Math.toIntExact(migrators.stream().count());
        boolean managed = count > 0 && (choice.isMigrated(dataSource) || !choice.knowsAll(count));
        return managed ? SchemaManagement.MANAGED : SchemaManagement.UNMANAGED;
    }
}
