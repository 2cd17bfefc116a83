package dev.lifeguard.migrate.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemLinesTest {

    private static List<ErrorDetail> problems(int count) {
        return Collections.nCopies(count, ErrorDetail.of(ErrorKind.INVALID_NAME, "It is so."));
    }

    @Test
    void areAllOfAFew() {
        assertThat(ProblemLines.of(problems(20))).hasSize(20).containsOnly("LG-301 It is so.");
    }

    @Test
    void areTheFirstTwentyOfManyAndTheirNumber() {
        assertThat(ProblemLines.of(problems(50_000)))
                .hasSize(21)
                .endsWith("… and 49980 more of 50000 problems: --output json has all of them.");
    }
}
