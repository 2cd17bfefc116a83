package dev.lifeguard.migrate.spring;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.UnsupportedDataSourcePropertyException;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.ClassUtils;

/** Connections for migrations alone, without a pool: a run uses one or two of them. */
final class OwnConnections {

    private OwnConnections() {}

    /** Connections to a URL. */
    static DataSource to(
            String property, String url, @Nullable String user, @Nullable String password) {
        if (!url.startsWith("jdbc:")) {
            throw new DataSourceChoiceException(
                    "%s does not begin with \"jdbc:\", so it is no JDBC URL.".formatted(property),
                    "Write it as for the data source, for example"
                            + " jdbc:postgresql://localhost:5432/app.",
                    null);
        }
        SimpleDriverDataSource dataSource = new SimpleDriverDataSource(driver(property, url), url);
        if (user != null) {
            dataSource.setUsername(user);
        }
        if (password != null) {
            dataSource.setPassword(password);
        }
        return dataSource;
    }

    private static Driver driver(String property, String url) {
        String known = DatabaseDriver.fromJdbcUrl(url).getDriverClassName();
        ClassLoader loader = ClassUtils.getDefaultClassLoader();
        if (known != null && ClassUtils.isPresent(known, loader)) {
            return (Driver) BeanUtils.instantiateClass(ClassUtils.resolveClassName(known, loader));
        }
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException none) {
            throw new DataSourceChoiceException(
                    "There is no driver for the URL of %s, which begins with \"%s\"."
                            .formatted(property, kind(url)),
                    known == null
                            ? "Add the driver of that database to the dependencies, or correct the"
                                    + " URL."
                            : "Add the dependency that holds %s.".formatted(known),
                    none);
        }
    }

    /** As far as it holds no secrets: {@code jdbc:postgresql:}. */
    private static String kind(String url) {
        int end = url.indexOf(':', "jdbc:".length());
        return end < 0 ? "jdbc:" : url.substring(0, end + 1);
    }

    /** Connections to where a data source connects to, as another user. */
    static DataSource as(
            String property, String user, @Nullable String password, DataSource application) {
        try {
            DataSourceBuilder<SimpleDriverDataSource> builder =
                    DataSourceBuilder.derivedFrom(application)
                            .type(SimpleDriverDataSource.class)
                            .username(user);
            return (password == null ? builder : builder.password(password)).build();
        } catch (UnsupportedDataSourcePropertyException | IllegalStateException unknown) {
            throw new DataSourceChoiceException(
                    "%s is given, and the data source does not tell its URL (%s)."
                            .formatted(property, application.getClass().getName()),
                    "Give the URL for migrations, too: %s.url"
                            .formatted(property.substring(0, property.lastIndexOf('.'))),
                    unknown);
        }
    }
}
