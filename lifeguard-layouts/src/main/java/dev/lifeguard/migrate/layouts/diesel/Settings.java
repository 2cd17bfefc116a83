package dev.lifeguard.migrate.layouts.diesel;

import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.layouts.file.ReadOnce;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code metadata.toml} says. */
final class Settings {

    private static final Pattern KEY =
            Pattern.compile("\\s*(?<quote>[\"']?)run_in_transaction\\k<quote>\\s*=(?<value>.*)");

    private static final Pattern OTHER =
            Pattern.compile("\\s*(#.*|[A-Za-z0-9_\"'.-]+\\s*=\\s*+(?![\"']{3}|\\[).+)?");

    private static final Pattern TABLE = Pattern.compile("\\s*\\[.*");

    private static final Pattern COMMENT = Pattern.compile("\\s*(#.*)?$");

    private Settings() {}

    /**
     * Whether the migration runs in a transaction: it does not where the file is there and says
     * nothing of it ({@code #[serde(default)]} of a flag in Diesel).
     *
     * @return empty where the file is not of the simple form that such a file has
     * @throws IOException when it cannot be read
     */
    static Optional<Transaction> transaction(MigrationFile file) throws IOException {
        Transaction said = Transaction.NONE;
        for (String line : ReadOnce.text(file).lines().toList()) {
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                switch (COMMENT.matcher(key.group("value")).replaceFirst("").strip()) {
                    case "true" -> said = Transaction.USUAL;
                    case "false" -> said = Transaction.NONE;
                    default -> {
                        return Optional.empty();
                    }
                }
            } else if (TABLE.matcher(line).matches()) {
                return Optional.of(said);
            } else if (!OTHER.matcher(line).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(said);
    }
}
