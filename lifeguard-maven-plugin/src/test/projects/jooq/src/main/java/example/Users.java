package example;

import static example.db.Tables.USERS;

import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;

/** Compiles only where code was generated from the migration. */
public final class Users {

    private Users() {}

    public static Select<Record1<String>> emails(DSLContext dsl) {
        return dsl.select(USERS.EMAIL).from(USERS);
    }
}
