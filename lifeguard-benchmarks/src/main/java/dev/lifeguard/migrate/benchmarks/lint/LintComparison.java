package dev.lifeguard.migrate.benchmarks.lint;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.lint.Lint;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.lint.LintSettings;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.catalog.DirectorySource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What lint and squawk find in the migrations of a directory, and how long they take.
 *
 * <p>Each migration is looked at as in a request to merge it: those before it have run, and are
 * known to lint. Squawk knows one file at a time.
 */
public final class LintComparison {

    private LintComparison() {}

    /**
     * Prints what each rule finds, and what the other program says of the same statements.
     *
     * @param arguments the program squawk, the name of the layout, the directory, and rules of
     *     which each place is shown, or {@code all}
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 3) {
            throw new IllegalArgumentException("Needed: SQUAWK LAYOUT DIRECTORY [RULE...]");
        }
        ScriptRules rules = new ScriptRules(LexerRules.postgresql(), Placeholders.NONE);
        MigrationCatalog catalog =
                MigrationCatalog.of(
                        List.of(new DirectorySource(Path.of(arguments[2]), layout(arguments[1]))));
        catalog.rejected().forEach(it -> System.out.println("Not read: " + it.message()));
        List<Script> scripts = new ArrayList<>(catalog.scripts());
        scripts.addAll(catalog.repeatables());
        Path copies = Files.createTempDirectory("lint-comparison");
        try {
            List<UpFile> files = new ArrayList<>();
            List<Told> ours = new ArrayList<>();
            Duration time = Duration.ZERO;
            for (Script script : scripts) {
                var file = UpFile.write(script, rules, copies);
                if (file.isPresent()) {
                    files.add(file.get());
                    long start = System.nanoTime();
                    ours.addAll(look(catalog, rules, script, file.get()));
                    time = time.plusNanos(System.nanoTime() - start);
                }
            }
            Squawk squawk = new Squawk(arguments[0]);
            List<Told> theirs = squawk.look(files);
            System.out.printf(
                    "%s migrations, %s statements; lint %s ms in one JVM (each migration with all"
                            + " before it), squawk %s ms%n",
                    files.size(),
                    files.stream().mapToInt(it -> it.statements().size()).sum(),
                    time.toMillis(),
                    squawk.time().toMillis());
            Agreement agreement = new Agreement(ours, theirs);
            agreement.print();
            List.of(arguments).subList(3, arguments.length).forEach(agreement::show);
        } finally {
            try (var paths = Files.list(copies)) {
                for (Path path : paths.toList()) {
                    Files.delete(path);
                }
            }
            Files.delete(copies);
        }
    }

    private static Layout layout(String name) {
        return name.equals("lifeguard")
                ? Layout.own()
                : OtherTool.named(name).orElseThrow().layout();
    }

    private static List<Told> look(
            MigrationCatalog catalog, ScriptRules rules, Script script, UpFile file) {
        List<Told> told = new ArrayList<>();
        for (LintFinding it :
                Lint.of(LintSettings.DEFAULT)
                        .look(catalog, rules, each -> Objects.equals(each, script))
                        .findings()) {
            if (it.file().equals(file.name())) {
                Place place = new Place(it.line(), it.column());
                told.add(
                        new Told(
                                file,
                                file.statements().isEmpty() ? place : file.statementAt(place),
                                it.rule().ruleName(),
                                it.level().word() + ": " + it.message()));
            }
        }
        return told;
    }
}
