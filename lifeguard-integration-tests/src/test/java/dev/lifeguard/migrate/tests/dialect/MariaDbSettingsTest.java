package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.LifeguardException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script sets on MariaDB never decides what this library's own statements mean. */
final class MariaDbSettingsTest {

    private static final String ONE = "20240101000000_one.sql";
    private static final String TWO = "20240102000000_two.sql";

    @AutoClose
    private final ContractProject project =
            ContractProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set timestamp = 1000000",
                "set timestamp = unix_timestamp() - 5",
                "set timestamp = 2051222400",
                "set sql_select_limit = 0",
                "set sql_select_limit = 1",
                "set completion_type = 'CHAIN'",
                "set sql_log_bin = 0",
                "set session binlog_format = 'ROW'",
                "set session gtid_domain_id = 4",
                "set @old = @@session.sql_log_bin; set @@session.sql_log_bin = 0"
            })
    void scriptsOfBothKindsRunAsTheClientRunsThem(String setting) {
        project.write(
                ONE, setting + ";\ncreate table one (id int);\ninsert into one values (1);\n");
        project.write(TWO, setting + ";\ninsert into one values (2);\n");

        assertThat(names(project.up().applied())).containsExactly("one", "two");
        assertThat(project.database().query("select id from one order by id"))
                .containsExactly("1", "2");
        assertThat(
                        project.database()
                                .query(
                                        "select count(*) from lifeguard_migrations where applied_at"
                                                + " between utc_timestamp() - interval 1 hour and"
                                                + " utc_timestamp() + interval 1 hour"))
                .containsExactly("2");
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void aStoppedClockStaysTheScripts() {
        project.write(
                ONE,
                """
                set timestamp = 1000000;
                create table one (at double);
                insert into one values (unix_timestamp());
                set timestamp = default;
                insert into one values (unix_timestamp() > 1000000000);
                """);

        project.up();

        assertThat(project.database().query("select at from one")).containsExactly("1000000", "1");
    }

    @Test
    void aRoleIsItsScriptsOwn() {
        String role = "role_" + project.database().query("select database()").getFirst();
        project.write(
                ONE,
                """
                create table one (role varchar(100));
                create role %1$s;
                grant %1$s to current_user;
                set role %1$s;
                insert into one values (current_role());
                """
                        .formatted(role));
        project.write(TWO, "insert into one values (coalesce(current_role(), 'none'));\n");
        try {
            project.up();

            assertThat(project.database().query("select role from one"))
                    .containsExactly(role, "none");
        } finally {
            project.database().execute("drop role " + role);
        }
    }

    @Test
    void otherModesOfTheTransactionAreRefusedBeforehand() {
        project.write(
                ONE,
                """
                create table one (id int);
                set transaction isolation level serializable;
                insert into one values (1);
                """);

        LifeguardException refused = failureOf(project::up);

        assertThat(refused.getMessage())
                .startsWith("LG-302 20240101000000_one.sql:2:1: SET TRANSACTION is refused");
        assertThat(project.database().query("show tables")).isEmpty();
    }
}
