package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Functions, privileges and policies. */
final class CodeChecks implements Check {

    private static final Set<String> WRITES =
            Set.of("insert", "update", "delete", "truncate", "create", "trigger", "references");

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        switch (subject.tree().type()) {
            case "CreateFunctionStmt" -> replace(subject, out);
            case "AlterFunctionStmt" -> alter(subject, out);
            case "GrantStmt" -> grant(subject.tree(), out);
            case "AlterDefaultPrivilegesStmt" ->
                    subject.tree().node("action").ifPresent(it -> grant(it, out));
            case "CreatePolicyStmt" -> policy(subject, out);
            default -> {}
        }
    }

    private static void replace(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        Name name = Name.of(tree.list("funcname"));
        if (tree.flag("replace")) {
            changed(subject, name, Volatility.of(tree.list("options")), out);
        }
    }

    private static void alter(Subject subject, Consumer<Diagnosis> out) {
        Optional<Name> name = subject.tree().node("func").map(it -> Name.of(it.list("objname")));
        Optional<Character> now = Volatility.said(subject.tree().list("actions"));
        if (name.isPresent() && now.isPresent()) {
            changed(subject, name.get(), now.get(), out);
        }
    }

    private static void changed(Subject subject, Name name, char now, Consumer<Diagnosis> out) {
        subject.model()
                .volatility(name)
                .filter(old -> old != now)
                .ifPresent(
                        old ->
                                out.accept(
                                        Diagnosis.of(
                                                        LintRule.FUNCTION_VOLATILITY_CHANGE,
                                                        "%s becomes %s, and was %s: indexes and"
                                                            + " generated columns rest on IMMUTABLE"
                                                            + " and become wrong without an error,"
                                                            + " and plans change.",
                                                        name.sql(),
                                                        Volatility.word(now),
                                                        Volatility.word(old))
                                                .safe(
                                                        "-- say %s, or make a function of another"
                                                                + " name",
                                                        Volatility.word(old))));
    }

    private static void grant(PgNode grant, Consumer<Diagnosis> out) {
        if (!grant.is("GrantStmt") || !grant.flag("is_grant")) {
            return;
        }
        List<PgNode> privileges = grant.list("privileges");
        boolean all = privileges.isEmpty();
        boolean everybody =
                grant.list("grantees").stream()
                        .anyMatch(it -> it.text("roletype").equals("ROLESPEC_PUBLIC"));
        boolean writes =
                privileges.stream()
                        .anyMatch(
                                it ->
                                        WRITES.contains(
                                                it.text("priv_name").toLowerCase(Locale.ROOT)));
        boolean everywhere = !grant.text("targtype").equals("ACL_TARGET_OBJECT");
        boolean data =
                Set.of("OBJECT_TABLE", "OBJECT_SCHEMA", "OBJECT_DATABASE", "OBJECT_SEQUENCE")
                        .contains(grant.text("objtype"));
        if (data && ((everybody && (all || writes)) || (all && everywhere))) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.OVERBROAD_GRANT,
                                    everybody
                                            ? "Each role of the server may do this from here on,"
                                                    + " also roles that are made later."
                                            : "The role may do everything with all tables that are"
                                                    + " there, also empty them and make triggers.")
                            .safe(
                                    "GRANT SELECT, INSERT, UPDATE ON … TO …; -- what is needed, to"
                                            + " the role that needs it"));
        }
    }

    private static void policy(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        Table table = subject.table("table").orElseThrow();
        if (!tree.flag("permissive") && !subject.hasPolicy(table)) {
            String sql = Name.of(tree.node("table").orElseThrow()).sql();
            out.accept(
                    Diagnosis.of(
                                    LintRule.RESTRICTIVE_POLICY,
                                    "No permissive policy of %s is known here, and a restrictive"
                                            + " one takes away from those alone: with row level"
                                            + " security on, no row is seen.",
                                    sql)
                            .safe(
                                    "CREATE POLICY %s ON %s USING (…); -- permissive, before this"
                                            + " one",
                                    Identifier.made(table.name().name(), "policy"), sql));
        }
    }
}
