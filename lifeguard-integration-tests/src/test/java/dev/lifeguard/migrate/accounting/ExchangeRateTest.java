package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Sql.sql;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Rates of days that are over stay what they were. */
@OnPostgres
final class ExchangeRateTest {

    private static final String PAST = "55000 exchange_rates_past";

    @AutoClose private final Books books;

    ExchangeRateTest(PostgresServer server) {
        books = Books.on(server);
        books.accepts(rate("2024-01-01", "1.1"), rate(tomorrow(), "1.2"));
    }

    @Test
    void aPastOneNeitherChangesNorGoes() {
        books.refuses(PAST, change("2024-01-01", "rate = 1.2"));
        books.refuses(PAST, sql("DELETE FROM exchange_rates WHERE rate_date = '2024-01-01'"));
        books.refuses("55000 exchange_rates_truncate", sql("TRUNCATE exchange_rates"));
        books.refuses(
                PAST,
                sql(
                        """
                        INSERT INTO exchange_rates
                            (from_currency_code, to_currency_code, rate_date, rate)
                        VALUES ('EUR', 'USD', '2024-01-01', 9)
                        ON CONFLICT (from_currency_code, to_currency_code, rate_date)
                        DO UPDATE SET rate = excluded.rate
                        """));
        books.accepts(change("2024-01-01", "rate = 1.1"));
    }

    @Test
    void oneToComeMayChangeAndGoButKeepsItsDay() {
        books.accepts(change(tomorrow(), "rate = 1.3"));
        books.refuses("55000 exchange_rates_fixed", change(tomorrow(), "rate_date = '2024-02-01'"));
        books.refuses("55000 exchange_rates_fixed", change(tomorrow(), "to_currency_code = 'GBP'"));
        books.accepts(sql("DELETE FROM exchange_rates WHERE rate_date = ?", tomorrow()));
    }

    @Test
    void noneComesBetweenOthersWhereAPeriodIsClosed() {
        books.accepts(rate("2024-01-15", "1.15"), period("2024-02", "CLOSED"));

        books.refuses(PAST, rate("2024-01-20", "1.17"));
        books.refuses(PAST, rate("2024-02-29", "1.17"));
        books.accepts(rate("2024-03-01", "1.18"), rate("2023-12-31", "1.05"));
    }

    private static String tomorrow() {
        return LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();
    }

    private static Sql rate(String date, String rate) {
        return Insert.into("exchange_rates")
                .with("from_currency_code", "EUR")
                .with("to_currency_code", "USD")
                .with("rate_date", date)
                .with("rate", rate)
                .sql();
    }

    private static Sql change(String date, String assignment) {
        return sql("UPDATE exchange_rates SET %s WHERE rate_date = ?".formatted(assignment), date);
    }
}
