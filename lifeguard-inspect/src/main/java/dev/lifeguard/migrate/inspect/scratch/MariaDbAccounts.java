package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.connect.words.Refused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.sql.DataSource;

/**
 * The users and roles of a server of MariaDB, which its databases share. Each is called by its name
 * and its host, {@code app@%}; a role has no host. Letters in other capitals are other names.
 */
final class MariaDbAccounts {

    private static final String ALL =
            "SELECT concat(User, '@', Host), User, Host, is_role FROM mysql.user ORDER BY 1";

    /** Of a table that the user may not read. */
    private static final String DENIED = "42000";

    private final DataSource server;
    private final Set<String> ofScripts = new ConcurrentSkipListSet<>();

    MariaDbAccounts(DataSource server) {
        this.server = server;
    }

    /**
     * @param name with its host
     * @param drop what drops it
     */
    private record Account(String name, String drop) {}

    /** All names; none where they cannot be seen. */
    List<String> names() {
        return read().stream().flatMap(List::stream).map(Account::name).toList();
    }

    /**
     * Those that scripts make and that are not there yet are dropped at the end.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when it cannot be seen which are there
     */
    void expect(Collection<String> made) {
        if (made.isEmpty()) {
            return;
        }
        Optional<List<Account>> there = read();
        if (there.isEmpty()) {
            throw unseen(made);
        }
        Set<String> names = new TreeSet<>(there.get().stream().map(Account::name).toList());
        made.stream().filter(name -> !names.contains(name)).forEach(ofScripts::add);
    }

    /** Drops some, and at the end those of them that are there again. */
    void drop(Collection<String> left) throws SQLException {
        ofScripts.addAll(left);
        dropNow(left);
    }

    /** Drops those of scripts. */
    void dropThoseOfScripts() throws SQLException {
        dropNow(Set.copyOf(ofScripts));
    }

    private void dropNow(Collection<String> names) throws SQLException {
        if (names.isEmpty()) {
            return;
        }
        List<Account> there = read().orElse(List.of());
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement()) {
            EachDrop.run(
                    there.stream()
                            .filter(account -> names.contains(account.name()))
                            .map(Account::drop)
                            .toList(),
                    statement::execute);
        }
    }

    private Optional<List<Account>> read() {
        List<Account> accounts = new ArrayList<>();
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ALL)) {
            while (row.next()) {
                String user = quoted(row.getString(2));
                String drop =
                        row.getString(4).equals("Y")
                                ? "DROP ROLE " + user
                                : "DROP USER %s@%s".formatted(user, quoted(row.getString(3)));
                accounts.add(new Account(row.getString(1), drop));
            }
            return Optional.of(accounts);
        } catch (SQLException failure) {
            if (DENIED.equals(failure.getSQLState())) {
                return Optional.empty();
            }
            throw ScratchFault.of("The users of the server could not be read", failure);
        }
    }

    private RuntimeException unseen(Collection<String> made) {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CURRENT_USER()")) {
            row.next();
            String user = row.getString(1);
            int at = user.lastIndexOf('@');
            return Refused.because(
                    "The migrations make %s, and the user of --scratch-url may not read mysql.user, so what they leave there could not be told from users of others. As an administrator of that server, run: GRANT SELECT ON mysql.user TO %s@%s. Nothing was run."
                            .formatted(
                                    String.join(", ", made),
                                    quoted(user.substring(0, at)),
                                    quoted(user.substring(at + 1))));
        } catch (SQLException failure) {
            return ScratchFault.of("The users of the server could not be read", failure);
        }
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
