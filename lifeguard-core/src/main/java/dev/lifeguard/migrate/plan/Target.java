package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationVersion;

/** How far to go, up or down. */
public sealed interface Target {

    /** Everything: all that is pending, or all that is applied. */
    record All() implements Target {}

    /**
     * A number of migrations.
     *
     * @param count at least 1
     */
    record Steps(int count) implements Target {

        /** Checks the number. */
        public Steps {
            if (count < 1) {
                throw new ConfigurationException(
                        ErrorDetail.of(
                                ErrorKind.CONFIGURATION,
                                "The number of steps is %s. Give at least 1.".formatted(count)),
                        null);
            }
        }
    }

    /**
     * The version that is the newest applied one afterwards.
     *
     * @param version the number of a known migration's version; 0 for down means everything, where
     *     no migration has that number
     */
    record Version(long version) implements Target {

        /** Checks that it is not negative. */
        public Version {
            MigrationVersion.requiredNumber(version);
        }
    }

    /** Everything. */
    static Target all() {
        return new All();
    }

    /**
     * A number of migrations.
     *
     * @throws ConfigurationException when it is less than 1
     */
    static Target steps(int count) {
        return new Steps(count);
    }

    /**
     * The version that is the newest applied one afterwards; up, it is applied; down, it stays.
     *
     * @param version its number: in this project's own layout the 14 digits
     * @throws ConfigurationException when it is negative
     */
    static Target version(long version) {
        return new Version(version);
    }
}
