package dev.lifeguard.migrate.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.error.ValidationException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

final class MavenFailureTest {

    private static final MavenWords WORDS =
            new MavenWords(new GivenProperties("up", Collections.emptySortedMap()));

    @Test
    void advisesGoalsAndParameters() {
        String all =
                Arrays.stream(Remedy.values())
                        .map(remedy -> remedy.of("20240101000000"))
                        .collect(Collectors.joining("\n"));

        assertThat(WORDS.of(ErrorDetail.of(ErrorKind.CONFIGURATION, all)).message())
                .isEqualTo(
                        """
                        mvn lifeguard:repair -Dlifeguard.acceptChecksum=20240101000000
                        mvn lifeguard:repair -Dlifeguard.markDone=20240101000000
                        mvn lifeguard:repair -Dlifeguard.markUndone=20240101000000
                        mvn lifeguard:repair -Dlifeguard.statementDone=20240101000000
                        mvn lifeguard:repair -Dlifeguard.statementUndone=20240101000000
                        mvn lifeguard:up -Dlifeguard.outOfOrder
                        mvn lifeguard:down -Dlifeguard.allowDataLoss
                        mvn lifeguard:down -Dlifeguard.quarantine
                        mvn lifeguard:status
                        mvn lifeguard:unlock
                        mvn lifeguard:unlock -Dlifeguard.force
                        lockTimeout
                        tableLockRetry
                        tableLockTimeout
                        cancelBlockers autovacuum
                        schema and table
                        <schema>20240101000000</schema>
                        <table>20240101000000</table>
                        mvn lifeguard:baseline -Dlifeguard.version=VERSION
                        <fromTable>20240101000000</fromTable>
                        mvn lifeguard:import -Dlifeguard.tool=20240101000000
                        mvn lifeguard:import -Dlifeguard.tool=20240101000000 -Dlifeguard.undo
                        dialect=20240101000000 as a parameter of the database URL
                        -Dlifeguard.placeholder.20240101000000=VALUE
                        -Dlifeguard.migrationsDir=DIR
                         (mvn lifeguard:generate -Dlifeguard.name=NAME does, with a first migration)\
                        """);
    }

    @Test
    void tellsAllProblemsOfTheMigrationsEachOnALine() {
        List<ErrorDetail> problems =
                IntStream.rangeClosed(1, 22)
                        .mapToObj(
                                number ->
                                        ErrorDetail.of(
                                                ErrorKind.CHECKSUM_MISMATCH, "File " + number))
                        .toList();

        assertThatThrownBy(() -> MavenFailure.of(new ValidationException(problems), WORDS))
                .isInstanceOf(MojoFailureException.class)
                .hasNoCause()
                .hasMessageStartingWith("LG-304 File 1\nLG-304 File 2\n")
                .hasMessageEndingWith("\nLG-304 File 20\n… and 2 more of 22 problems.");
    }

    @Test
    void whatIsNotOfTheMigrationsIsAnErrorOfTheExecution() throws MojoFailureException {
        ErrorDetail detail = ErrorDetail.of(ErrorKind.CONFIGURATION, "No.");

        ConfigurationException failure =
                new ConfigurationException(detail, new Exception("driver"));

        assertThat(MavenFailure.of(failure, WORDS)).hasMessage("LG-101 No.").hasNoCause();
    }
}
