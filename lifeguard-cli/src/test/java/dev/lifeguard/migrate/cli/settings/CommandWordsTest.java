package dev.lifeguard.migrate.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands and options that messages advise. */
final class CommandWordsTest {

    @ParameterizedTest
    @CsvSource({
        "ACCEPT_CHECKSUM,lifeguard-migrate repair --accept-checksum 20240101000000",
        "MARK_DONE,lifeguard-migrate repair --mark-done 20240101000000",
        "MARK_UNDONE,lifeguard-migrate repair --mark-undone 20240101000000",
        "STATEMENT_DONE,lifeguard-migrate repair --statement-done 20240101000000",
        "STATEMENT_UNDONE,lifeguard-migrate repair --statement-undone 20240101000000",
        "OUT_OF_ORDER,lifeguard-migrate up --out-of-order",
        "ALLOW_DATA_LOSS,lifeguard-migrate down --allow-data-loss",
        "QUARANTINE,lifeguard-migrate down --quarantine",
        "STATUS,lifeguard-migrate status",
        "LOOK_AT_LOCK,lifeguard-migrate unlock",
        "UNLOCK,lifeguard-migrate unlock --force",
        "LOCK_TIMEOUT,--lock-timeout",
        "ANOTHER_TABLE,--schema and --table",
    })
    void nameThem(Remedy remedy, String words) {
        ErrorDetail error =
                ErrorDetail.of(ErrorKind.CONFIGURATION, remedy.of(20240101000000L, null) + ".");

        assertThat(Redaction.of(error).message()).isEqualTo(words + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "PLACEHOLDER,tenant,--placeholder tenant=VALUE",
        "PLACEHOLDER,'',--placeholder NAME=VALUE",
    })
    void nameWhatTheyConcern(Remedy remedy, String subject, String words) {
        ErrorDetail error = ErrorDetail.of(ErrorKind.INVALID_SCRIPT, remedy.of(subject));

        assertThat(Redaction.of(error).message()).isEqualTo(words);
    }
}
