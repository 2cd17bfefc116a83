package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lifeguard.migrate.spring.TestPostgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a user reads where the start fails: all of it. */
@ExtendWith(OutputCaptureExtension.class)
final class FailureTest {

    private final Database database = TestPostgres.create();

    @TempDir private Path directory;

    private String startOn(CapturedOutput output, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("spring.datasource.url=" + database.url());
        all.add("spring.datasource.username=postgres");
        return start(output, Application.class, all);
    }

    private static String start(
            CapturedOutput output, Class<?> application, List<String> properties) {
        int before = output.getAll().length();
        Throwable failure =
                catchThrowable(
                        () ->
                                new SpringApplicationBuilder(application)
                                        .properties(properties.toArray(String[]::new))
                                        .run()
                                        .close());
        assertThat(failure).isNotNull();
        String said = output.getAll().substring(before);
        return said.substring(said.indexOf("Description:")).replace("\r", "").strip();
    }

    private static String said(String description, String action) {
        return "Description:\n\n%s\nAction:\n\n%s".formatted(description, action).strip();
    }

    private String filesystem() {
        return "lifeguard.migrate.locations=filesystem:" + directory;
    }

    private void write(String name, String sql) {
        try {
            Files.writeString(directory.resolve(name), sql);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void aPropertyThatDoesNotExist(CapturedOutput output) {
        assertThat(startOn(output, "lifeguard.migrate.lock-timout=1m"))
                .isEqualTo(
                        said(
                                """
                                There is no property lifeguard.migrate.lock-timout \
                                ("lifeguard.migrate.lock-timout" from property source "defaultProperties").
                                """,
                                """
                                Write lifeguard.migrate.lock-timeout, or remove it.
                                """));
    }

    @Test
    void severalPropertiesThatDoNotExist(CapturedOutput output) {
        assertThat(
                        startOn(
                                output,
                                "lifeguard.migrate.location=classpath:db/other",
                                "lifeguard.migrate.datasources.crm.location=classpath:db/crm",
                                "lifeguard.migrate.fast=true"))
                .isEqualTo(
                        said(
                                """
                                There is no property lifeguard.migrate.datasources.crm.location \
                                ("lifeguard.migrate.datasources.crm.location" from property source "defaultProperties").
                                There is no property lifeguard.migrate.fast \
                                ("lifeguard.migrate.fast" from property source "defaultProperties").
                                There is no property lifeguard.migrate.location \
                                ("lifeguard.migrate.location" from property source "defaultProperties").
                                """,
                                """
                                Write lifeguard.migrate.datasources.crm.locations, \
                                or remove lifeguard.migrate.datasources.crm.location.
                                Remove lifeguard.migrate.fast, or correct its name.
                                Write lifeguard.migrate.locations, or remove lifeguard.migrate.location.
                                """));
    }

    @Test
    void aValueThatNamesAPropertyThatThereIsNot(CapturedOutput output) {
        assertThat(startOn(output, "lifeguard.migrate.placeholders.owner=${MIGRATIONS_OWNER}"))
                .isEqualTo(
                        said(
                                """
                                Failed to bind properties under 'lifeguard.migrate.placeholders.owner' \
                                to java.lang.String:

                                    Property: lifeguard.migrate.placeholders.owner
                                    Value: "${MIGRATIONS_OWNER}"
                                    Origin: "lifeguard.migrate.placeholders.owner" from property source "defaultProperties"
                                    Reason: org.springframework.util.PlaceholderResolutionException: \
                                Could not resolve placeholder 'MIGRATIONS_OWNER' in value "${MIGRATIONS_OWNER}"
                                """,
                                "Update your application's configuration"));
    }

    @Test
    void aValueThatCannotBeRead(CapturedOutput output) {
        assertThat(startOn(output, "lifeguard.migrate.lock-timeout=soon"))
                .isEqualTo(
                        said(
                                """
                                Failed to bind properties under 'lifeguard.migrate.lock-timeout' to \
                                java.time.Duration:

                                    Property: lifeguard.migrate.lock-timeout
                                    Value: "soon"
                                    Origin: "lifeguard.migrate.lock-timeout" from property source \
                                "defaultProperties"
                                    Reason: failed to convert java.lang.String to \
                                java.time.Duration (caused by java.lang.IllegalArgumentException: 'soon' \
                                is not a valid duration)
                                """,
                                """
                                Update your application's configuration
                                """));
    }

    @Test
    void aValueThatCannotBeUsed(CapturedOutput output) {
        assertThat(startOn(output, "lifeguard.migrate.lease=1ms"))
                .isEqualTo(
                        said(
                                """
                                The migrations cannot be set up.
                                LG-101 The lease PT0.001S is shorter than PT1S.
                                """,
                                """
                                Correct the property below lifeguard.migrate, or the bean.
                                """));
    }

    @Test
    void aLayoutThatThereIsNot(CapturedOutput output) {
        assertThat(startOn(output, "lifeguard.migrate.layout=golang"))
                .contains("The layout \"golang\" is unknown. Did you mean \"golang-migrate\"?")
                .contains("Set lifeguard.migrate.layout to one of them.");
    }

    @Test
    void aDirectoryThatIsMissing(CapturedOutput output) {
        assertThat(startOn(output, "lifeguard.migrate.locations=filesystem:/nowhere/at/all"))
                .isEqualTo(
                        said(
                                """
                                The run of the migrator "lifeguardMigrator" failed.
                                LG-102 The migrations directory "/nowhere/at/all" does not exist. Create \
                                it, or name another one.
                                No migration was begun.
                                """,
                                """
                                Put migrations there, or name the right place in \
                                lifeguard.migrate.locations.
                                """));
    }

    @Test
    void aFolderThatIsNotOnTheClassPath(CapturedOutput output) {
        assertThat(startOn(output, "lifeguard.migrate.locations=classpath:db/nowhere"))
                .isEqualTo(
                        said(
                                """
                                The run of the migrator "lifeguardMigrator" failed.
                                LG-102 The class path location "db/nowhere" is not on the class path. \
                                Check its spelling and the jar.
                                No migration was begun.
                                """,
                                """
                                Put migrations there, or name the right place in \
                                lifeguard.migrate.locations.
                                """));
    }

    @Test
    void aMigrationThatFails(CapturedOutput output) {
        write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        write("20240102000000_two.sql", "CREATE TABLE two (id int);\nDROP TABLE missing;\n");
        write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");

        assertThat(startOn(output, filesystem()))
                .isEqualTo(
                        said(
                                """
                                The run of the migrator "lifeguardMigrator" failed.
                                LG-201 Migration 20240102000000 two failed at 20240102000000_two.sql:2:1: \
                                table "missing" does not exist (SQLState 42P01). Nothing of it was kept: \
                                the transaction was rolled back. The migration before it stays applied. \
                                Fix the file and run up again.
                                  2 | DROP TABLE missing
                                    | ^
                                This run had applied 20240101000000 one; left: 20240102000000 two and 1 \
                                more.
                                """,
                                """
                                Correct that migration and start again; the run goes on with it.
                                """));
    }

    @Test
    void aFileThatWasEdited(CapturedOutput output) {
        write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        new SpringApplicationBuilder(Application.class)
                .properties(
                        filesystem(),
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=postgres")
                .run()
                .close();
        write("20240101000000_one.sql", "CREATE TABLE one (id bigint);\n");

        assertThat(startOn(output, filesystem()))
                .isEqualTo(
                        said(
                                """
                                The run of the migrator "lifeguardMigrator" failed.
                                LG-304 Migration 20240101000000 one was edited after it was applied: the \
                                file "20240101000000_one.sql" has the checksum \
                                3deeecf1de36a6f901607576b308a59d9923d3088a4665388cae40f1f3b53042, the \
                                history has \
                                b8f928ff41da98938f5d9452516c35f7f5b24ed8bf74448cb6252d614e0c90f9. Restore \
                                the file as it was and put the change into a new migration, or accept it: \
                                lifeguard-migrate repair --accept-checksum 20240101000000
                                No migration was begun.
                                """,
                                """
                                Put the file back as it was and write a new migration; or, where the edit \
                                was on purpose, accept it as the message says.
                                """));
    }

    @Test
    void aDriverThatIsMissing(CapturedOutput output) {
        assertThat(
                        startOn(
                                output,
                                "lifeguard.migrate.url=jdbc:mariadb://localhost/app?password=secret"))
                .isEqualTo(
                        said(
                                """
                                There is no driver for the URL of lifeguard.migrate.url, which begins with \
                                "jdbc:mariadb:".
                                """,
                                """
                                Add the dependency that holds org.mariadb.jdbc.Driver.
                                """));
    }

    @Test
    void anUrlOfAnotherForm(CapturedOutput output) {
        assertThat(startOn(output, "lifeguard.migrate.url=postgresql://app:secret@localhost/app"))
                .isEqualTo(
                        said(
                                """
                                lifeguard.migrate.url does not begin with "jdbc:", so it is no JDBC URL.
                                """,
                                """
                                Write it as for the data source, for example \
                                jdbc:postgresql://localhost:5432/app.
                                """));
    }

    @Test
    void twoDataSources(CapturedOutput output) {
        assertThat(start(output, TwoDataSources.class, List.of()))
                .isEqualTo(
                        said(
                                """
                                There are 2 data sources, none of them is primary, and nothing says which \
                                one the migrations are for: customers, orders.
                                """,
                                """
                                Mark one with @MigratorDataSource or @Primary, or name each that has \
                                migrations: \
                                lifeguard.migrate.datasources.customers.locations=classpath:db/migration
                                """));
    }

    @Test
    void aNameOfNoDataSource(CapturedOutput output) {
        assertThat(startOn(output, "lifeguard.migrate.datasources.orders.table=history"))
                .isEqualTo(
                        said(
                                """
                                lifeguard.migrate.datasources.orders names no data source: there is no \
                                bean "orders" or "ordersDataSource". The data sources are: dataSource.
                                """,
                                """
                                Name it like the data source's bean, or give it a URL: \
                                lifeguard.migrate.datasources.orders.url
                                """));
    }

    @Test
    void aDatabaseThatIsNotThere(CapturedOutput output) {
        assertThat(
                        startOn(
                                output,
                                "lifeguard.migrate.url=jdbc:postgresql://127.0.0.1:1/app",
                                "lifeguard.migrate.user=app"))
                .isEqualTo(
                        said(
                                """
                                The run of the migrator "lifeguardMigrator" failed.
                                LG-501 The database cannot be reached: Connection to 127.0.0.1:1 refused. \
                                Check that the hostname and port are correct and that the postmaster is \
                                accepting TCP/IP connections (SQLState 08001). Check the host, the port, \
                                and that the server runs.
                                No migration was begun.
                                """,
                                """
                                Start the database, or correct URL, user and password. To wait for it at \
                                each start, set lifeguard.migrate.connect-timeout, for example to 1m.
                                """));
    }

    @Test
    void whatIsPendingWhereNothingMayBeChanged(CapturedOutput output) {
        assertThat(startOn(output, "lifeguard.migrate.mode=validate"))
                .isEqualTo(
                        said(
                                """
                                2 migrations are pending in the database of the migrator \
                                "lifeguardMigrator", and lifeguard.migrate.mode=validate changes nothing:
                                20240101000000 create_customer, 20240102000000 add_city
                                """,
                                """
                                Apply them, with "lifeguard-migrate up" or by an instance whose \
                                lifeguard.migrate.mode is run, and start again.
                                """));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class TwoDataSources {

        @Bean
        DataSource orders() {
            return TestPostgres.create().dataSource();
        }

        @Bean
        DataSource customers() {
            return TestPostgres.create().dataSource();
        }
    }
}
