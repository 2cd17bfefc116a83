package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.spring.MigrateProperties.NamedDatabase;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Which data source migrations run on. For the only database, the first of these that there is:
 *
 * <ol>
 *   <li>the bean that is marked with {@link MigratorDataSource};
 *   <li>the URL of {@link MigratorConnectionDetails}, which are the properties where no bean of
 *       that type is;
 *   <li>the application's data source, as the user of the details, where a user alone is given;
 *   <li>the application's data source;
 *   <li>the URL of {@link JdbcConnectionDetails}.
 * </ol>
 */
final class DataSourceChoice {

    private final ListableBeanFactory beans;
    private final ObjectProvider<DataSource> marked;
    private final ObjectProvider<MigratorConnectionDetails> details;
    private final Set<DataSource> migrated =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    DataSourceChoice(
            ListableBeanFactory beans,
            ObjectProvider<DataSource> marked,
            ObjectProvider<MigratorConnectionDetails> details) {
        this.beans = beans;
        this.marked = marked;
        this.details = details;
    }

    /** The data source of the only database. */
    DataSource ofApplication() {
        DataSource own = marked.getIfAvailable();
        return own == null ? unmarked(details.getObject()) : own;
    }

    private DataSource unmarked(MigratorConnectionDetails given) {
        String url = given.url();
        String user = given.user();
        if (url != null) {
            return OwnConnections.to(
                    MigrateProperties.PREFIX + ".url", url, user, given.password());
        }
        DataSource application = unique();
        if (application == null) {
            return ofConnectionDetails();
        }
        migrated.add(application);
        return user == null
                ? application
                : OwnConnections.as(
                        MigrateProperties.PREFIX + ".user", user, given.password(), application);
    }

    private @Nullable DataSource unique() {
        ObjectProvider<DataSource> provider = beans.getBeanProvider(DataSource.class);
        DataSource found = provider.getIfUnique();
        List<String> names = names();
        if (found == null && !names.isEmpty()) {
            throw new DataSourceChoiceException(
                    "There are %s data sources, none of them is primary, and nothing says which one the migrations are for: %s."
                            .formatted(names.size(), String.join(", ", names)),
                    "Mark one with @MigratorDataSource or @Primary, or name each that has migrations: lifeguard.migrate.datasources.%s.locations=classpath:db/migration"
                            .formatted(names.getFirst()),
                    null);
        }
        return found;
    }

    private List<String> names() {
        return Arrays.stream(beans.getBeanNamesForType(DataSource.class)).sorted().toList();
    }

    private DataSource ofConnectionDetails() {
        JdbcConnectionDetails jdbc =
                beans.getBeanProvider(JdbcConnectionDetails.class).getIfUnique();
        if (jdbc == null) {
            throw new DataSourceChoiceException(
                    "There are migrations, and no data source to run them on.",
                    "Set spring.datasource.url, or lifeguard.migrate.url for migrations alone, or"
                            + " lifeguard.migrate.enabled=false.",
                    null);
        }
        return OwnConnections.to(
                "the JDBC connection details",
                jdbc.getJdbcUrl(),
                jdbc.getUsername(),
                jdbc.getPassword());
    }

    /** The data source of one of several databases. */
    DataSource ofNamed(String name, NamedDatabase named) {
        String prefix = MigrateProperties.PREFIX + ".datasources." + name;
        if (named.url() != null) {
            return OwnConnections.to(prefix + ".url", named.url(), named.user(), named.password());
        }
        DataSource application = bean(name, prefix);
        migrated.add(application);
        return named.user() == null
                ? application
                : OwnConnections.as(prefix + ".user", named.user(), named.password(), application);
    }

    private DataSource bean(String name, String prefix) {
        for (String candidate : List.of(name, name + "DataSource")) {
            if (beans.containsBean(candidate) && beans.isTypeMatch(candidate, DataSource.class)) {
                return beans.getBean(candidate, DataSource.class);
            }
        }
        throw new DataSourceChoiceException(
                "%s names no data source: there is no bean \"%s\" or \"%sDataSource\". %s"
                        .formatted(prefix, name, name, thereAre()),
                "Name it like the data source's bean, or give it a URL: %s.url".formatted(prefix),
                null);
    }

    private String thereAre() {
        List<String> names = names();
        return names.isEmpty()
                ? "There are no data sources."
                : "The data sources are: %s.".formatted(String.join(", ", names));
    }

    /** Whether migrations run on this very data source, or on the same database as another user. */
    boolean isMigrated(DataSource dataSource) {
        return migrated.contains(dataSource);
    }

    /** Whether it is known of all migrators which data source they migrate. */
    boolean knowsAll(int migrators) {
        return migrated.size() >= migrators;
    }
}
