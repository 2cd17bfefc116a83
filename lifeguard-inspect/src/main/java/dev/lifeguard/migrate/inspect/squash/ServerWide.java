package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.verify.ScratchWork;
import dev.lifeguard.migrate.pgparser.PgNode;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.pgparser.PgSyntaxError;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What migrations change of a server's roles, and no baseline of a database holds: by their texts,
 * whatever the server had before, and by what the server has behind them, for blocks of code.
 */
final class ServerWide {

    /** Other statements are not worth the parser's time. */
    private static final Pattern OF_ROLES =
            Pattern.compile("(?i)\\b(?:GRANT|REVOKE|ROLE|USER|GROUP)\\b");

    /** Those that the parser calls otherwise than SQL does. */
    private static final Map<String, String> ATTRIBUTES =
            Map.of(
                    "canlogin", "LOGIN",
                    "isreplication", "REPLICATION",
                    "connectionlimit", "CONNECTION LIMIT",
                    "validUntil", "VALID UNTIL");

    private final ScratchWork work;
    private final ScratchDatabase database;
    private final SortedMap<String, String> before;

    private ServerWide(
            ScratchWork work, ScratchDatabase database, SortedMap<String, String> before) {
        this.work = work;
        this.database = database;
        this.before = before;
    }

    /**
     * As it is before the migrations run.
     *
     * @param database any of the server
     */
    static ServerWide before(ScratchWork work, ScratchDatabase database) {
        return new ServerWide(work, database, read(work, database));
    }

    private static SortedMap<String, String> read(ScratchWork work, ScratchDatabase database) {
        return PgContents.read(database.dataSource(), work.leftOut(), PgContents::serverWide);
    }

    /**
     * Refuses what would be lost.
     *
     * @param whole all migrations, and the hooks
     * @param squashed which of them are squashed
     */
    void requireKept(Plan whole, Predicate<PlanStep> squashed) {
        Changes changes = new Changes(PgParser.create());
        whole.steps().stream().filter(squashed).forEach(changes::read);
        SortedMap<String, String> now = read(work, database);
        Set<String> words = new TreeSet<>(before.keySet());
        words.addAll(now.keySet());
        words.removeIf(each -> Objects.equals(before.get(each), now.get(each)));
        words.addAll(changes.words());
        if (words.isEmpty()) {
            return;
        }
        Changes kept = new Changes(changes.parser());
        whole.steps().stream().filter(squashed.negate()).forEach(kept::read);
        whole.hooks().stream()
                .filter(hook -> hook.moment() == Moment.BEFORE_UP)
                .forEach(hook -> hook.forEachStatement(each -> kept.read(each.text())));
        words.removeAll(kept.words());
        if (!words.isEmpty()) {
            throw Refused.because(
                    "The migrations change %s, which belongs to a server, not to a database, so a baseline does not hold it. Make it in before_up.sql or in a migration that stays, and squash then. Nothing was changed."
                            .formatted(String.join(", ", words)));
        }
    }

    /** What statements change of roles, in the words of {@link PgContentsSql#SERVER_WIDE}. */
    private record Changes(PgParser parser, Set<String> words) {

        Changes(PgParser parser) {
            this(parser, new TreeSet<>());
        }

        void read(PlanStep step) {
            step.forEachStatement(statement -> read(statement.text()));
        }

        void read(String sql) {
            if (!OF_ROLES.matcher(sql).find()) {
                return;
            }
            try {
                parser.parse(sql).forEach(statement -> add(statement.tree()));
            } catch (PgSyntaxError newer) {
                // A newer server may read it, and its roles are compared.
            }
        }

        private void add(PgNode tree) {
            switch (tree.type()) {
                case "AlterRoleSetStmt" -> {
                    if (tree.text("database").isEmpty()) {
                        words.add(
                                "the setting %s of %s"
                                        .formatted(
                                                tree.node("setstmt").orElseThrow().text("name"),
                                                tree.node("role")
                                                        .map(it -> "the role " + name(it))
                                                        .orElse("all roles")));
                    }
                }
                case "AlterRoleStmt" -> {
                    PgNode role = tree.node("role").orElseThrow();
                    tree.list("options").forEach(option -> addOption(option, name(role)));
                }
                case "GrantRoleStmt" ->
                        tree.list("granted_roles").stream()
                                .map(role -> role.text("priv_name"))
                                .forEach(
                                        role ->
                                                tree.list("grantee_roles")
                                                        .forEach(member -> add(role, member)));
                default -> {
                    // It changes no role.
                }
            }
        }

        /** ALTER GROUP … ADD USER is one, too. */
        private void addOption(PgNode option, String role) {
            String name = option.text("defname");
            if (name.equals("rolemembers")) {
                option.list("arg").forEach(member -> add(role, member));
            } else {
                words.add(
                        "the attribute %s of the role %s"
                                .formatted(
                                        ATTRIBUTES.getOrDefault(
                                                name, name.toUpperCase(Locale.ROOT)),
                                        role));
            }
        }

        private void add(String role, PgNode member) {
            words.add("the membership of %s in %s".formatted(name(member), role));
        }

        private static String name(PgNode role) {
            String name = role.text("rolename");
            return name.isEmpty() ? "the current user" : name;
        }
    }
}
