package dev.lifeguard.migrate.dialect.postgresql;

import java.util.Optional;
import java.util.function.Function;

/** A database that calls itself PostgreSQL and is another one. */
public enum Lookalike {
    /** CockroachDB from version 22.1. */
    COCKROACHDB("CockroachDB") {
        @Override
        public boolean reports(Function<String, Optional<String>> settings) {
            return settings.apply("crdb_version").isPresent()
                    || settings.apply("version").orElse("").startsWith("CockroachDB");
        }
    },
    /** YugabyteDB, by its API YSQL. */
    YUGABYTEDB("YugabyteDB") {
        @Override
        public boolean reports(Function<String, Optional<String>> settings) {
            return settings.apply("server_version").orElse("").contains("-YB-")
                    || settings.apply("version").orElse("").contains("-YB-");
        }
    };

    private final String title;

    Lookalike(String title) {
        this.title = title;
    }

    /**
     * Whether a server is this one, by the parameters that it reports at the login, or by what
     * {@code version()} says where the driver does not tell them.
     */
    public abstract boolean reports(Function<String, Optional<String>> settings);

    /** Its name in messages. */
    public String title() {
        return title;
    }
}
