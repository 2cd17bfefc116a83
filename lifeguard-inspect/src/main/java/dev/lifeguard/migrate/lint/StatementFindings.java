package dev.lifeguard.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The diagnoses of one statement. Of those of one part the gravest is told, the first of several
 * that are as grave; one that is suppressed leaves the next.
 */
final class StatementFindings implements Consumer<Diagnosis> {

    private final LintSettings settings;
    private final TreeMap<Integer, List<Diagnosis>> byPart = new TreeMap<>();
    private final List<Diagnosis> together = new ArrayList<>();
    private final List<Diagnosis> beside = new ArrayList<>();
    private final List<Diagnosis> excused = new ArrayList<>();

    StatementFindings(LintSettings settings) {
        this.settings = settings;
    }

    /** What the statement is by itself. */
    @Override
    public void accept(Diagnosis diagnosis) {
        byPart.computeIfAbsent(diagnosis.part(), it -> new ArrayList<>()).add(diagnosis);
    }

    /** What it is together with those before it: told where nothing as grave is to say of it. */
    void together(Diagnosis diagnosis) {
        together.add(diagnosis);
    }

    /** What is told whatever else is. */
    void beside(Diagnosis diagnosis) {
        beside.add(diagnosis);
    }

    /** A rule that says nothing after all: its suppression is needed where less is known. */
    void excuse(LintRule rule) {
        excused.add(Diagnosis.of(rule, ""));
    }

    /** Leaves out what a run has shown not to be so. */
    void disprove(Predicate<Diagnosis> disproved) {
        for (List<Diagnosis> part : byPart.values()) {
            part.stream().filter(disproved).forEach(it -> excuse(it.rule()));
            part.removeIf(disproved);
        }
    }

    /** Whether it was said of it that it reads or writes all rows, of whatever table. */
    boolean tellsOfWork() {
        return byPart.values().stream().flatMap(List::stream).anyMatch(Diagnosis::takesLong);
    }

    /** Whether the statement, by itself, goes through a table in a way that others can share. */
    boolean sharesAPass() {
        return byPart.values().stream()
                .flatMap(List::stream)
                .filter(it -> it.level(settings).isPresent())
                .anyMatch(Diagnosis::sharesAPass);
    }

    /**
     * What is told.
     *
     * @param allowed whether a suppression holds; asked of all diagnoses, those too that are not
     *     told, so that a suppression which is needed elsewhere is not called unused
     */
    List<Diagnosis> told(Predicate<Diagnosis> allowed) {
        excused.removeIf(allowed);
        List<Diagnosis> told = new ArrayList<>();
        byPart.values().forEach(part -> gravest(part, allowed).ifPresent(told::add));
        Optional<Diagnosis> more = gravest(together, allowed);
        if (more.isPresent() && told.stream().allMatch(it -> level(it) < level(more.get()))) {
            told.add(more.get());
        }
        told.addAll(open(beside, allowed));
        return told;
    }

    private Optional<Diagnosis> gravest(List<Diagnosis> part, Predicate<Diagnosis> allowed) {
        Diagnosis gravest = null;
        for (Diagnosis it : open(part, allowed)) {
            if (gravest == null || level(gravest) < level(it)) {
                gravest = it;
            }
        }
        return Optional.ofNullable(gravest);
    }

    private List<Diagnosis> open(List<Diagnosis> part, Predicate<Diagnosis> allowed) {
        List<Diagnosis> open = new ArrayList<>();
        for (Diagnosis it : part) {
            if (!allowed.test(it) && it.level(settings).isPresent()) {
                open.add(it);
            }
        }
        return open;
    }

    private int level(Diagnosis diagnosis) {
        return diagnosis.level(settings).map(Enum::ordinal).orElse(-1);
    }
}
