package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code report} in a browser. */
@OnPostgres(18)
final class ReportInBrowserTest {

    @AutoClose private final Project project;
    @AutoClose private static final Browser browser = Browser.start();
    @TempDir private Path folder;

    ReportInBrowserTest(PostgresServer server) {
        project = new Project(server);
    }

    @BeforeEach
    void applySample() {
        browser.forget();
        project.writeSample();
        project.up();
    }

    private void open() throws IOException {
        Path file = folder.resolve("report.html");
        ReportRun.page(ReportRun.of(project), file, "--no-drift");
        browser.open(file.toUri());
    }

    private String shownRows() {
        return browser.evaluate(
                "[...document.querySelectorAll('#timeline tbody tr')].filter(it =>"
                    + " it.checkVisibility()).map(it => it.querySelector('.name').textContent)");
    }

    @Test
    void loadsNothingAndComplainsAboutNothing() throws IOException {
        open();

        assertThat(
                        browser.evaluate(
                                "[...document.querySelectorAll('main h2')].map(it =>"
                                        + " it.firstChild.data)"))
                .isEqualTo(
                        "Overview,Timeline,Pending,Problems,Drift,Locks,Batches,Tables,Diagram,Log");
        assertThat(browser.requests())
                .containsExactly(folder.resolve("report.html").toUri().toString());
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void findsByTheKeyboard() throws IOException {
        open();

        browser.press("/");
        "payable".chars().forEach(key -> browser.press(Character.toString(key)));
        browser.await("document.getElementById('found').textContent !== ''");

        assertThat(shownRows()).isEqualTo("create_accounts_payable");
        browser.press("Escape");
        assertThat(browser.evaluate("document.getElementById('found').textContent")).isEmpty();
        assertThat(shownRows()).contains("create_invoices");
    }

    @Test
    void everyControlHasANameAndIsReachedByTab() throws IOException {
        open();

        String nameless =
                browser.evaluate(
                        """
                        [...document.querySelectorAll('button, a, input, select, [role=img], [role=region]')]
                            .filter((it) => !(it.textContent.trim() || it.getAttribute('aria-label')
                                || it.labels?.length))
                            .map((it) => it.outerHTML)
                        """);
        assertThat(nameless).isEmpty();
        browser.press("Tab");
        assertThat(browser.evaluate("document.activeElement.textContent"))
                .isEqualTo("Skip to the content");
        browser.press("Tab");
        assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("search");
        assertThat(
                        browser.evaluate(
                                "['header', 'nav', 'main', 'footer', '[role=search]'].map((it) =>"
                                        + " document.querySelectorAll(it).length)"))
                .isEqualTo("1,1,1,1,1");
        assertThat(
                        browser.evaluate(
                                "document.querySelectorAll('table:not(:has(caption)),"
                                        + " th:not([scope])').length"))
                .isEqualTo("0");
    }

    @Test
    void sortsByTheHeadOfAColumn() throws IOException {
        open();

        browser.evaluate("document.querySelector('#timeline .sort').click()");

        assertThat(shownRows()).startsWith("create_chart_of_accounts,create_invoices,");
        assertThat(
                        browser.evaluate(
                                "document.querySelector('#timeline th').getAttribute('aria-sort')"))
                .isEqualTo("ascending");
    }

    @Test
    void showsTimesInUtcUntilAskedForOthers() throws IOException {
        project.database()
                .execute("UPDATE lifeguard_migrations SET applied_at = '2024-07-01 22:30:00+00'");
        browser.timeZone("Asia/Kolkata");
        open();

        String first = "document.querySelector('#timeline time').textContent";
        assertThat(browser.evaluate(first)).isEqualTo("2024-07-01 22:30:00 UTC");
        browser.evaluate("document.getElementById('zone').click()");
        assertThat(browser.evaluate(first)).isEqualTo("2024-07-02 04:00:00 +05:30");
    }

    @Test
    void hasContrastEnoughInLightAndDark() throws IOException {
        for (String scheme : new String[] {"light", "dark"}) {
            browser.showAs("screen", scheme);
            open();
            assertThat(browser.evaluate(Contrast.OF_PAGE)).as(scheme).isEmpty();
        }
    }

    @Test
    void printsInLightWhateverIsChosen() throws IOException {
        browser.showAs("print", "dark");
        open();
        browser.evaluate("document.documentElement.dataset.theme = 'dark'");

        assertThat(browser.evaluate("getComputedStyle(document.body).color"))
                .isEqualTo("rgb(22, 34, 42)");
        assertThat(
                        browser.evaluate(
                                "getComputedStyle(document.querySelector('#timeline"
                                        + " tbody')).contentVisibility"))
                .isEqualTo("visible");
        assertThat(browser.evaluate("document.querySelector('nav').checkVisibility()"))
                .isEqualTo("false");
    }

    @Test
    void showsTheMainThingsWithoutScripts() throws IOException {
        browser.withoutScripts();
        open();

        assertThat(browser.evaluate("document.querySelector('main').innerText"))
                .startsWith("4 applied, 0 pending, 0 problems.")
                .contains("20240120130000 create_invoices");
    }

    @Test
    void runsNothingOfADatabase() throws IOException {
        ReportRun.makeHostile(project);
        open();

        assertThat(browser.evaluate("document.title")).endsWith(": migrations");
        assertThat(
                        browser.evaluate(
                                "document.querySelectorAll('img, main script, [onload],"
                                        + " [onerror]').length"))
                .isEqualTo("0");
        assertThat(browser.evaluate("document.querySelector('#tables').textContent"))
                .contains("</script><img src=x onerror=alert(1)>", "\\u202eevil 表 😀");
        assertThat(browser.complaints()).isEmpty();
    }

    /** Those in sight are laid out, and all are there for the search, for readers and for print. */
    @Test
    void holdsThousandsOfMigrations() throws IOException {
        project.database()
                .execute(
                        """
                        INSERT INTO lifeguard_migrations
                            (version, name, checksum, applied_at, execution_time_ms, success)
                        SELECT 20300101000000 + n, 'change_' || n, repeat('0', 64), now(), n, true
                        FROM generate_series(1, 59) n
                        UNION ALL
                        SELECT to_char(timestamp '2031-01-01' + n * interval '1 hour',
                                       'YYYYMMDDHH24MISS')::bigint,
                               'hourly_' || n, repeat('0', 64), now(), 1, true
                        FROM generate_series(1, 4937) n
                        """);
        open();

        assertThat(browser.evaluate("document.querySelectorAll('#timeline tbody tr').length"))
                .isEqualTo("5000");
        assertThat(browser.evaluate("document.querySelectorAll('#timeline .dot').length"))
                .isEqualTo("5000");
        browser.press("/");
        "hourly_493".chars().forEach(key -> browser.press(Character.toString(key)));
        browser.await("document.getElementById('found').textContent.startsWith('10 entries')");
        assertThat(shownRows().split(",")).hasSize(9);
    }

    @Test
    void zoomsTheDiagramByKeys() throws IOException {
        open();
        String transform = "document.querySelector('.picture > g').getAttribute('transform')";
        String before = browser.evaluate(transform);

        browser.evaluate("document.querySelector('.picture').focus()");
        browser.press("+");
        assertThat(browser.evaluate(transform)).isNotEqualTo(before);
        browser.press("0");
        assertThat(browser.evaluate(transform)).isEqualTo(before);
        browser.evaluate(
                "(document.getElementById('chosen').value = 'public.companies',"
                        + " document.getElementById('chosen').dispatchEvent(new Event('change')))");
        assertThat(
                        browser.evaluate(
                                "document.querySelectorAll('.box').length <"
                                        + " document.querySelectorAll('#tables tbody tr').length"))
                .isEqualTo("true");
    }
}
