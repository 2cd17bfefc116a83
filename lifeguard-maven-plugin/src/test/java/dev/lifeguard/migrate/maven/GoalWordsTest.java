package dev.lifeguard.migrate.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoalWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Name a server with --scratch-url. | Name a server with scratchUrl.
                    on the server of --scratch-url. As a superuser | on the server of scratchUrl. As a superuser
                    with --data, and the others with --without-data, as --data a.b,c. Nothing | with data, and the others with withoutData, as -Dlifeguard.data=a.b,c. Nothing
                    is named by --data and by --without-data. | is named by data and by withoutData.
                    leave them out: --without-data billing. | leave them out: -Dlifeguard.withoutData=billing.
                    are moved to: --move-to DIR. Nothing | are moved to: -Dlifeguard.moveTo=DIR. Nothing
                    Choose with --tables, as in 'a*' | Choose with tables, as in 'a*'
                    or use --format mermaid. | or use -Dlifeguard.format=mermaid.
                    lifeguard-migrate status lists the versions. | mvn lifeguard:status lists the versions.
                    Run lifeguard-migrate snapshot --file a.sql when it can. | Run mvn lifeguard:snapshot -Dlifeguard.file=a.sql when it can.
                    Run lifeguard-migrate erd without --check, and commit it. | Run mvn lifeguard:erd without check, and commit it.
                    on the way: lifeguard-migrate convert TOOL DIR. | on the way: mvn lifeguard:convert -Dlifeguard.tool=TOOL -Dlifeguard.dir=DIR.
                    does not say "Written by `lifeguard-migrate erd`." | does not say "Written by `lifeguard-migrate erd`."
                    begins with "-- Written by lifeguard-migrate snapshot." | begins with "-- Written by lifeguard-migrate snapshot."
                    Run "batch run 20240101000000". | Run mvn lifeguard:batch -Dlifeguard.action=run -Dlifeguard.version=20240101000000.
                    anew with "batch run 1.2 --restart". | anew with mvn lifeguard:batch -Dlifeguard.action=run -Dlifeguard.version=1.2 -Dlifeguard.restart.
                    "batch status" lists those | mvn lifeguard:batch -Dlifeguard.action=status lists those
                    fetch all (git fetch --unshallow, or | fetch all (git fetch --unshallow, or
                    with --schema or --table, which docs/cli.md has | with schema or table, which docs/cli.md has
                    """)
    void commandsAreGoalsAndOptionsParameters(String told, String expected) {
        assertThat(GoalWords.of(told)).isEqualTo(expected);
    }
}
