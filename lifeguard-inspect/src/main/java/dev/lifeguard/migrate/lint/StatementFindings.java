package dev.lifeguard.migrate.lint;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The diagnoses of one statement: one for each part of it, the first that holds. A rule that is
 * switched off says nothing, and neither does one about rows where there are none.
 */
final class StatementFindings implements Consumer<Diagnosis> {

    private final LintSettings settings;
    private final TreeMap<Integer, Diagnosis> byPart = new TreeMap<>();

    StatementFindings(LintSettings settings) {
        this.settings = settings;
    }

    @Override
    public void accept(Diagnosis diagnosis) {
        boolean unused = diagnosis.table().filter(Table::isUnused).isPresent();
        if (settings.level(diagnosis.rule()).isPresent()
                && !(unused && diagnosis.rule().needsRows())) {
            byPart.putIfAbsent(diagnosis.part(), diagnosis);
        }
    }

    boolean isEmpty() {
        return byPart.isEmpty();
    }

    List<Diagnosis> diagnoses() {
        return List.copyOf(byPart.values());
    }
}
