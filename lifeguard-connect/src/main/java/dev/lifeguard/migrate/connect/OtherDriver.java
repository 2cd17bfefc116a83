package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.DatabaseProduct;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/** A JDBC driver that the user brings along on the class path, for a URL that none here takes. */
final class OtherDriver {

    private OtherDriver() {}

    /** The database of a URL, if there is a driver for it. */
    static Optional<DatabaseUrl> find(String url, List<Path> classPath) {
        if (classPath.isEmpty()) {
            return Optional.empty();
        }
        URL[] urls = classPath.stream().map(OtherDriver::url).toArray(URL[]::new);
        // It stays open: its classes are needed as long as the process runs.
        ClassLoader loader =
                new URLClassLoader("lifeguard-drivers", urls, OtherDriver.class.getClassLoader());
        return ServiceLoader.load(Driver.class, loader).stream()
                .filter(driver -> loader.equals(driver.type().getClassLoader()))
                .map(ServiceLoader.Provider::get)
                .filter(driver -> accepts(driver, url))
                .findFirst()
                .map(
                        driver ->
                                new DatabaseUrl.ByDriver(
                                        new DriverAddress(driver, url, place(url))));
    }

    /** What a wrapper's URL says that it wraps. */
    static DatabaseProduct product(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.contains(":mysql:") || lower.contains(":mariadb:")) {
            return DatabaseProduct.MARIADB;
        }
        return DatabaseProduct.POSTGRESQL;
    }

    /** Without what may hold a password. */
    private static String place(String url) {
        return url.replaceFirst("(?s)[?;].*", "").replaceFirst("//.*@", "//");
    }

    private static URL url(Path path) {
        try {
            return path.toAbsolutePath().toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("No URL for " + path, impossible);
        }
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException | LinkageError unusable) {
            return false;
        }
    }
}
