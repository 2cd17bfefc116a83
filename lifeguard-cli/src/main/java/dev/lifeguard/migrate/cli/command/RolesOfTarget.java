package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.explain.TargetOfExplain;
import java.util.List;

/** The roles on a database's server, which scripts may name. */
final class RolesOfTarget {

    private RolesOfTarget() {}

    /** None where no database is named, it is no PostgreSQL, or it cannot be asked. */
    static List<String> of(Invocation invocation) {
        return invocation.settings().database().url().isEmpty()
                        || invocation.product() != DatabaseProduct.POSTGRESQL
                ? List.of()
                : TargetOfExplain.roles(invocation.database().dataSource());
    }
}
