package dev.lifeguard.migrate.connect.embedded;

import java.util.List;

/** What an embedded server is for. */
enum ServerUse {
    /** One process has it, and its data is kept, through a loss of power, too. */
    ALONE,

    /** Several processes have it, for data that nobody misses. */
    SHARED;

    /** Settings of PostgreSQL, each with its value. */
    List<String> settings() {
        return switch (this) {
            case ALONE -> List.of("fsync=on", "synchronous_commit=on", "max_connections=20");
            case SHARED ->
                    List.of(
                            "fsync=off",
                            "synchronous_commit=off",
                            "full_page_writes=off",
                            "max_connections=500",
                            "max_prepared_transactions=100",
                            "max_wal_size=4GB",
                            "checkpoint_timeout=1d");
        };
    }
}
