package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.lint.FilePlaces;
import dev.lifeguard.migrate.cli.output.LintSight.Looked;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.lint.ChangedFiles;
import dev.lifeguard.migrate.lint.LintScope;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The migrations that lint looks at.
 *
 * @param catalog all that there are
 * @param status what a database has; empty where none is asked
 * @param sources where all of them are
 */
record LintChoice(
        MigrationCatalog catalog,
        Predicate<Script> chosen,
        Looked looked,
        FilePlaces places,
        Optional<MigrationStatus> status,
        List<MigrationSource> sources) {

    /** Copies the list. */
    LintChoice {
        sources = List.copyOf(sources);
    }

    static LintChoice of(LintRequest request, Invocation invocation) {
        if (!request.files().isEmpty()) {
            NamedFiles named = NamedFiles.of(request.files(), invocation);
            MigrationCatalog catalog = named.catalog();
            refuse(rejected(catalog, named::isNamed));
            return new LintChoice(
                    catalog,
                    named::isNamed,
                    Looked.AT_CHOSEN,
                    named.places(),
                    status(request, invocation, named.directories()),
                    named.sources());
        }
        return ofDirectory(request, invocation);
    }

    private static LintChoice ofDirectory(LintRequest request, Invocation invocation) {
        MigrationCatalog catalog = invocation.catalog();
        List<Predicate<Script>> chosen = new ArrayList<>();
        Predicate<ErrorDetail> told = fault -> true;
        request.since()
                .ifPresent(
                        version ->
                                chosen.add(
                                        LintScope.newerThan(
                                                VersionText.parse(version, invocation), catalog)));
        if (request.changedSince().isPresent()) {
            Set<String> changed = changed(request.changedSince().get(), invocation);
            chosen.add(LintScope.ofFiles(changed));
            told = fault -> changed.contains(String.valueOf(fault.file()));
        }
        refuse(catalog.rejected().stream().filter(told).toList());
        Looked looked = chosen.isEmpty() ? Looked.AT_ALL : Looked.AT_CHOSEN;
        Optional<MigrationStatus> status = status(request, invocation, invocation.sources());
        if (status.isPresent()) {
            looked = Looked.AT_PENDING;
            Set<MigrationVersion> versions =
                    status.get().pending().stream()
                            .map(PendingMigration::version)
                            .collect(Collectors.toSet());
            chosen.add(script -> versions.contains(script.version()));
        }
        return new LintChoice(
                catalog,
                script -> chosen.stream().allMatch(each -> each.test(script)),
                looked,
                new FilePlaces(invocation.settings().migrations(), Map.of()),
                status,
                invocation.sources());
    }

    /** Of the database that is named, unless none is to be asked. */
    private static Optional<MigrationStatus> status(
            LintRequest request, Invocation invocation, List<MigrationSource> sources) {
        return request.offline() || invocation.settings().database().url().isEmpty()
                ? Optional.empty()
                : Optional.of(invocation.migrator(sources, builder -> {}).status());
    }

    /** What the database has not; nothing where none is asked. */
    List<PendingMigration> pending() {
        return status.map(MigrationStatus::pending).orElse(List.of());
    }

    private static Set<String> changed(String reference, Invocation invocation) {
        Set<String> changed = new HashSet<>();
        for (Path directory : invocation.settings().migrations()) {
            changed.addAll(ChangedFiles.since(reference, directory));
        }
        return changed;
    }

    private static List<ErrorDetail> rejected(MigrationCatalog catalog, Predicate<String> isNamed) {
        return catalog.rejected().stream()
                .filter(fault -> isNamed.test(String.valueOf(fault.file())))
                .toList();
    }

    /** What should be a migration and cannot be is no finding: it would be left out. */
    private static void refuse(List<ErrorDetail> faults) {
        if (!faults.isEmpty()) {
            throw new ValidationException(faults);
        }
    }
}
