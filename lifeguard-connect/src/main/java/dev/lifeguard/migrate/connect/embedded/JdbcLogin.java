package dev.lifeguard.migrate.connect.embedded;

/**
 * What a JDBC driver needs to log in. It prints no password.
 *
 * @param url without user and password
 */
public record JdbcLogin(String url, String user, String password) {

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
