package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.source.catalog.HookScript;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the hooks of a catalog, so that one that cannot run is known before anything does. */
final class Hooks {

    private final ScriptRules rules;
    private final boolean several;
    private final List<PlannedHook> all = new ArrayList<>();
    private final List<PlanProblem> unusable = new ArrayList<>();
    private final List<PlanProblem> unusableOfMigrations = new ArrayList<>();

    Hooks(MigrationCatalog catalog, ScriptRules rules) {
        this.rules = rules;
        this.several =
                catalog.sourcesOfFiles().size() > 1
                        || catalog.hooks().stream().map(HookScript::source).distinct().count() > 1;
        for (HookScript hook : catalog.hooks()) {
            read(hook);
        }
        all.sort(Comparator.comparing(PlannedHook::moment));
    }

    /** Those that can run, by their moments, those of one in the order of their directories. */
    List<PlannedHook> all() {
        return all;
    }

    /** Those of them that run around migrations. */
    List<PlannedHook> ofMigrations() {
        return all.stream().filter(it -> it.hook().isOfMigrations()).toList();
    }

    /** Those that cannot. */
    List<PlanProblem> unusable() {
        return unusable;
    }

    /** Those of them that would run around migrations. */
    List<PlanProblem> unusableOfMigrations() {
        return unusableOfMigrations;
    }

    private void read(HookScript hook) {
        try {
            Section section = hook.script().sections(rules).up().orElseThrow();
            requireUsable(hook, section);
            all.add(new PlannedHook(hook, section, label(hook)));
        } catch (InvalidScriptException unreadable) {
            PlanProblem problem = new PlanProblem.Unusable(placed(hook, unreadable.detail()));
            unusable.add(problem);
            if (hook.isOfMigrations()) {
                unusableOfMigrations.add(problem);
            }
        }
    }

    private ErrorDetail placed(HookScript hook, ErrorDetail fault) {
        return several ? fault.withMore(" It is in %s.".formatted(hook.source())) : fault;
    }

    /** Where there is one source, nobody asks which. */
    private String label(HookScript hook) {
        String file = hook.script().fileName();
        return several ? "%s in %s".formatted(file, hook.source()) : file;
    }

    private void requireUsable(HookScript hook, Section section) {
        String file = hook.script().fileName();
        if (section.noTransactionDirective()) {
            throw refused(
                    section.directive(),
                    "\"%s\" is refused: a hook runs in a transaction. Take it out.",
                    file);
        }
        if (section.directive().isPresent()) {
            throw refused(
                    section.directive(),
                    "\"%s\" is refused: directives are those of migrations, and a hook has none."
                            + " Take it out.",
                    file);
        }
        if (section.block().isPresent()) {
            throw refused(
                    section.block(),
                    "%s is refused: a hook has no transaction control. Take it out, and its end.",
                    file);
        }
        if (section.outsideTransaction().isPresent() && !mayCommit(hook)) {
            SqlStatement outside = section.outsideTransaction().get();
            throw new InvalidScriptException(
                    "%s cannot run in the transaction that a hook runs in. Put it into a migration."
                            .formatted(outside.summary()),
                    file,
                    outside.start().line(),
                    outside.start().column());
        }
    }

    private static InvalidScriptException refused(
            Optional<Section.Mark> mark, String why, String file) {
        Section.Mark at = mark.orElseThrow();
        return new InvalidScriptException(
                why.formatted(at.text()), file, at.position().line(), at.position().column());
    }

    /** Where nearly all DDL commits by itself, a hook may have some around a run. */
    private boolean mayCommit(HookScript hook) {
        Grammar grammar = rules.sql().grammar();
        return !hook.isOfMigrations() && (grammar == Grammar.MYSQL || grammar == Grammar.H2);
    }
}
