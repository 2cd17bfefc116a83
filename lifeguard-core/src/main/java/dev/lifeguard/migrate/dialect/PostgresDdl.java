package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.util.List;

/** Changes to a schema in PostgreSQL's SQL. */
final class PostgresDdl {

    private final Dialect dialect;

    PostgresDdl(Dialect dialect) {
        this.dialect = dialect;
    }

    List<String> render(SchemaChange change) {
        if (change instanceof SchemaChange.DropTable drop) {
            return List.of("DROP TABLE " + dialect.quote(drop.table()));
        }
        throw new InvalidScriptException(
                ErrorDetail.of(
                        ErrorKind.INVALID_SCRIPT,
                        dialect.productName() + " cannot make this change: " + change + "."),
                null);
    }
}
