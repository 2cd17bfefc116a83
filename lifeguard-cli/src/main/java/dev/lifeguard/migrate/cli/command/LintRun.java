package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.lint.FilePlaces;
import dev.lifeguard.migrate.cli.settings.GivenLint;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.lint.Lint;
import dev.lifeguard.migrate.lint.LintCheck;
import dev.lifeguard.migrate.lint.LintCheck.Refusal;
import dev.lifeguard.migrate.lint.LintReport;
import dev.lifeguard.migrate.lint.LintScope;
import dev.lifeguard.migrate.lint.LintSettings;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Lint as the settings have it. Its classes are loaded by the commands that ask for it alone. */
final class LintRun {

    private final Invocation invocation;
    private final LintSettings rules;
    private final Predicate<String> excluded;

    /**
     * Reads the settings.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when they cannot be used, or name
     *     a database that lint does not know
     */
    LintRun(Invocation invocation) {
        this.invocation = invocation;
        Settings settings = invocation.settings();
        GivenLint given = settings.lint();
        settings.database()
                .url()
                .map(url -> DatabaseUrl.parse(url, settings.classPath()).product())
                .ifPresent(Lint::require);
        this.rules = given.rules().read();
        this.excluded = given.excluded();
    }

    LintReport look(LintChoice choice) {
        return look(choice, lint(choice));
    }

    /** With what a run on a scratch database shows. */
    LintReport look(LintChoice choice, LintTrace trace) {
        Set<MigrationVersion> wanted =
                LintScope.versions(choice.catalog(), script -> isLooked(choice, script));
        Lint lint = lint(choice);
        return look(choice, trace.of(choice, wanted).map(lint::knowing).orElse(lint));
    }

    private LintReport look(LintChoice choice, Lint lint) {
        return lint.look(
                choice.catalog(), invocation.scriptRules(), script -> isLooked(choice, script));
    }

    private boolean isLooked(LintChoice choice, Script script) {
        return choice.chosen().test(script) && isIncluded(script);
    }

    private Lint lint(LintChoice choice) {
        return choice.status()
                .map(status -> onDatabase().knowing(status))
                .orElseGet(() -> inSchema(Lint.of(rules)));
    }

    private Lint onDatabase() {
        return inSchema(Lint.of(rules, invocation.database().dataSource()));
    }

    private Lint inSchema(Lint lint) {
        return Optional.ofNullable(invocation.settings().table().schema())
                .map(lint::beginningIn)
                .orElse(lint);
    }

    private boolean isIncluded(Script script) {
        return !excluded.test(script.fileName());
    }

    /** For a run: it has lint look at its plan. */
    LintCheck check(Refusal refusal) {
        return new LintCheck(
                onDatabase(),
                invocation::catalog,
                invocation.scriptRules(),
                refusal,
                this::isIncluded);
    }

    /** Where the migrations of the directories are. */
    FilePlaces places() {
        return new FilePlaces(invocation.settings().migrations(), Map.of());
    }
}
