package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.Optional;

/** What fits into the state table's columns of names. */
final class WrittenName {

    /** The width of the column {@code label} where it has one. */
    private static final int MAX_LABEL_LENGTH = 1000;

    private WrittenName() {}

    /** Why a migration cannot be recorded, behind the name of its file; empty where it can. */
    static Optional<String> refusal(String name, MigrationVersion version) {
        if (name.length() > MigrationFileName.MAX_NAME_LENGTH) {
            return tooLong("name", name.length(), MigrationFileName.MAX_NAME_LENGTH);
        }
        String label = version.label();
        return label == null || label.length() <= MAX_LABEL_LENGTH
                ? Optional.empty()
                : tooLong("version", label.length(), MAX_LABEL_LENGTH);
    }

    private static Optional<String> tooLong(String what, int length, int most) {
        return Optional.of(
                "has a %s of %s characters. Shorten it to at most %s."
                        .formatted(what, length, most));
    }
}
