package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.LockMode.SHARE_ROW_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.BRIEF;
import static dev.lifeguard.migrate.inspect.trace.Work.REWRITE;

import dev.lifeguard.migrate.lint.AlterTableChecks.Altered;
import java.util.function.Consumer;

/** Changes of a table as a whole: where it is kept, its triggers, its row level security. */
final class StorageChecks implements AlterTableChecks.AlterationCheck {

    @Override
    public void look(Altered it, Consumer<Diagnosis> out) {
        switch (it.alteration().command().text("subtype")) {
            case "AT_SetUnLogged", "AT_SetLogged", "AT_SetTableSpace", "AT_SetAccessMethod" ->
                    out.accept(
                            Diagnosis.of(
                                            LintRule.STORAGE_REWRITE,
                                            "All of %s is written anew, and nobody reads or writes"
                                                    + " it until that is done.",
                                            it.sql())
                                    .about(it.table())
                                    .lock(it.table(), ACCESS_EXCLUSIVE, REWRITE)
                                    .safe(
                                            "-- Say it in CREATE TABLE, or run it when nobody needs"
                                                    + " %s.",
                                            it.sql()));
            case "AT_DisableTrigAll" ->
                    out.accept(
                            Diagnosis.of(
                                            LintRule.TRIGGER_LOCK,
                                            "ALL switches off the triggers that check the foreign"
                                                + " keys of %s, too: rows that break them stay for"
                                                + " ever.",
                                            it.sql())
                                    .about(it.table())
                                    .lock(it.table(), SHARE_ROW_EXCLUSIVE, BRIEF)
                                    .safe(
                                            "ALTER TABLE %s DISABLE TRIGGER %s;",
                                            it.sql(),
                                            it.table().triggers().isEmpty()
                                                    ? "USER"
                                                    : Identifier.quoted(
                                                            it.table()
                                                                    .triggers()
                                                                    .keySet()
                                                                    .iterator()
                                                                    .next())));
            case "AT_EnableRowSecurity" -> {
                if (!it.subject().hasPolicy(it.table())) {
                    out.accept(
                            Diagnosis.of(
                                            LintRule.POLICY_LOCK,
                                            "No policy of %s is known here. Without one row level"
                                                + " security hides all rows from everybody but the"
                                                + " owner.",
                                            it.sql())
                                    .about(it.table())
                                    .lock(it.table(), ACCESS_EXCLUSIVE, BRIEF)
                                    .safe(
                                            "CREATE POLICY %s ON %s USING (…);%n%s;",
                                            it.made("policy"), it.sql(), it.subject().text()));
                }
            }
            default -> {}
        }
    }
}
