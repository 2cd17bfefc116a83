package dev.lifeguard.migrate.inspect.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MariaDbSecretsTest {

    private static String read(String options) {
        return new MariaDbTable(
                        "t",
                        MariaDbTokens.of("CREATE TABLE `t` (\n  `a` int(11)\n) " + options),
                        new MariaDbCollations(Map.of()))
                .sql();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "ENGINE=SPIDER COMMENT='wrapper \"mysql\", user \"u\", password \"s3\\\\\"cret\","
                        + " port \"1\"'|COMMENT='wrapper \"mysql\", user \"u\", password \"\", port"
                        + " \"1\"'",
                "ENGINE=SPIDER CONNECTION='user ''u'', password ''s3cret'''"
                        + "|CONNECTION='user ''u'', password '''''",
                "ENGINE=SPIDER COMMENT='password=\"s3cret\"'|COMMENT='password=\"\"'",
                "ENGINE=CONNECT `OPTION_LIST`='user=u,password=s3;cret,host=h'"
                        + "|`OPTION_LIST`='user=u,password=,host=h'",
                "ENGINE=CONNECT CONNECTION='DSN=x;UID=u;PWD=s3cret'"
                        + "|CONNECTION='DSN=x;UID=u;PWD='",
                "ENGINE=CONNECT CONNECTION='DSN=x;PWD={s3;a=cret};UID=u'"
                        + "|CONNECTION='DSN=x;PWD=;UID=u'",
                "ENGINE=CONNECT CONNECTION='jdbc:mysql://h:3306/d?user=u&password=s3@cret'"
                        + "|CONNECTION='jdbc:mysql://h:3306/d?user=u&password='",
                "ENGINE=CONNECT CONNECTION='jdbc:oracle:thin:u/s3cret@h:1521:d'"
                        + "|CONNECTION='jdbc:oracle:thin:u@h:1521:d'",
                "ENGINE=FEDERATED CONNECTION='mysql://u:s3''cret@h:3306/d/t'"
                        + "|CONNECTION='mysql://u@h:3306/d/t'",
                "ENGINE=FEDERATED CONNECTION='mysql://u@h:3306/d/t'"
                        + "|CONNECTION='mysql://u@h:3306/d/t'",
                "ENGINE=InnoDB COMMENT='password \"of\" users'"
                        + "|COMMENT='password \"of\" users'",
                "ENGINE=SPIDER PARTITION BY KEY (a) (PARTITION `p` COMMENT = 'password \"s3cret\"'"
                        + " ENGINE = SPIDER)|PARTITION `p` COMMENT = 'password \"\"' ENGINE",
            })
    void areLeftOut(String written, String said) {
        assertThat(read(written)).contains(said).doesNotContain("s3", "cret");
    }
}
