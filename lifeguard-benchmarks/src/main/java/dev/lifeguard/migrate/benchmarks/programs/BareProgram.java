package dev.lifeguard.migrate.benchmarks.programs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** Connects and runs one query: the least that a program in Java can take. */
public final class BareProgram {

    private BareProgram() {}

    /**
     * Runs.
     *
     * @param arguments the JDBC URL
     */
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(arguments[0]);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1")) {
            row.next();
        }
    }
}
