package dev.lifeguard.migrate.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ErrorKindTest {

    /** Scripts and dashboards of users know these: a line is never changed or taken out. */
    @Test
    void keepsItsNamesAndCodes() {
        assertThat(Arrays.stream(ErrorKind.values()).map(kind -> kind.code() + " " + kind))
                .containsExactly(
                        "LG-101 CONFIGURATION",
                        "LG-102 FILE_NOT_FOUND",
                        "LG-201 SCRIPT_FAILED",
                        "LG-202 PARTIALLY_APPLIED",
                        "LG-203 LOCK_BUSY",
                        "LG-301 INVALID_NAME",
                        "LG-302 INVALID_SCRIPT",
                        "LG-303 DUPLICATE_VERSION",
                        "LG-304 CHECKSUM_MISMATCH",
                        "LG-305 MISSING_MIGRATION",
                        "LG-306 OUT_OF_ORDER",
                        "LG-307 IRREVERSIBLE",
                        "LG-308 DATA_LOSS",
                        "LG-401 LOCK_TIMEOUT",
                        "LG-402 LEASE_LOST",
                        "LG-501 DATABASE_UNREACHABLE",
                        "LG-601 INTERRUPTED",
                        "LG-901 INTERNAL");
    }

    @Test
    void hasNoCodeTwice() {
        assertThat(Arrays.stream(ErrorKind.values()).map(ErrorKind::code)).doesNotHaveDuplicates();
    }
}
