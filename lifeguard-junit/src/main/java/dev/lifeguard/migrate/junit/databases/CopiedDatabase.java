package dev.lifeguard.migrate.junit.databases;

import javax.sql.DataSource;

/**
 * One database of a test. It prints no password.
 *
 * @param name among those of its server
 * @param url of JDBC, without user and password
 * @param user empty where there are no users
 * @param password empty where there is none
 * @param dataSource connections to it without a pool
 */
public record CopiedDatabase(
        String name, String url, String user, String password, DataSource dataSource) {

    @Override
    public String toString() {
        return url;
    }
}
