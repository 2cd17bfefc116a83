package dev.lifeguard.migrate.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InTheWayTest {

    private static InTheWay of(String application, String user, @Nullable String statement) {
        return new InTheWay(
                7, application, user, "active", false, 1500L, statement, 0, Optional.empty());
    }

    @Test
    void saysWhatIsShown() {
        assertThat(of("shop", "web", "SELECT 1").said())
                .isEqualTo(
                        "process 7 (shop, user web), whose transaction is open for 1.5 s, which"
                                + " runs: SELECT 1");
    }

    @Test
    void oneThatWaitsItselfIsSaidToWait() {
        assertThat(
                        new InTheWay(
                                        7,
                                        "",
                                        "web",
                                        "active",
                                        true,
                                        null,
                                        "ALTER TABLE t ADD c int",
                                        0,
                                        Optional.empty())
                                .said())
                .isEqualTo(
                        "process 7 (user web), which waits for a lock itself, and runs: ALTER TABLE"
                                + " t ADD c int");
    }

    @Test
    void aHiddenProcessWithoutAUserIsTheServersOwn() {
        assertThat(of("", "", null).said())
                .isEqualTo(
                        "process 7, whose transaction is open for 1.5 s, a process of the server's"
                            + " own, such as autovacuum is; what it runs is not shown to this user"
                            + " (pg_read_all_stats)");
    }

    @Test
    void ofAutovacuumItIsSaidWhenItMakesWay() {
        assertThat(of("autovacuum worker", "", "autovacuum: VACUUM public.t").advice())
                .get()
                .asString()
                .startsWith("An autovacuum makes way only for who waits longer than");
        assertThat(
                        of(
                                        "autovacuum worker",
                                        "",
                                        "autovacuum: VACUUM public.t (to prevent wraparound)")
                                .advice())
                .get()
                .asString()
                .startsWith("This autovacuum works against wraparound and makes way for nobody");
        assertThat(of("shop", "web", "VACUUM t").advice()).isEmpty();
    }
}
