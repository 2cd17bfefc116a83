package dev.lifeguard.migrate.inspect.erd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TablePatternTest {

    private static final List<TableName> TABLES =
            List.of(
                    TableName.of("public", "users", "public"),
                    TableName.of("public", "orders", "public"),
                    TableName.of("public", "order.lines", "public"),
                    TableName.of("app", "users", "public"),
                    TableName.of("app", "Audit", "public"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    users             | users, app.users
                    USERS             | users, app.users
                    public.users      | users
                    app.*             | app.users, app.Audit
                    *.users           | users, app.users
                    order*            | orders, order.lines
                    order.lines       | order.lines
                    order?            | orders
                    audit , orders    | orders, app.Audit
                    app*              | ''
                    [uo]*             | ''
                    """)
    void fits(String glob, String fitting) {
        TablePattern pattern = TablePattern.of(glob);

        assertThat(TABLES.stream().filter(pattern).map(TableName::label))
                .containsExactly(fitting.isEmpty() ? new String[0] : fitting.split(", ", -1));
    }
}
