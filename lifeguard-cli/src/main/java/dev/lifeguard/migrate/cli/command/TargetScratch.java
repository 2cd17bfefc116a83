package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.scratch.LikeTarget;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The server for scratch databases of what is named. It is no part of the option, since every
 * command is made for a message about an unknown one, where this module may not be there.
 */
final class TargetScratch {

    private TargetScratch() {}

    /**
     * Opens it. On PostgreSQL its databases look for names as the one that is named does, where
     * that can be asked.
     */
    static ScratchServer open(ScratchOption option, Invocation invocation) {
        ScratchServer server =
                ScratchServer.open(
                        invocation.product(), option.url(invocation), invocation.caller());
        return isAskable(invocation)
                ? new LikeTarget(server, invocation.database().dataSource())
                : server;
    }

    private static boolean isAskable(Invocation invocation) {
        if (invocation.settings().database().url().isEmpty()
                || invocation.product() != DatabaseProduct.POSTGRESQL) {
            return false;
        }
        try (Connection connection = invocation.database().dataSource().getConnection()) {
            return connection.isValid(0);
        } catch (SQLException | LifeguardException away) {
            return false;
        }
    }
}
